import Testing
import TrailSealTestKit

@testable import Cryptography

/// The examples of RFC 4134, all made with algorithms of 1999: read, and refused with a reason.
@Suite(.enabled(if: SharedData.folder("cms-rfc4134") != nil, "the cms-rfc4134 set is absent"))
struct RFC4134Tests {
    struct Example: CustomTestStringConvertible, Sendable {
        let file: String
        /// What the closed form's reader says.
        let reason: String
        /// Whether `openssl cms -verify` takes the signature for right.
        var opensslAccepts = false

        var testDescription: String { file }
    }

    static let examples: [Example] = [
        Example(file: "3.1.bin", reason: "length is indefinite"),
        Example(file: "3.2.bin", reason: "not signed data"),
        Example(file: "4.1.bin", reason: "content is inside", opensslAccepts: true),
        Example(file: "4.2.bin", reason: "content is inside", opensslAccepts: true),
        Example(
            file: "4.3.bin", reason: "key is 1.2.840.10040.4.1, not P-256 or P-384",
            opensslAccepts: true),
        Example(file: "4.4.bin", reason: "content is inside", opensslAccepts: true),
        Example(file: "4.5.bin", reason: "length is indefinite", opensslAccepts: true),
        // Two signers, one of them with a key whose parameters stand in another certificate.
        Example(file: "4.6.bin", reason: "content is inside"),
        Example(file: "4.7.bin", reason: "version is not 1", opensslAccepts: true),
        Example(
            file: "4.8.eml", reason: "key is 1.2.840.10040.4.1, not P-256 or P-384",
            opensslAccepts: true),
        Example(file: "4.9.eml", reason: "content is inside", opensslAccepts: true),
        Example(file: "4.10.bin", reason: "content is inside", opensslAccepts: true),
        // Certificates and no signature.
        Example(file: "4.11.bin", reason: "revocation lists"),
        Example(file: "5.1.bin", reason: "not signed data"),
        Example(file: "5.2.bin", reason: "not signed data"),
        Example(file: "5.3.eml", reason: "not signed data"),
        Example(file: "6.0.bin", reason: "not signed data"),
        Example(file: "7.1.bin", reason: "not signed data"),
        Example(file: "7.2.bin", reason: "not signed data"),
    ]

    @Test(arguments: examples)
    func eachExampleIsRefusedWithItsReason(_ example: Example) throws {
        let message = try Self.message(example.file)
        guard case .notClosed(let reason, _) = ClosedCMS.read(message) else {
            Issue.record("read as closed")
            return
        }
        #expect(reason.contains(example.reason) && !example.reason.isEmpty, "\(reason)")
        // As the answer of an authority, and as its request, it is refused too.
        if case .granted = TimeStampResponse.read(message) { Issue.record("taken for a token") }
        #expect(throws: (any Error).self) { try TimeStampRequest.read(message) }
    }

    @Test func everyExampleOfTheSetIsAsked() throws {
        let folder = try Self.folder()
        let there = try namesInFolder(folder).filter {
            ($0.hasSuffix(".bin") || $0.hasSuffix(".eml")) && $0 != "ExContent.bin"
        }
        #expect(Set(there) == Set(Self.examples.map(\.file)))
    }

    /// Cut anywhere, changed anywhere: a reason each time, and the program goes on.
    @Test func noChangeOfAnExampleIsTakenAsClosed() throws {
        var judged = 0
        for example in Self.examples {
            let message = try Self.message(example.file)
            for index in message.indices {
                var changed = message
                changed[index] ^= 1 << UInt8(index % 8)
                for bytes in [changed, Array(message[..<index])] {
                    if case .closed = ClosedCMS.read(bytes) {
                        Issue.record("\(example.file) at \(index) reads as closed")
                    }
                    judged += 1
                }
            }
        }
        print("rfc4134: \(Self.examples.count) messages, \(judged) changes and cuts refused")
    }

