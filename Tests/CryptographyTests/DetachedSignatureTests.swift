import Testing
import TrailSealTestKit

@testable import Cryptography

/// Detached CMS signatures by any key, as openssl makes and takes them.
@Suite struct DetachedSignatureTests {
    let authority: TestAuthority
    let key: PrivateKey
    let person: Certificate
    let content = Array("<!DOCTYPE html>\r\na report\n".utf8)
    let folder: TemporaryDirectory

    init() throws {
        authority = try TestAuthority()
        key = try PrivateKey.generate(.p256)
        person = try authority.leaf(.person, key: key, name: "Ada Auditor")
        folder = try TemporaryDirectory()
        try writeFile(folder.file("report"), content)
        try writeFile(folder.file("other"), content + [10])
        for (name, certificates) in [
            ("root", [authority.root]), ("issuing", [authority.issuing]),
            ("line", [authority.issuing, authority.root]),
        ] {
            try writeFile(folder.file("\(name).pem"), Self.pem(certificates))
        }
    }

    static func pem(_ certificates: [Certificate]) -> String {
        certificates.map { PEM.encode(label: "CERTIFICATE", der: $0.der) }.joined()
    }

    func sign(
        _ certificate: Certificate? = nil, _ key: PrivateKey? = nil, others: [Certificate]? = nil
    ) throws -> [UInt8] {
        try DetachedSignature.sign(
            content, certificate: certificate ?? person, key: key ?? self.key,
            others: others ?? [authority.issuing], signingTime: TestAuthority.now)
    }

    func read(_ der: [UInt8], known: [Certificate] = []) -> DetachedSignature? {
        guard case .readable(let signature) = DetachedSignature.read(der, known: known) else {
            return nil
        }
        return signature
    }

    func reason(_ der: [UInt8]) -> String? {
        guard case .unreadable(let reason) = DetachedSignature.read(der) else { return nil }
        return reason
    }

    // MARK: Ours

    @Test(arguments: PrivateKey.Kind.allCases)
    func opensslTakesWhatIsSignedHereAndRefusesAnotherReport(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let person = try authority.leaf(.person, key: key)
        let der = try sign(person, key)
        let signature = try #require(read(der))
        #expect(signature.signer == person)
        #expect(signature.others == [authority.issuing])
        #expect(signature.signingTime == TestAuthority.now)
        #expect(signature.covers(content) && signature.isSignatureValid())
        try writeFile(folder.file("report.p7s"), der)
        #expect(try openssl("report").status == 0)
        #expect(try openssl("report", ["-cades"]).status == 0)
        #expect(try openssl("other").status == 4)
    }

    @Test func aRootIsLeftOut() throws {
        let der = try sign(others: [authority.issuing, authority.root, person])
        #expect(read(der)?.others == [authority.issuing])
    }

    @Test func anothersKeyDoesNotSign() throws {
        #expect(throws: CryptographyError.self) { try sign(person, authority.issuingKey) }
    }

