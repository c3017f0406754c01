/// Text armour around DER.
///
/// Source: RFC 7468, the strict form without headers inside a block.
package enum PEM {
    /// One armoured value.
    package struct Block: Hashable, Sendable {
        /// What stands between `BEGIN` and the dashes, such as `CERTIFICATE`.
        package let label: String
        /// The decoded bytes.
        package let der: [UInt8]
    }

    /// Reads all blocks; text between blocks is skipped.
    ///
    /// - Throws: For a block that is cut off, closed under another label or no Base64.
    package static func blocks(in text: [UInt8]) throws(CryptographyError) -> [Block] {
        var blocks: [Block] = []
        var open: (label: String, body: [UInt8])?
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: true) {
            let line = line.last == 0x0d ? line.dropLast() : line
            if let label = label(of: line, "BEGIN") {
                guard open == nil else { throw damaged("a block inside a block") }
                open = (label, [])
            } else if let label = label(of: line, "END") {
                guard let block = open, block.label == label,
                    let der = Base64.decode(block.body.span)
                else { throw damaged("a block that is not closed or not Base64") }
                blocks.append(Block(label: label, der: der))
                open = nil
            } else {
                open?.body += line
            }
        }
        guard open == nil else { throw damaged("a block that is cut off") }
        return blocks
    }

    /// Reads every certificate of a file, in the file's order.
    ///
    /// Takes PEM, or DER certificates one after the other: some chain files are DER whatever
    /// their name says.
    package static func certificates(in file: [UInt8]) throws(CryptographyError) -> [Certificate] {
        var certificates: [Certificate] = []
        guard file.first == DERTag.sequence else {
            for block in try blocks(in: file) where block.label == "CERTIFICATE" {
                certificates.append(try Certificate(der: block.der))
            }
            return certificates
        }
        var reader = DERReader(file)
        while reader.isAtEnd == false {
            let der: [UInt8]
            do { der = Array(try reader.next().encoded) } catch {
                throw CryptographyError(function: "PEM.certificates", text: error.text)
            }
            certificates.append(try Certificate(der: der))
        }
        return certificates
    }

    /// Reads every revocation list of a file: one in DER, or those among the blocks of a PEM file.
    ///
    /// - Returns: Nothing for a PEM file without a list.
    package static func revocationLists(
        in file: [UInt8]
    ) throws(CryptographyError) -> [CertificateRevocationList] {
        if file.first == DERTag.sequence { return [try CertificateRevocationList(der: file)] }
        var lists: [CertificateRevocationList] = []
        for block in try blocks(in: file) where block.label == "X509 CRL" {
            lists.append(try CertificateRevocationList(der: block.der))
        }
        return lists
    }

    /// Reads the only block with a label.
    static func decode(_ text: [UInt8], label: String) throws(CryptographyError) -> [UInt8] {
        let found = try blocks(in: text).filter { $0.label == label }
        guard found.count == 1 else { throw damaged("\(found.count) blocks \(label)") }
        return found[0].der
    }

    /// Reads the only block with a label.
    package static func decode(
        label: String, in text: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try decode(text, label: label)
    }

    /// Writes one block with lines of 64 characters.
    package static func encode(label: String, der: [UInt8]) -> String {
        var text = "-----BEGIN \(label)-----\n"
        var rest = Base64.encode(der)[...]
        while rest.isEmpty == false {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    private static func label(of line: ArraySlice<UInt8>, _ word: String) -> String? {
        let start = Array("-----\(word) ".utf8)
        let end = Array("-----".utf8)
        guard line.count >= start.count + end.count, line.starts(with: start),
            line.suffix(end.count).elementsEqual(end)
        else { return nil }
        return String(decoding: line.dropFirst(start.count).dropLast(end.count), as: UTF8.self)
    }

    private static func damaged(_ text: String) -> CryptographyError {
        CryptographyError(function: "PEM", text: text)
    }
}
