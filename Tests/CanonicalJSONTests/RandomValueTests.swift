import CanonicalJSON
import Testing
import TrailSealTestKit

@Suite struct RandomValueTests {
    static let alphabet: [Unicode.Scalar] = [
        "a", "Z", "\"", "\\", "/", "\u{0}", "\u{8}", "\n", "\u{1F}", "\u{7F}", "\u{80}", "\u{301}",
        "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
    ]

    static func text(_ numbers: inout SeededNumbers) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &numbers) {
            text.append(alphabet.randomElement(using: &numbers) ?? "a")
        }
        return String(text)
    }

    static func value(_ numbers: inout SeededNumbers, depth: Int) -> JSONValue {
        let limit = JSONValue.largestInteger
        switch Int.random(in: depth > 0 ? 0...4 : 2...4, using: &numbers) {
        case 0:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...5, using: &numbers) {
                object[text(&numbers)] = value(&numbers, depth: depth - 1)
            }
            return .object(object)
        case 1:
            let count = Int.random(in: 0...5, using: &numbers)
            return .array((0..<count).map { _ in value(&numbers, depth: depth - 1) })
        case 2: return .string(text(&numbers))
        case 3: return .integer(.random(in: -limit...limit, using: &numbers))
        default: return .boolean(.random(using: &numbers))
        }
    }

    @Test(arguments: 0..<20)
    func encodedValuesAreReadBackByBothReaders(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed))
        for _ in 0..<50 {
            let value = Self.value(&numbers, depth: 6)
            let bytes = CanonicalJSON.encode(value)
            #expect(try CanonicalJSON.parse(bytes) == value)
            #expect(try JSONText.parse(bytes).canonicalised() == value)
            #expect(CanonicalJSON.encode(try CanonicalJSON.parse(bytes)) == bytes)
        }
    }

    /// One changed byte is refused or is another value: nothing is read past.
    @Test(arguments: 0..<20)
    func aChangedByteIsNeverOverlooked(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed) | 1 << 32)
        for _ in 0..<200 {
            let value = Self.value(&numbers, depth: 4)
            var bytes = CanonicalJSON.encode(value)
            let place = Int.random(in: bytes.indices, using: &numbers)
            bytes[place] ^= UInt8.random(in: 1...255, using: &numbers)
            guard let other = try? CanonicalJSON.parse(bytes) else { continue }
            #expect(other != value)
            #expect(CanonicalJSON.encode(other) == bytes)
        }
    }
}
