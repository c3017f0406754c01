import CanonicalJSON
import Cryptography
import RecordLog

/// Test cases with published or independently computed answers, run before the first bundle is judged.
///
/// SHA-256: FIPS 180-4. HMAC: RFC 4231 case 2. MD5: RFC 1321. Ed25519: RFC 8032 §7.1 test 2.
/// Merkle tree: RFC 6962. Canonical JSON: RFC 8785 §3.2.3, without its numbers. ECDSA, RSA and the
/// time-stamp: made with OpenSSL. The chain's own values were computed by a
/// separate program of few lines.
package enum KnownAnswers {
    /// One test case.
    package struct Case: Sendable {
        /// What is tested.
        package let name: String
        /// Whether the answer comes out.
        package let holds: @Sendable () -> Bool

        /// Pairs a name with what computes the answer.
        package init(name: String, holds: @escaping @Sendable () -> Bool) {
            self.name = name
            self.holds = holds
        }
    }

    /// Every test case.
    package static let cases: [Case] = primitives + signatures + chain + spelling + strictness

    /// The names of the cases whose answer doesn't come out now; empty on a sound machine.
    package static func failures() -> [String] { cases.filter { !$0.holds() }.map(\.name) }

    /// What failed in this process, found out once: the same code on the same machine, so judging
    /// many bundles asks no more than judging one.
    static let failuresOfThisProcess = failures()

    private static func hex(_ text: String) -> [UInt8] { Hex.decode(text) ?? [] }

    private static func digest(_ text: String) -> Digest { Digest(hex: text) ?? .zero }

    private static let primitives: [Case] = [
        Case(name: "SHA-256") {
            SHA256.hash(Array("abc".utf8))
                == digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        },
        Case(name: "HMAC-SHA-256") {
            HMACSHA256.code(
                key: Array("Jefe".utf8).span,
                message: Array("what do ya want for nothing?".utf8).span)
                == digest("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        },
        Case(name: "MD5") {
            HashAlgorithm.md5.hash(Array("abc".utf8)) == hex("900150983cd24fb0d6963f7d28e17f72")
        },
        Case(name: "Ed25519 accepts") { isEd25519Valid(message: [0x72]) },
        Case(name: "Ed25519 refuses") { !isEd25519Valid(message: [0x73]) },
        Case(name: "ECDSA P-256 accepts") { isECDSAValid("TrailSeal known answer") },
        Case(name: "ECDSA P-256 refuses") { !isECDSAValid("TrailSeal known answers") },
    ]

    private static func isEd25519Valid(message: [UInt8]) -> Bool {
        Ed25519.isValid(
            signature: hex(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
            message: message,
            publicKey: hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
    }

    private static func isECDSAValid(_ message: String) -> Bool {
        PublicKeySignature.isValid(
            signature: hex(
                "304502202a02d3b69937f70643dcd05c31a3418428fa206bfae0f30059e86503a89a3a05"
                    + "022100ec1f63071840b568bdebff24c9d443db618b66c78917dca54b3541ec0eb1ae80"),
            message: Array(message.utf8),
            spki: hex(
                "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                    + "b2bab77bf591dc6a512f912855d27387b6c975f8732b9245aa2535e4ab759bcf"
                    + "702e2f9bf507752e234bd59966a3e73ea70e42366834b91523fd28bf6288e59f"),
            algorithm: .ecdsa(.sha256))
    }

    private static let signatures: [Case] = [
        Case(name: "RSA PKCS #1 accepts") {
            isRSAValid("TrailSeal known answer", KnownAnswerVectors.rsaPKCS1, .rsaPKCS1(.sha256))
        },
        Case(name: "RSA PKCS #1 refuses") {
            !isRSAValid("TrailSeal known answers", KnownAnswerVectors.rsaPKCS1, .rsaPKCS1(.sha256))
        },
        Case(name: "RSA PSS accepts") {
            isRSAValid(
                "TrailSeal known answer", KnownAnswerVectors.rsaPSS,
                .rsaPSS(.sha256, saltByteCount: 32))
        },
        Case(name: "RSA PSS refuses") {
            !isRSAValid(
                "TrailSeal known answers", KnownAnswerVectors.rsaPSS,
                .rsaPSS(.sha256, saltByteCount: 32))
        },
        Case(name: "Time-stamp accepts") { isStampValid(hex(KnownAnswerVectors.timeStamp)) },
        Case(name: "Time-stamp refuses") {
            var bytes = hex(KnownAnswerVectors.timeStamp)
            if let last = bytes.indices.last { bytes[last] ^= 1 }
            return !isStampValid(bytes)
        },
    ]

    private static func isRSAValid(
        _ message: String, _ signature: String, _ algorithm: PublicKeySignature.Algorithm
    ) -> Bool {
        PublicKeySignature.isValid(
            signature: hex(signature), message: Array(message.utf8),
            spki: hex(KnownAnswerVectors.rsaKey), algorithm: algorithm)
    }

    private static func isStampValid(_ bytes: [UInt8]) -> Bool {
        guard case .granted(let token, _) = TimeStampResponse.read(bytes, certificates: []) else {
            return false
        }
        return token.imprint == HashAlgorithm.sha256.hash(Array("TrailSeal known answer".utf8))
            && token.genTime == 1_795_280_916 && token.hasValidSignature()
    }

    private static let chain: [Case] = [
        Case(name: "Merkle tree of three leaves") {
            CompactRange.root(of: [[], [0x00], [0x10]].map { MerkleHash.leaf($0) })
                == digest("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")
        },
        Case(name: "Log id") {
            logID == digest("ce2cd6432b3a9d9906432689b471c7ea2ece77e1b6cfd85f817082e280fa2406")
        },
        Case(name: "Epoch key") {
            key == digest("1400c6c9750536f969bb8be880245823b4ef15807bb20d268f63f09d34b6ef2d")
        },
        Case(name: "Commitment") {
            Ratchet.commitment(epoch: 3, key: key)
                == digest("b9907409f22c7864af288738512c3a74879f2024361267ebe1815de99e70a547")
        },
        Case(name: "Record code") {
            code == digest("332bc99bae1768078603a2e0cac49be49fcbe3af7ec43e7bde8c013f5eda08bb")
        },
        Case(name: "Record leaf") {
            Chain.leaf(link: link, code: code)
                == digest("97d4629807367d971284470d692eff34a39476f6d4fb67301deb69803a62b828")
        },
    ]

    private static let entry = Array(#"{"v":1}"#.utf8)
    private static let logID = Chain.logID(genesisEntry: entry)
    private static let key = Ratchet.epochKey(Digest(Array(0...31)) ?? .zero)
    private static let link = Chain.link(
        sequence: 1, previousLeaf: logID, digest: SHA256.hash(entry))
    private static let code = Chain.code(
        key: Ratchet.nextRecordKey(Ratchet.firstRecordKey(key)), link: link)

    /// Members in the order of UTF-16 code units, and the few escapes that there are.
    private static let spelling: [Case] = [
        Case(name: "Canonical JSON writes") {
            let object = JSONObject([
                ("\u{20ac}", .string("Euro Sign")), ("\r", .string("Carriage Return")),
                ("\u{fb33}", .string("Hebrew Letter Dalet With Dagesh")), ("1", .string("One")),
                ("\u{1f600}", .string("Emoji: Grinning Face")), ("\u{80}", .string("Control")),
                ("\u{f6}", .string("Latin Small Letter O With Diaeresis")),
            ])
            return SHA256.hash(CanonicalJSON.encode(.object(object)))
                == digest("5e321556d22018a9656991a9e94f77ec175fa193e52a2429d312f8419ec8b08c")
        }
    ]

    /// Spellings that must be refused: a lenient reader would let changed bytes pass.
    private static let strictness: [Case] = [
        (#"{"a":1,"b":[true,"é"]}"#, true), (#"{"a":1.0}"#, false), (#"{"a":-0}"#, false),
        (#"{"b":1,"a":2}"#, false), (#"{"a":1,"a":1}"#, false), (#"{"a":null}"#, false),
        (#"{ "a":1}"#, false), (#"{"a":9007199254740992}"#, false),
    ].map { text, isAccepted in
        Case(name: "Canonical JSON \(isAccepted ? "accepts" : "refuses") \(text)") {
            do throws(JSONError) {
                _ = try CanonicalJSON.parse(Array(text.utf8))
                return isAccepted
            } catch {
                return !isAccepted
            }
        }
    }
}
