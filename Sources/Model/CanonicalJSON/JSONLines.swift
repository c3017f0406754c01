/// A file of lines, each ended by LF.
///
/// Source: docs/formats/canonical-json.md §3.
package enum JSONLines {
    /// The most bytes a line may have, its LF not counted.
    package static let maximumLineBytes = 1 << 20

    /// The ranges of the lines without their LF, in order, at least one.
    ///
    /// - Throws: `noLines`, `noFinalLineFeed` or `lineTooLong`, with the offset of the line.
    package static func split(_ bytes: [UInt8]) throws(JSONError) -> [Range<Int>] {
        try split(bytes.span)
    }

    /// The ranges of the lines without their LF, in order, at least one.
    ///
    /// - Throws: `noLines`, `noFinalLineFeed` or `lineTooLong`, with the offset of the line.
    package static func split(_ bytes: Span<UInt8>) throws(JSONError) -> [Range<Int>] {
        if bytes.count == 0 { throw JSONError(.noLines, at: 0) }
        var lines: [Range<Int>] = []
        var start = 0
        while let line = try line(in: bytes, at: start) {
            lines.append(line)
            start = line.upperBound + 1
        }
        return lines
    }

    /// The range of the line that begins at `start`, without its LF; nil at the end.
    ///
    /// The next line begins one behind the range's upper bound. An empty range is an empty line,
    /// which no reader of values accepts.
    ///
    /// - Throws: `noFinalLineFeed` or `lineTooLong`, with the offset of the line.
    package static func line(
        in bytes: Span<UInt8>, at start: Int
    ) throws(JSONError) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        if end - start > maximumLineBytes { throw JSONError(.lineTooLong, at: start) }
        if end == bytes.count { throw JSONError(.noFinalLineFeed, at: start) }
        return start..<end
    }
}
