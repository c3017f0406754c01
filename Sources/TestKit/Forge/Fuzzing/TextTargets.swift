internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import RecordLog
internal import Records
internal import Reporting
internal import Verification

/// Readers of texts that have one spelling each, and the one that makes texts harmless.
enum TextTargets {
    static let all = [json, names, words, trail, assertion]

    /// What is read canonically is written the same, and the general reader agrees on it.
    private static let json = FuzzTarget("json", upTo: 4096) { bytes in
        let general = try? JSONText.parse(bytes)
        guard let value = try? CanonicalJSON.parse(bytes) else { return nil }
        if CanonicalJSON.encode(value) != bytes { return "written again it has other bytes" }
        guard let narrowed = try? general?.canonicalised() else {
            return "the general reader refuses canonical JSON"
        }
        return narrowed == value ? nil : "the general reader reads another value"
    }

    /// An assertion that is read is spelled in the one way, and names no algorithm that counts for nothing.
    private static let assertion = FuzzTarget("assertion", upTo: 4096) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let read = try? CompactSignature(text) else { return nil }
        let again =
            String(decoding: read.signedBytes, as: UTF8.self) + "."
            + Base64URL.encode(read.signature)
        if !again.utf8.elementsEqual(text.utf8) { return "it is written otherwise" }
        if let claims = try? read.claims(), claims.count > read.payload.count {
            return "it states more than it holds"
        }
        return nil
    }

    /// Names, paths, times, digits: what is read is written the same.
    private static let names = FuzzTarget("names", upTo: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let again = spelledOtherwise(text) { return "\(again) is written otherwise" }
        if let mapped = try? MappedName(raw: bytes) {
            guard let back = try? MappedName(mapped: mapped.text), back == mapped,
                back.raw == bytes
            else { return "a mapped name doesn't give back its bytes" }
            if USTARHeader.holds(mapped.text), mapped.text.utf8.contains(0) {
                return "a mapped name holds a zero byte"
            }
        }
        if let time = Timestamp(rfc3339: text), Timestamp(canonical: time.text) != time {
            return "a time isn't read back"
        }
        _ = try? PEM.certificates(in: bytes)
        return nil
    }

    /// The first reader of one spelling that accepts the text and spells it otherwise.
    private static func spelledOtherwise(_ text: String) -> String? {
        let spellings: [(String, String?)] = [
            ("a time", Timestamp(canonical: text)?.text),
            ("an offset", UTCOffset(text: text)?.text),
            ("a member's path", MemberPath(text)?.text),
            ("a bundle's name", BundleID(text)?.text),
            ("a mapped name", MappedName.reading(text)?.text),
            ("a key", VerifierKey(text: text)?.description),
            ("hex", Hex.decode(text).map { Hex.encode($0) }),
            ("base64", Base64.decode(text).map { Base64.encode($0) }),
            ("base64url", Base64URL.decode(text.utf8).map { Base64URL.encode($0) }),
            ("a digest", Digest(hex: text)?.hex),
        ]
        return spellings.first { _, again in
            again.map { !$0.utf8.elementsEqual(text.utf8) } ?? false
        }?.0
    }

    /// What is shown holds nothing that acts, and reads back to what it was.
    private static let words = FuzzTarget("words", upTo: 4096) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let shown = HarmlessText.shown(text)
        let acting = shown.unicodeScalars.first { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || scalar.properties.isDefaultIgnorableCodePoint
                || scalar.properties.isBidiControl
        }
        if let acting { return "U+\(String(acting.value, radix: 16)) stands there as it is" }
        guard text.unicodeScalars.count <= HarmlessText.lengthLimit else { return nil }
        return readBack(shown) == Array(text.unicodeScalars) ? nil : "it doesn't read back"
    }

    /// The inverse of what `HarmlessText` writes, from docs/formats/report.md §2 alone.
    static func readBack(_ shown: String) -> [Unicode.Scalar] {
        var output: [Unicode.Scalar] = []
        var rest = Array(shown.unicodeScalars)[...]
        while let first = rest.popFirst() {
            guard first == "<", rest.starts(with: ["U", "+"]),
                let end = rest.prefix(10).firstIndex(of: ">")
            else {
                output.append(first)
                continue
            }
            var digits = String.UnicodeScalarView()
            digits.append(contentsOf: rest[(rest.startIndex + 2)..<end])
            let value = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init)
            output.append(value ?? first)
            if value != nil { rest = rest[(end + 1)...] }
        }
        return output
    }

    /// The audit trail of an instrument: anything may stand in it.
    private static let trail = FuzzTarget("trail", upTo: 4096) { bytes in
        guard let trail = InstrumentTrail(bytes) else { return nil }
        let digests = [
            trail.statedClosing, trail.textDigest, trail.lineDigest, trail.lastDataDigest,
        ]
        return digests.allSatisfy { $0?.count ?? 16 == 16 } ? nil : "a digest has not 16 bytes"
    }
}
