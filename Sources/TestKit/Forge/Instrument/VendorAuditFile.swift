internal import Cryptography

/// An audit file in the layout that TopSpin writes beside its data.
///
/// The closing hash covers the text before `##END=` with CRLF read as LF; each entry holds the
/// MD5 of the data file as it stood. The layout was read off real files, not off a vendor's
/// document.
package struct VendorAuditFile: Hashable, Sendable {
    /// One entry of the trail.
    package struct Entry: Hashable, Sendable {
        /// Local time with offset, such as `2026-11-02 09:14:05.000 +0100`.
        package let time: String
        /// The program that acted, such as `go`.
        package let process: String
        /// What it did, in lines.
        package let lines: [String]
        /// The data file's bytes after that.
        package let data: [UInt8]
        /// The size as TopSpin words it, such as `16K`.
        package let sizeText: String

        /// Makes an entry of its parts.
        package init(
            time: String, process: String, lines: [String], data: [UInt8], sizeText: String
        ) {
            self.time = time
            self.process = process
            self.lines = lines
            self.data = data
            self.sizeText = sizeText
        }
    }

    /// The operator's account.
    package let user: String
    /// The workstation.
    package let host: String
    /// The file's own path, as the program names it in its head.
    package let path: String
    /// What happened, in order.
    package let entries: [Entry]

    /// Makes an audit file of its parts.
    package init(user: String, host: String, path: String, entries: [Entry]) {
        self.user = user
        self.host = host
        self.path = path
        self.entries = entries
    }

    /// The file's bytes, closing hash included.
    ///
    /// - Parameter usesCarriageReturns: Whether lines end as on Windows workstations.
    package func encoded(usesCarriageReturns: Bool = false) -> [UInt8] {
        let text = textBeforeEnd
        let closing = HashAlgorithm.md5.hash(Array(text.utf8))
        let whole = text + "##END=\n\n$$ hash MD5\n$$ \(Self.spaced(closing))\n"
        guard usesCarriageReturns else { return Array(whole.utf8) }
        return whole.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }

    private var textBeforeEnd: String {
        var text = """
            ##TITLE= Audit trail, SIMULATOR\t\tVersion 1.0
            ##JCAMPDX= 5.01
            ##ORIGIN= TrailSeal instrument simulator
            ##OWNER= \(user)
            $$ \(path)
            ##AUDIT TRAIL=  $$ (NUMBER, WHEN, WHO, WHERE, PROCESS, VERSION, WHAT)

            """
        for (index, entry) in entries.enumerated() {
            let number = String(index + 1)
            let padded = String(repeating: " ", count: max(0, 4 - number.utf8.count)) + number
            text += "(\(padded),<\(entry.time)>,<\(user)>,<\(host)>,<\(entry.process)>,"
            text += "<SIMULATOR 1.0>,\n      <"
            for line in entry.lines { text += "\(line)\n" }
            text += "       data hash MD5: \(entry.sizeText)\n"
            text += "       \(Self.spaced(HashAlgorithm.md5.hash(entry.data)))>)\n"
        }
        return text
    }

    /// Upper-case hex in pairs, as the vendor spells hashes.
    private static func spaced(_ hash: [UInt8]) -> String {
        hash.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined(separator: " ")
    }
}
