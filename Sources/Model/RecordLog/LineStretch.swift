package import Records

/// Finished lines that stand behind each other in a log, each ended by LF.
///
/// One run of bytes, so that a stretch whose lines all go into a bundle as they stand goes there as
/// it is, and none of them costs memory of its own.
package struct LineStretch: Sendable {
    /// The opening in force in front of the first line; nil where there is none.
    package let opening: EpochOpening?
    /// The place of the first line in the log.
    package let first: UInt64
    /// All lines, LF included.
    package private(set) var bytes: [UInt8] = []
    /// Where each line ends, its LF not counted.
    ///
    /// Not told from the bytes, since a damaged store may hold a line with another LF in it.
    private var ends: [Int] = []

    /// Makes a stretch without lines.
    ///
    /// - Parameters:
    ///   - opening: The opening in force in front of the first line; nil where there is none.
    ///   - byteCount: For how many bytes to make room at once.
    package init(first: UInt64, under opening: EpochOpening?, byteCount: Int = 0) {
        self.first = first
        self.opening = opening
        bytes.reserveCapacity(byteCount)
    }

    /// The number of lines.
    package var count: Int { ends.count }

    /// The places in the log of all lines.
    package var sequences: Range<UInt64> { first..<first + UInt64(ends.count) }

    /// Adds the line that stands next.
    ///
    /// - Parameter write: Appends its bytes, without LF; false leaves the stretch as it was.
    /// - Returns: What `write` returned.
    package mutating func append(_ write: (inout [UInt8]) -> Bool) -> Bool {
        let start = bytes.count
        guard write(&bytes) else {
            bytes.removeLast(bytes.count - start)
            return false
        }
        ends.append(bytes.count)
        bytes.append(0x0A)
        return true
    }

    /// Where the lines stand among the bytes, each without its LF, in order.
    package var ranges: some Sequence<Range<Int>> {
        ends.indices.lazy.map { index in
            (index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]
        }
    }
}
