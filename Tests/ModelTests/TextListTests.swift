import BundleFormat
import Testing
import TrailSealTestKit

@Suite struct TextListTests {
    // `#expect` takes no spans, so the list is asked by texts.
    static func number(_ text: String, _ list: inout TextList) -> Int32 {
        list.number(of: text.utf8.span)
    }

    static func known(_ text: String, _ list: TextList) -> Int32? {
        list.knownNumber(of: text.utf8.span)
    }

    /// In the order of before, in another, and with texts that nobody has brought yet.
    @Test func aTextHasTheNumberOfItsFirstPlaceWhateverComesBetween() {
        var list = TextList()
        var plain: [[UInt8]: Int32] = [:]
        var numbers = SeededNumbers(state: 11)
        // Beginnings of each other, one letter in two spellings, and nothing at all.
        var texts = ["", "a", "a/b", "a/b/c", "b", "\u{E9}", "e\u{301}"]
        texts += (0..<500).map { "exp/\($0 % 37)/\($0)" }
        for round in 0..<20 {
            if round % 3 == 2 { texts.shuffle(using: &numbers) }
            for text in texts.prefix(round * 40 + 7) {
                let wanted = plain[Array(text.utf8), default: Int32(plain.count)]
                plain[Array(text.utf8)] = wanted
                #expect(Self.number(text, &list) == wanted, "\(text)")
            }
        }
        #expect(list.count == plain.count)
        for (bytes, number) in plain {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(Array(list[number].utf8) == bytes)
            #expect(Self.known(text, list) == number)
        }
        #expect(Self.known("nobody brought it", list) == nil)
        #expect(list[-1].isEmpty && list[Int32(list.count)].isEmpty)
    }

    @Test func textsAreOrderedByTheirBytes() {
        var list = TextList()
        let texts = ["b", "", "a/b", "a", "a-b", "\u{E9}", "B"]
        let numbers = texts.map { Self.number($0, &list) }
        for one in numbers {
            for other in numbers {
                #expect(
                    list.precedes(one, other)
                        == list[one].utf8.lexicographicallyPrecedes(list[other].utf8))
            }
        }
    }
}