    /// A changed byte makes it unreadable, be over something else or not hold.
    ///
    /// A certificate above the signer's is covered by its issuer's signature alone, so its path tells.
    @Test func everyFlippedByteIsSeen() throws {
        let der = try sign()
        for index in der.indices {
            for mask in [UInt8(0x01), 0x80] {
                var bad = der
                bad[index] ^= mask
                guard let signature = read(bad), signature.covers(content),
                    signature.isSignatureValid()
                else { continue }
                #expect(signature.signer == person)
                let path = CertificatePath.build(
                    leaf: person, intermediates: signature.others, anchors: [authority.root],
                    at: TestAuthority.now, purpose: .signing)
                #expect(path.isGood == false, "byte \(index)")
            }
        }
        for count in der.indices { #expect(read(Array(der[..<count])) == nil) }
        #expect(read(der + [0]) == nil)
    }

    private func openssl(
        _ file: String, _ more: [String] = [], anchors: String = "root.pem"
    ) throws -> ProcessResult {
        try runProcess(
            [
                "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "report.p7s",
                "-content", file, "-CAfile", anchors, "-attime", "\(TestAuthority.now)", "-out",
                "/dev/null",
            ] + more, directory: folder.path)
    }

    // MARK: openssl's

    struct Form: CustomTestStringConvertible, Sendable {
        let options: [String]
        var kind: PrivateKey.Kind = .p256
        /// Why it isn't taken; nil where it is.
        var refused: String?
        /// Whether openssl takes what isn't taken here.
        var opensslTakes = false

        var testDescription: String { "\(kind) \(options.joined(separator: " "))" }
    }

    static let forms = [
        Form(options: []), Form(options: [], kind: .p384), Form(options: [], kind: .rsa3072),
        Form(options: ["-cades"]), Form(options: ["-keyid"]), Form(options: ["-nosmimecap"]),
        Form(options: ["-md", "sha512"]),
        Form(options: ["-keyopt", "rsa_padding_mode:pss"], kind: .rsa3072),
        Form(options: ["-certfile", "issuing.pem"]),
        Form(options: ["-nodetach"], refused: "lies inside the message"),
        Form(options: ["-noattr"], refused: "signed attributes are absent", opensslTakes: true),
        Form(options: ["-nocerts"], refused: "certificate is not at hand"),
        Form(
            options: ["-signer", "second.pem", "-inkey", "second.key"], refused: "2 signatures",
            opensslTakes: true),
    ]

    @Test(arguments: forms)
    func whatOpensslSignsIsTakenWhereItCanBeChecked(form: Form) throws {
        let signer = try writePair("signer", form.kind)
        _ = try writePair("second", .p256)
        let result = try runProcess(
            [
                "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "report", "-out",
                "report.p7s", "-passin", "pass:test", "-signer", "signer.pem", "-inkey",
                "signer.key",
            ] + form.options, directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        let der = try readFile(folder.file("report.p7s"))
        if let refused = form.refused {
            #expect(reason(der)?.contains(refused) == true, "\(reason(der) ?? "taken")")
            // Where openssl judges otherwise: docs/peers.md.
            if form.opensslTakes { #expect(try openssl("report", anchors: "line.pem").status == 0) }
            return
        }
        let signature = try #require(read(der), "\(reason(der) ?? "")")
        #expect(signature.signer == signer)
        #expect(signature.signingTime != nil)
        #expect(signature.covers(content) && signature.isSignatureValid())
        #expect(signature.covers(content + [0]) == false)
    }

    @Test func aCertificateThatIsAtHandNeedNotLieInTheMessage() throws {
        let signer = try writePair("signer", .p256)
        let result = try runProcess(
            [
                "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-nocerts", "-in",
                "report", "-out", "report.p7s", "-passin", "pass:test", "-signer", "signer.pem",
                "-inkey", "signer.key",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        let signature = try #require(
            read(try readFile(folder.file("report.p7s")), known: [authority.root, signer]))
        #expect(signature.covers(content) && signature.isSignatureValid())
    }

    private func writePair(_ name: String, _ kind: PrivateKey.Kind) throws -> Certificate {
        let key = try PrivateKey.generate(kind)
        let sealed = try key.encryptedPKCS8(
            password: SecretBytes(copying: Array("test".utf8)), cost: .negligible)
        try writeFile(
            folder.file("\(name).key"), PEM.encode(label: "ENCRYPTED PRIVATE KEY", der: sealed))
        let certificate = try authority.leaf(.person, key: key, name: name)
        try writeFile(folder.file("\(name).pem"), Self.pem([certificate]))
        return certificate
    }

    // MARK: By hand

    @Test func formsThatContradictThemselvesAreNotRead() throws {
        let changes: [(String, (inout CMSAssembler) throws -> Void)] = [
            ("versions", { $0.version = 3 }), ("versions", { $0.signerVersion = 3 }),
            ("content type is not data", { $0.contentType = .timeStampInfo }),
            ("algorithms", { $0.extraDigests = [DER.algorithm(HashAlgorithm.sha1.oid)] }),
            ("algorithms", { $0.signatureAlgorithm = .ecdsa(with: .sha384) ?? .data }),
            ("signed content type", { $0.attributes[0] = DER.attribute(.contentType, [5, 0]) }),
            ("signing time", { $0.attributes[1] = DER.attribute(.signingTime, [5, 0]) }),
            ("message digest", { $0.attributes.remove(at: 2) }),
            (
                "names another certificate",
                {
                    $0.attributes[3] = DER.attribute(
                        .signingCertificateV2,
                        SigningCertificateAttribute.encode(self.authority.issuing, hash: .sha256))
                }
            ),
            ("0 signatures", { $0.signerCount = 0 }),
        ]
        let sound = try CMSAssembler(signer: person, key: key).assemble()
        #expect(read(sound)?.isSignatureValid() == true)
        for (says, change) in changes {
            var assembler = CMSAssembler(signer: person, key: key)
            try change(&assembler)
            let reason = reason(try assembler.assemble())
            #expect(reason?.contains(says) == true, "\(says): \(reason ?? "read")")
        }
    }

    @Test func aSignatureWithoutATimeSaysNone() throws {
        var assembler = CMSAssembler(signer: person, key: key)
        assembler.attributes.remove(at: 1)
        let signature = try #require(read(try assembler.assemble()))
        #expect(signature.signingTime == nil)
        #expect(signature.isSignatureValid())
    }
}
