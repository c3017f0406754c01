import Cryptography
import Testing

/// Digits read and written eight at a time, against `Hex`.
@Suite struct HexWordsTests {
    // `#expect` takes no spans, so the functions are asked by arrays.
    static func isHex(_ text: [UInt8]) -> Bool { Hex.isHex(text.span, at: 0, count: 8) }

    static func digest(_ text: [UInt8], at place: Int) -> Digest? {
        Digest(hexIn: text.span, at: place)
    }

    static func code(_ keyed: KeyedHMAC, _ message: [UInt8]) -> Digest { keyed.code(message.span) }

    @Test func everyByteIsADigitOrNotAsInHex() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var digits = Array("0123abcf".utf8)
                digits[place] = byte
                let text = String(decoding: digits, as: UTF8.self)
                let isHex = byte < 0x80 && Hex.decode(text) != nil
                #expect(Self.isHex(digits) == isHex, "\(digits)")
            }
        }
    }

    @Test func digestsAreReadWhereTheyStandAndWrittenTheSame() {
        for number in UInt8.min...UInt8.max {
            let digest = SHA256.hash([number])
            var text = Array("x".utf8)
            digest.appendHex(to: &text)
            #expect(text == Array("x\(digest.hex)".utf8))
            #expect(Self.digest(text, at: 1) == digest)
            #expect(Self.digest(text, at: 0) == nil)
            #expect(Self.digest(text, at: 2) == nil)
            #expect(Self.digest(text, at: .max) == nil)
            #expect(Self.digest(text, at: -1) == nil)
        }
    }

    @Test func aWrongDigitAnywhereIsNoDigest() {
        let digits = Array(SHA256.hash([1]).hex.utf8)
        for place in digits.indices {
            for wrong in "gG AF/:`@\u{7F}".utf8 {
                var text = digits
                text[place] = wrong
                #expect(Self.digest(text, at: 0) == nil)
            }
        }
    }

    @Test func aKeyedHashForSeveralMessagesGivesTheCodesOfHMAC() {
        let key = SHA256.hash([3])
        let keyed = KeyedHMAC(key: key)
        for count in [0, 1, 55, 56, 63, 64, 65, 84, 119, 120, 200] {
            let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            #expect(Self.code(keyed, message) == HMACSHA256.code(key: key, message: message))
        }
    }
}