    @Test func certificatesAndListsOfThatTimeAreRead() throws {
        let folder = try Self.folder()
        var algorithms: [String: String] = [:]
        for name in try namesInFolder(folder) {
            let bytes = try readFile("\(folder)/\(name)")
            if name.hasSuffix(".cer") {
                algorithms[name] = try Certificate(der: bytes).signatureAlgorithm
            } else if name.hasSuffix(".crl") {
                algorithms[name] = try CertificateRevocationList(der: bytes).signatureAlgorithm
            }
        }
        #expect(algorithms == Self.algorithms)
    }

    private static let dsa = "1.2.840.10040.4.3"
    private static let rsaSHA1 = "1.2.840.113549.1.1.5"
    private static let rsaMD5 = "1.2.840.113549.1.1.4"

    private static let algorithms = [
        "AliceDSSSignByCarlNoInherit.cer": dsa, "AliceRSASignByCarl.cer": rsaSHA1,
        "BobRSASignByCarl.cer": rsaSHA1, "CarlDSSCRLEmpty.crl": dsa, "CarlDSSCRLForAll.crl": dsa,
        "CarlDSSCRLForCarl.crl": dsa, "CarlDSSSelf.cer": dsa, "CarlRSACRLEmpty.crl": rsaMD5,
        "CarlRSACRLForAll.crl": rsaMD5, "CarlRSACRLForCarl.crl": rsaMD5,
        "CarlRSASelf.cer": rsaSHA1, "DianeDSSSignByCarlInherit.cer": dsa,
        "DianeRSASignByCarl.cer": rsaSHA1,
    ]

    /// Paths of that time, valid when they are judged, lead nowhere: the algorithms are too old.
    @Test(arguments: [
        ("AliceRSASignByCarl.cer", "CarlRSASelf.cer"),
        ("AliceDSSSignByCarlNoInherit.cer", "CarlDSSSelf.cer"),
    ])
    func oldAlgorithmsAreRefusedByPolicyAndNotByACrash(leaf: String, root: String) throws {
        let folder = try Self.folder()
        let leaf = try Certificate(der: readFile("\(folder)/\(leaf)"))
        let root = try Certificate(der: readFile("\(folder)/\(root)"))
        let path = CertificatePath.build(
            leaf: leaf, intermediates: [], anchors: [root], at: leaf.notBefore + 86_400,
            purpose: .signing)
        #expect(path.chain == [leaf, root])
        #expect(path.isGood == false)
        #expect(path.problems.allSatisfy { $0.kind == .weak }, "\(path.problems)")
    }

    @Test(arguments: examples)
    func opensslSaysWhatTheTableSays(_ example: Example) throws {
        let source = try Self.folder()
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("m"), try Self.message(example.file))
        var certificates: [UInt8] = []
        for name in try namesInFolder(source) where name.hasSuffix(".cer") {
            certificates += Array(
                PEM.encode(label: "CERTIFICATE", der: try readFile("\(source)/\(name)")).utf8)
        }
        try writeFile(folder.file("all.pem"), certificates)
        // 4.3 and 4.8 are detached; 4.8 is over a part of its mail, as openssl reads it.
        let input =
            example.file.hasSuffix(".eml")
            ? ["-in", "\(source)/\(example.file)"]
            : ["-inform", "DER", "-in", folder.file("m")]
        let content =
            example.file == "4.3.bin" ? ["-content", "\(source)/ExContent.bin", "-binary"] : []
        let run = try runProcess(
            ["openssl", "cms", "-verify", "-noverify", "-certfile", folder.file("all.pem")]
                + input + content + ["-out", folder.file("out")])
        #expect((run.status == 0) == example.opensslAccepts, "\(run.errorText)")
    }

    private static func folder() throws -> String {
        try #require(SharedData.folder("cms-rfc4134")) + "/rfc4134"
    }

    /// The DER of an example; of a mail, what its last part in base64 holds.
    private static func message(_ file: String) throws -> [UInt8] {
        let bytes = try readFile("\(try folder())/\(file)")
        guard file.hasSuffix(".eml") else { return bytes }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("MII") })
        let end = lines[start...].firstIndex { $0.isEmpty || $0.hasPrefix("--") } ?? lines.count
        return try #require(Base64.decode(lines[start..<end].joined()))
    }
}
