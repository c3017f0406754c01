import CanonicalJSON

/// What is wrong with the framing of an archive, and where.
package struct FramingProblem: Error, Hashable, Sendable {
    /// The reason as a code.
    package let code: Code
    /// The offset of the first byte concerned, in the archive.
    package let offset: UInt64
    /// What a sound archive has there.
    package let expected: String
    /// What stands there.
    package let found: String

    /// The reasons; the raw value is the code that reports print.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// No archive of this form at all.
        case formatFailure = "FORMAT_FAILURE"
        /// The archive ends too early.
        case truncated = "TRUNCATED"
        /// Something stands behind the end.
        case trailingData = "TRAILING_DATA"
        /// The header's sum is wrong.
        case headerChecksum = "HEADER_CHECKSUM"
        /// A header field has another content than the one form.
        case nonCanonicalHeader = "NON_CANONICAL_HEADER"
        /// A member that isn't a regular file.
        case nonRegularEntry = "NON_REGULAR_ENTRY"
        /// A path field that isn't filled in the one form.
        case path = "PATH"
        /// More members or bytes than the limit.
        case limitExceeded = "LIMIT_EXCEEDED"
    }

    /// States a problem.
    package init(_ code: Code, at offset: UInt64, expected: String, found: String) {
        self.code = code
        self.offset = offset
        self.expected = expected
        self.found = found
    }
}

extension USTARHeader {
    /// Reads a header: takes path and size, encodes again and requires the same bytes.
    ///
    /// - Parameters:
    ///   - block: 512 bytes.
    ///   - offset: Where they stand in the archive, for the problem's place.
    /// - Throws: The most telling reason why the block isn't a header in the one form.
    package static func decode(
        _ block: [UInt8], at offset: UInt64
    ) throws(FramingProblem) -> USTARHeader {
        guard block.count == blockSize else {
            throw FramingProblem(
                .truncated, at: offset, expected: "512 bytes of header",
                found: "\(block.count) bytes")
        }
        try checkSum(block, at: offset)
        try checkType(block, at: offset)
        guard let size = size(in: block) else {
            throw problem(.formatFailure, .size, block, offset, "eleven octal digits and a space")
        }
        guard let header = USTARHeader(path: path(in: block), size: size) else {
            throw problem(.path, .name, block, offset, "a path that ustar holds")
        }
        let again = header.encoded
        let place = ByteRuns.commonPrefix(again.span, block.span)
        if place < blockSize {
            let field = USTARField.at(place)
            let isPath = field == .name || field == .prefix
            throw problem(
                isPath ? .path : .nonCanonicalHeader, field, block, offset,
                show(again[field.range]))
        }
        return header
    }

    private static func checkSum(_ block: [UInt8], at offset: UInt64) throws(FramingProblem) {
        let range = USTARField.checksum.range
        let rest = sum(of: block.span)
        let digits = block[range].filter { (0x30...0x37).contains($0) }
        let stated = digits.reduce(UInt64(0)) { $0 << 3 | UInt64($1 - 0x30) }
        if rest == stated && !digits.isEmpty { return }
        guard block[USTARField.magic.range].starts(with: "ustar".utf8) else {
            throw problem(.formatFailure, .magic, block, offset, "the word ustar")
        }
        throw problem(
            .headerChecksum, .checksum, block, offset, "the sum \(String(rest, radix: 8))")
    }

    private static func checkType(_ block: [UInt8], at offset: UInt64) throws(FramingProblem) {
        switch block[USTARField.typeflag.range.lowerBound] {
        case UInt8(ascii: "0"): return
        case UInt8(ascii: "x"), UInt8(ascii: "g"):
            throw problem(
                .nonCanonicalHeader, .typeflag, block, offset, "0: no extended headers")
        default:
            throw problem(.nonRegularEntry, .typeflag, block, offset, "0: a regular file")
        }
    }

    private static func size(in block: [UInt8]) -> UInt64? {
        let field = block[USTARField.size.range]
        guard field.last == 0x20, field.dropLast().allSatisfy({ (0x30...0x37).contains($0) })
        else { return nil }
        return field.dropLast().reduce(UInt64(0)) { $0 << 3 | UInt64($1 - 0x30) }
    }

    private static func path(in block: [UInt8]) -> [UInt8] {
        let name = block[USTARField.name.range].prefix { $0 != 0 }
        let prefix = block[USTARField.prefix.range].prefix { $0 != 0 }
        return prefix.isEmpty ? Array(name) : prefix + [UInt8(ascii: "/")] + name
    }

    private static func problem(
        _ code: FramingProblem.Code, _ field: USTARField, _ block: [UInt8], _ offset: UInt64,
        _ expected: String
    ) -> FramingProblem {
        FramingProblem(
            code, at: offset + UInt64(field.range.lowerBound),
            expected: "\(field.rawValue): \(expected)", found: show(block[field.range]))
    }

    /// The bytes of a field without the zeros behind them, what isn't printable as `=` and hex.
    private static func show(_ field: ArraySlice<UInt8>) -> String {
        let filled = field.lastIndex { $0 != 0 }.map { field[...$0] } ?? []
        return filled.map { byte in
            (0x21...0x7E).contains(byte)
                ? String(Unicode.Scalar(byte))
                : "=" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
