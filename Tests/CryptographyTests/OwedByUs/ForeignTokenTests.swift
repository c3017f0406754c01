import Testing
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// Valid tokens in forms that libcrypto's time-stamp code doesn't know: RSASSA-PSS, and a signer
/// named by its key instead of issuer and serial number.
@Suite struct ForeignTokenTests {
    let bench: StampBench

    init() throws { bench = try StampBench.shared() }

    @Test(arguments: [
        ["-keyid"], ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"],
    ])
    func formsThatOnlyOpenSSLRefusesCount(options: [String]) throws {
        let key = try PrivateKey.generate(.rsa3072)
        let signer = try bench.authority.leaf(.timeStampAuthority, key: key, name: "Other TSA")
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("statement"), bench.statement())
        for (name, certificate) in [("signer", signer), ("issuing", bench.authority.issuing)] {
            try writeFile(
                folder.file(name), PEM.encode(label: "CERTIFICATE", der: certificate.der))
        }
        let password = SecretBytes(copying: Array("test".utf8))
        try writeFile(folder.file("key"), try key.encryptedPKCS8(password: password))
        let made = try runProcess(
            [
                "openssl", "cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256",
                "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-nosmimecap", "-in", "statement",
                "-signer", "signer", "-certfile", "issuing", "-inkey", "key", "-keyform", "DER",
                "-passin", "pass:test", "-outform", "DER", "-out", "token",
            ] + options, directory: folder.path)
        try #require(made.status == 0, "\(made.errorText)")
        let token = try readFile(folder.file("token"))
        let judged = bench.judge(try bench.submission(token))
        #expect(judged.codes == [] && judged.isFirm, "\(judged)")
        #expect(try opensslAccepts(token) == false)
    }

    private func opensslAccepts(_ token: [UInt8]) throws -> Bool {
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("r.tsr"), TimeStampAuthority.response(holding: token))
        try writeFile(folder.file("note"), bench.note)
        try writeFile(
            folder.file("root"), PEM.encode(label: "CERTIFICATE", der: bench.authority.root.der))
        let run = try runProcess(
            [
                "openssl", "ts", "-verify", "-in", "r.tsr", "-data", "note", "-CAfile", "root",
                "-attime", "\(StampBench.genTime)",
            ], directory: folder.path)
        return run.status == 0
    }
}
