import CanonicalJSON
import Testing
import TrailSealTestKit

/// Each function of `ByteRuns` against the plain loop that it stands for.
@Suite struct ByteRunsTests {
    static func texts() -> [[UInt8]] {
        var numbers = SeededNumbers(state: 7)
        // Bytes at the edges of what is looked for, more often than others.
        let likely: [UInt8] = [
            0x0A, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xFF,
        ]
        return (0..<600).map { index in
            (0..<(index % 83)).map { _ in
                Bool.random(using: &numbers)
                    ? likely.randomElement(using: &numbers) ?? 0
                    : UInt8.random(in: 0...255, using: &numbers)
            }
        }
    }

    // `#expect` takes no spans, so the functions are asked by arrays.
    static func first(_ byte: UInt8, _ text: [UInt8], _ start: Int) -> Int? {
        ByteRuns.first(byte, in: text.span, from: start)
    }

    static func count(_ byte: UInt8, _ text: [UInt8]) -> Int {
        ByteRuns.count(byte, in: text.span)
    }

    static func endOfPlainText(_ text: [UInt8], _ start: Int) -> Int {
        ByteRuns.endOfPlainText(in: text.span, from: start)
    }

    static func holds(_ part: [UInt8], _ text: [UInt8], _ place: Int) -> Bool {
        ByteRuns.holds(part.span, in: text.span, at: place)
    }

    static func commonPrefix(_ left: [UInt8], _ right: [UInt8]) -> Int {
        ByteRuns.commonPrefix(left.span, right.span)
    }

    @Test func aByteIsFoundWhereItStandsFirst() {
        for text in Self.texts() {
            for start in 0...text.count {
                let plain = text[start...].firstIndex(of: 0x22)
                #expect(Self.first(0x22, text, start) == plain, "\(text)")
            }
        }
    }

    @Test func bytesAreCounted() {
        for text in Self.texts() {
            for byte in [0x0A, 0x80, 0xFF, 0x00] as [UInt8] {
                #expect(Self.count(byte, text) == text.count { $0 == byte })
            }
        }
    }

    @Test func plainTextEndsAtTheFirstByteThatIsntPlain() {
        for text in Self.texts() {
            for start in 0...text.count {
                let plain = text[start...].firstIndex {
                    $0 < 0x20 || $0 >= 0x80 || $0 == 0x22 || $0 == 0x5C
                }
                let end = Self.endOfPlainText(text, start)
                #expect(end == plain ?? text.count, "\(text) from \(start)")
            }
        }
        for byte in UInt8.min...UInt8.max {
            let text = [UInt8](repeating: 0x41, count: 11) + [byte, 0x41]
            let isPlain = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
            #expect(Self.endOfPlainText(text, 0) == (isPlain ? 13 : 11))
            #expect(Self.endOfPlainText(text, 9) == (isPlain ? 13 : 11))
        }
    }

    @Test func aPartIsRecognisedWhereItStandsAndNowhereElse() {
        for text in Self.texts() {
            for count in [0, 1, 7, 8, 9, 17] where count <= text.count {
                for place in 0...(text.count - count) {
                    var part = Array(text[place..<(place + count)])
                    #expect(Self.holds(part, text, place))
                    guard let last = part.indices.last else { continue }
                    part[last] ^= 1
                    #expect(!Self.holds(part, text, place))
                }
            }
            #expect(!Self.holds([1, 2], text, text.count - 1))
            #expect(!Self.holds([1], text, -1))
            #expect(!Self.holds([1], text, .max))
        }
    }

    @Test func aLiteralIsRecognisedAsItsBytesAre() {
        let text: [UInt8] = Array(#"{"entry":{"actor":"#.utf8)
        let holds = { (place: Int) in ByteRuns.holds(#""entry":"#, in: text.span, at: place) }
        #expect((-1...20).filter(holds) == [1])
        #expect((-1...20).filter { Self.holds(Array(#""entry":"#.utf8), text, $0) } == [1])
    }

    @Test func aLiteralIsAppendedAsItsBytesAre() {
        var text: [UInt8] = [0x41]
        ByteRuns.append("\"\r\n", to: &text)
        #expect(text == [0x41, 0x22, 0x0D, 0x0A])
    }

    @Test func theCommonBeginningIsAsLongAsBytesAreEqual() {
        for text in Self.texts() where !text.isEmpty {
            for place in text.indices {
                var other = text
                other[place] ^= 0x80
                #expect(Self.commonPrefix(text, other) == place)
            }
            #expect(Self.commonPrefix(text, text.dropLast()) == text.count - 1)
        }
    }

    @Test func bytesOfOneKindAreDoubled() {
        for text in Self.texts() {
            var doubled: [UInt8] = [9]
            ByteRuns.append(text.span, doubling: 0x22, to: &doubled)
            #expect(doubled == [9] + text.flatMap { $0 == 0x22 ? [$0, $0] : [$0] })
        }
    }

    @Test(arguments: [0, 9, 10, 1_234_567_890, UInt64.max])
    func numbersAreWrittenInDecimal(number: UInt64) {
        var text: [UInt8] = [0x41]
        ByteRuns.append(decimal: number, to: &text)
        #expect(text == Array("A\(number)".utf8))
    }
}
