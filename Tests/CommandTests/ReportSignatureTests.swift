import Testing
import TrailSealTestKit

/// `trailseal-verify report sign` and `check-signature`, with certificates that openssl made.
@Suite struct ReportSignatureTests {
    private static let password = "test: the auditor signs"

    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        let sample = RepositoryRoot.path + "/sample-bundles/good-minimal"
        try run([
            Programs.verify, "\(sample)/bundle.tar", "--trust", "\(sample)/trust", "--at",
            "2026-11-02T15:00:00Z", "--html", "report.html", "--junit", "report.xml",
        ])
        try certificate("auditor")
    }

    /// Makes a self-signed certificate and its key, encrypted unless told otherwise.
    private func certificate(
        _ name: String, _ more: [String] = [], usage: String = "digitalSignature",
        algorithm: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        isEncrypted: Bool = true
    ) throws {
        try run(
            [
                "openssl", "req", "-x509", "-subj", "/O=Authority/CN=Ada \(name)", "-days", "365",
                "-addext", "keyUsage=critical,\(usage)", "-keyout", "\(name).key", "-out",
                "\(name).pem", "-newkey",
            ] + algorithm + (isEncrypted ? ["-passout", "pass:\(Self.password)"] : ["-nodes"])
                + more)
    }

    @discardableResult
    private func run(_ command: [String], stdin: String = "") throws -> ProcessResult {
        try succeed(command, stdin: stdin, directory: folder.path)
    }

    private func sign(
        _ name: String = "auditor", _ report: String = "report.html", key: String? = nil,
        password: String = password, more: [String] = []
    ) throws -> ProcessResult {
        try runProcess(
            [
                Programs.verify, "report", "sign", report, "--certificate", "\(name).pem", "--key",
                key ?? "\(name).key", "--password-fd", "0",
            ] + more, stdin: Array((password + "\n").utf8), directory: folder.path)
    }

    private func check(
        _ report: String = "report.html", trust: String = "auditor.pem", more: [String] = []
    ) throws -> ProcessResult {
        try runProcess(
            [Programs.verify, "report", "check-signature", report, "--trust", trust] + more,
            directory: folder.path)
    }

    private func openssl(_ report: String, trust: String = "auditor.pem") throws -> ProcessResult {
        try runProcess(
            [
                "openssl", "cms", "-verify", "-binary", "-content", report, "-inform", "DER", "-in",
                "\(report).p7s", "-CAfile", trust, "-out", "/dev/null",
            ], directory: folder.path)
    }

    static let algorithms = [
        ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
        ["rsa:2048"], ["rsa:3072"],
    ]

    @Test(arguments: algorithms)
    func opensslAndWeTakeWhatTheAuditorSigned(algorithm: [String]) throws {
        try certificate("other", algorithm: algorithm)
        let signed = try sign("other")
        #expect(signed.status == 0, "\(signed.errorText)")
        let checked = try check(trust: "other.pem")
        #expect(checked.status == 0, "\(checked.outputText)\(checked.errorText)")
        #expect(checked.outputText.contains("Signed by    CN=Ada other,O=Authority"))
        #expect(checked.outputText.contains("by the signer's own word: nothing proves it"))
        #expect(try openssl("report.html", trust: "other.pem").status == 0)
    }

    @Test func everyRenderingCanBeSignedAndNothingElse() throws {
        #expect(try sign("auditor", "report.xml").status == 0)
        #expect(try check("report.xml").status == 0)
        let refused = try sign("auditor", "auditor.pem")
        expectSentence(refused, 66, "is no report")
    }

    @Test func whatOpensslSignedIsTaken() throws {
        try run([
            "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "report.html",
            "-signer",
            "auditor.pem", "-inkey", "auditor.key", "-passin", "pass:\(Self.password)", "-out",
            "theirs.p7s",
        ])
        let checked = try check("report.html", more: ["--signature", "theirs.p7s"])
        #expect(checked.status == 0, "\(checked.outputText)\(checked.errorText)")
        #expect(checked.outputText.contains("byte for byte as it is"))
    }

    @Test("one byte changed in the report, and one in the signature")
    func oneByteChanged() throws {
        #expect(try sign().status == 0)
        let report = try readFile(folder.file("report.html"))
        var altered = report
        altered[report.count / 2] ^= 1
        try writeFile(folder.file("report.html"), altered)
        let told = try check()
        #expect(told.status == 10)
        #expect(told.outputText.contains("NOT over this report"))
        #expect(told.outputText.contains("It names"))
        #expect(try openssl("report.html").status != 0)
        try writeFile(folder.file("report.html"), report)
        let signature = try readFile(folder.file("report.html.p7s"))
        var forged = signature
        forged[signature.count - 1] ^= 1
        try writeFile(folder.file("report.html.p7s"), forged)
        let value = try check()
        #expect(value.status == 10)
        #expect(value.outputText.contains("does NOT hold"))
        try writeFile(folder.file("report.html.p7s"), signature.dropLast() + [])
        let cut = try check()
        #expect(cut.status == 10)
        #expect(cut.outputText.contains("can't be read"))
    }

    @Test func aSignerWhomNobodyKnowsLeavesItOpen() throws {
        try certificate("other")
        #expect(try sign().status == 0)
        let result = try check(trust: "other.pem")
        #expect(result.status == 20)
        #expect(result.outputText.contains("leads to no anchor that you brought"))
        #expect(result.outputText.contains("Anchor       none of yours"))
    }

    @Test func anEndedCertificateLeavesItOpen() throws {
        #expect(try sign().status == 0)
        let result = try check("report.html", more: ["--at", "2090-01-01T00:00:00Z"])
        #expect(result.status == 20)
        #expect(result.outputText.contains("has expired, and nothing proves"))
    }

    @Test func whatNoCheckWouldCountIsRefused() throws {
        try certificate("reader", usage: "keyEncipherment")
        expectSentence(try sign("reader"), 77, "key usage does not permit signatures")
        try run([
            "openssl", "x509", "-in", "auditor.pem", "-signkey", "auditor.key", "-passin",
            "pass:\(Self.password)", "-days", "-1", "-out", "ended.pem",
        ])
        expectSentence(try sign("ended", key: "auditor.key"), 77, "and not now")
        try certificate("other")
        expectSentence(try sign("auditor", key: "other.key"), 77, "the key is not that of")
        expectSentence(try sign(password: "another"), 77, "wrong password")
        expectSentence(try sign(key: "auditor.pem"), 66, "holds no PKCS #8 key")
        try certificate("ed", algorithm: ["ed25519"])
        expectSentence(try sign("ed"), 77, "kind of key not supported")
        #expect(!isThere(folder.file("report.html.p7s")))
    }

    @Test func aCertificateThatMayNotSignFailsWhoeverUsedIt() throws {
        // openssl looks at the key alone when it signs.
        try certificate("reader", usage: "keyEncipherment", algorithm: ["rsa:2048"])
        let made = try runProcess(
            [
                "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "report.html",
                "-signer", "reader.pem", "-inkey", "reader.key", "-passin",
                "pass:\(Self.password)", "-out", "report.html.p7s",
            ], directory: folder.path)
        #expect(made.status == 0, "\(made.errorText)")
        let result = try check(trust: "reader.pem")
        #expect(result.status == 10)
        #expect(result.outputText.contains("key usage does not permit signatures"))
        #expect(try openssl("report.html", trust: "reader.pem").status != 0)
    }

    /// An extended key usage, whether documents are signed under it, and whether openssl's own idea of a
    /// purpose for CMS, which is mail, agrees.
    static let purposes: [(usage: String, counts: Bool, isMail: Bool)] = [
        ("emailProtection", true, true),
        ("critical,emailProtection,clientAuth", true, true),
        ("anyExtendedKeyUsage", true, false),
        ("1.3.6.1.5.5.7.3.36", true, false),
        ("critical,1.3.6.1.5.5.7.3.36", true, false),
        ("1.3.6.1.4.1.311.10.3.12,clientAuth", true, false),
        ("1.2.840.113583.1.1.5", true, false),
        ("clientAuth", false, false),
        ("serverAuth,clientAuth", false, false),
        ("codeSigning", false, false),
        ("critical,timeStamping", false, false),
        ("OCSPSigning", false, false),
        ("1.3.6.1.4.1.99999.1", false, false),
    ]

    @Test(arguments: purposes)
    func anExtendedKeyUsageThatExcludesDocumentsIsRefusedAndFails(
        usage: String, counts: Bool, isMail: Bool
    ) throws {
        try certificate("named", ["-addext", "extendedKeyUsage=\(usage)"])
        let ours = try sign("named")
        if counts {
            #expect(ours.status == 0, "\(ours.errorText)")
        } else {
            expectSentence(ours, 77, "extended key usage does not permit the signing of documents")
            // openssl looks at the key alone when it signs.
            try run([
                "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "report.html",
                "-signer", "named.pem", "-inkey", "named.key", "-passin",
                "pass:\(Self.password)", "-out", "report.html.p7s",
            ])
        }
        let checked = try check(trust: "named.pem")
        #expect(checked.status == (counts ? 0 : 10), "\(checked.outputText)")
        #expect(checked.outputText.contains("CHAIN_CONSTRAINTS_FAILURE") != counts)
        #expect(try openssl("report.html", trust: "named.pem").status == (isMail ? 0 : 4))
    }

    @Test func aSignatureIsNeverOverwritten() throws {
        #expect(try sign().status == 0)
        expectSentence(try sign(), 73, "exists already")
        #expect(try sign(more: ["--out", "second.p7s"]).status == 0)
        #expect(try check("report.html", more: ["--signature", "second.p7s"]).status == 0)
    }

    @Test func aKeyWithoutAPasswordAsksForNone() throws {
        try certificate("open", isEncrypted: false)
        let result = try runProcess(
            [
                Programs.verify, "report", "sign", "report.html", "--certificate", "open.pem",
                "--key", "open.key",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try check(trust: "open.pem").status == 0)
    }

    @Test func withoutASignatureThereIsNoAnswer() throws {
        expectSentence(try check(), 66, "report.html.p7s")
    }
}
