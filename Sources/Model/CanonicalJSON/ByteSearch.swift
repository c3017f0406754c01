/// A text that is looked for in bytes, from their end towards their beginning.
///
/// The byte at the front of a window tells how far the window may move, mostly by the length of the
/// text: a block of a log is searched at a small part of what reading it costs (Horspool's way, mirrored).
package struct ByteSearch: Sendable {
    private let wanted: [UInt8]
    /// How far a window moves whose first byte is the index.
    private let steps: [Int]

    /// Prepares a search.
    ///
    /// - Parameter wanted: At least one byte.
    package init(_ wanted: StaticString) {
        let text = unsafe UnsafeBufferPointer(
            start: wanted.utf8Start, count: wanted.utf8CodeUnitCount)
        self.wanted = unsafe Array(text)
        var steps = [Int](repeating: max(self.wanted.count, 1), count: 256)
        for (distance, byte) in self.wanted.enumerated().dropFirst().reversed() {
            steps[Int(byte)] = distance
        }
        self.steps = steps
    }

    /// The last place where the text stands whole in front of an end; nil where it doesn't.
    package func last(in bytes: Span<UInt8>, before end: Int) -> Int? {
        var place = min(end, bytes.count) - wanted.count
        while place >= 0 {
            if ByteRuns.holds(wanted.span, in: bytes, at: place) { return place }
            place -= steps[Int(bytes[place])]
        }
        return nil
    }
}
