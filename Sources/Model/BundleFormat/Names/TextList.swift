import CanonicalJSON

/// Texts by their bytes, each held once and named by its number.
///
/// What repeats mostly comes in the order in which it came first: the files of a dataset do, from version
/// to version. So the text behind the one that was asked for last is looked at before any other.
package struct TextList: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends.
    private var ends: [Int] = []
    /// Numbers by the hash of their text, -1 where none stands; at least twice as many places as texts.
    private var table: [Int32] = []
    private var last: Int32 = -1

    /// Makes an empty list.
    package init() {}

    /// How many texts there are.
    package var count: Int { ends.count }

    /// The number of a text, which is added where it is new.
    package mutating func number(of text: Span<UInt8>) -> Int32 {
        let next = Int(last) + 1 < ends.count ? last + 1 : 0
        if holds(text, at: next) {
            last = next
            return next
        }
        last = knownNumber(of: text) ?? add(text)
        return last
    }

    /// The number of a text; nil where it isn't in the list.
    package func knownNumber(of text: Span<UInt8>) -> Int32? {
        guard !table.isEmpty else { return nil }
        let number = table[place(of: text)]
        return number < 0 ? nil : number
    }

    /// The text of a number; empty where there is none.
    package subscript(number: Int32) -> String { ByteRuns.text(bytes.span, range(of: number)) }

    /// Whether a text stands in front of another in byte order.
    package func precedes(_ one: Int32, _ other: Int32) -> Bool {
        let (one, other) = (range(of: one), range(of: other))
        let same = ByteRuns.commonPrefix(bytes.span.extracting(one), bytes.span.extracting(other))
        guard same < one.count, same < other.count else { return one.count < other.count }
        return bytes[one.lowerBound + same] < bytes[other.lowerBound + same]
    }

    private func range(of number: Int32) -> Range<Int> {
        let place = Int(number)
        guard place >= 0, place < ends.count else { return 0..<0 }
        return (place == 0 ? 0 : ends[place - 1])..<ends[place]
    }

    private func holds(_ text: Span<UInt8>, at number: Int32) -> Bool {
        guard Int(number) < ends.count else { return false }
        let range = range(of: number)
        return range.count == text.count
            && ByteRuns.holds(text, in: bytes.span, at: range.lowerBound)
    }

    /// Where a text stands in the table, or the free place where it belongs.
    private func place(of text: Span<UInt8>) -> Int {
        let mask = table.count - 1
        var place = ByteRuns.hash(text) & mask
        while table[place] >= 0, !holds(text, at: table[place]) { place = (place + 1) & mask }
        return place
    }

    private mutating func add(_ text: Span<UInt8>) -> Int32 {
        if table.count < 2 * (ends.count + 1) { widen() }
        let number = Int32(clamping: ends.count)
        table[place(of: text)] = number
        ByteRuns.append(text, to: &bytes)
        ends.append(bytes.count)
        return number
    }

    private mutating func widen() {
        table = Array(repeating: -1, count: max(8, 2 * table.count))
        for number in 0..<Int32(clamping: ends.count) {
            let place = place(of: bytes.span.extracting(range(of: number)))
            table[place] = number
        }
    }
}
