internal import CanonicalJSON
internal import Cryptography
internal import RecordLog
internal import Records

/// The lines of a stretch as a bundle has them, LF included.
///
/// Where none is withheld they are the bytes of the stretch; else what lies between is copied.
struct ShownLines {
    private let stretch: LineStretch
    private var written: [UInt8] = []
    /// Up to where the stretch was copied.
    private var done = 0

    init(_ stretch: LineStretch) { self.stretch = stretch }

    /// Puts digest and code in the place of a line.
    ///
    /// - Parameter range: Where the line stands, behind those that were withheld before.
    mutating func withhold(_ reading: ReadLine, at range: Range<Int>, for reason: WithholdingReason)
    {
        copy(to: range.lowerBound)
        written += RecordLine.withheld(digest: reading.digest, code: reading.code, reason: reason)
        done = range.upperBound
    }

    /// All lines.
    consuming func finish() -> [UInt8] {
        guard done > 0 else { return stretch.bytes }
        copy(to: stretch.bytes.count)
        return written
    }

    private mutating func copy(to end: Int) {
        let bytes = stretch.bytes
        ByteRuns.append(bytes.span.extracting(done..<end), to: &written)
    }
}
