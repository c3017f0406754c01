import CanonicalJSON
import Testing
import TrailSealTestKit

/// Searching from the end, against the plain loop over all places.
@Suite struct ByteSearchTests {
    private static let searches: [(text: String, search: ByteSearch)] = [
        ("a", ByteSearch("a")), ("ab", ByteSearch("ab")), ("aa", ByteSearch("aa")),
        ("aba", ByteSearch("aba")), ("abcab", ByteSearch("abcab")),
        (#""family":"epoch.open""#, ByteSearch(#""family":"epoch.open""#)),
    ]

    // `#expect` takes no spans.
    private static func last(_ search: ByteSearch, _ bytes: [UInt8], _ end: Int) -> Int? {
        search.last(in: bytes.span, before: end)
    }

    private static func plain(_ wanted: [UInt8], _ bytes: [UInt8], _ end: Int) -> Int? {
        (0...bytes.count).last { place in
            place + wanted.count <= min(end, bytes.count)
                && bytes[place...].starts(with: wanted)
        }
    }

    @Test(arguments: searches.indices)
    func theLastPlaceInFrontOfAnyEndIsFound(index: Int) {
        let (text, search) = Self.searches[index]
        var numbers = SeededNumbers(state: UInt64(index))
        for count in 0..<120 {
            var bytes = (0..<count).map { _ in "abc".utf8.randomElement(using: &numbers) ?? 0 }
            if count > 40 { bytes.insert(contentsOf: text.utf8, at: count / 3) }
            for end in [-1, 0, 1, count / 2, bytes.count - 1, bytes.count, bytes.count + 9] {
                #expect(Self.last(search, bytes, end) == Self.plain(Array(text.utf8), bytes, end))
            }
        }
    }
}
