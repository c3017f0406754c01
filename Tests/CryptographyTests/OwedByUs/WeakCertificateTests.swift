import Testing
import TrailSealTestKit

@testable import Cryptography

/// What libcrypto lets pass at its default level: short keys and broken hashes in a path.
@Suite struct WeakCertificateTests {
    struct Weakness: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let key: [String]
        let hash: String
        let isWeak: Bool
    }

    private static let curve = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

    static let weaknesses = [
        Weakness(testDescription: "P-256, SHA-256", key: curve, hash: "sha256", isWeak: false),
        Weakness(
            testDescription: "RSA 2048, SHA-256", key: ["rsa:2048"], hash: "sha256", isWeak: false),
        Weakness(testDescription: "RSA 1024", key: ["rsa:1024"], hash: "sha256", isWeak: true),
        Weakness(testDescription: "SHA-1", key: curve, hash: "sha1", isWeak: true),
    ]

    /// Root of P-256, then an authority and a leaf with the key and the hash in question.
    private func path(_ weakness: Weakness) throws -> [Certificate] {
        let folder = try TemporaryDirectory()
        func openssl(_ words: [String]) throws {
            let run = try runProcess(["openssl"] + words, directory: folder.path)
            try #require(run.status == 0, "\(run.errorText)")
        }
        try writeFile(
            folder.file("c.cnf"),
            """
            [req]
            distinguished_name = name
            [name]
            [ca]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, keyCertSign, cRLSign
            [leaf]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature

            """)
        let fresh = ["-config", "c.cnf", "-nodes", "-newkey"]
        try openssl(
            ["req", "-x509"] + fresh + Self.curve
                + ["-subj", "/CN=Root", "-extensions", "ca", "-keyout", "root.key", "-out", "root"])
        for (name, issuer, part) in [("middle", "root", "ca"), ("leaf", "middle", "leaf")] {
            try openssl(
                ["req"] + fresh + weakness.key
                    + ["-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"])
            try openssl([
                "x509", "-req", "-in", "\(name).csr", "-CA", issuer, "-CAkey", "\(issuer).key",
                "-CAcreateserial", "-\(weakness.hash)", "-extfile", "c.cnf", "-extensions", part,
                "-out", name,
            ])
        }
        return try ["leaf", "middle", "root"].map {
            try #require(try PEM.certificates(in: readFile(folder.file($0))).first)
        }
    }

    @Test(arguments: weaknesses)
    func weakKeysAndBrokenHashesAreFound(_ weakness: Weakness) throws {
        let path = try path(weakness)
        let result = CertificatePath.build(
            leaf: path[0], intermediates: [path[1]], anchors: [path[2]], at: path[0].notBefore,
            purpose: .signing)
        #expect(result.chain.count == 3)
        #expect(result.isGood != weakness.isWeak)
        #expect(result.problems.contains { $0.kind == .weak } == weakness.isWeak)
    }

    /// `openssl verify` as it stands takes all four.
    @Test func whatTheDefaultLevelLetsPass() throws {
        for weakness in Self.weaknesses {
            let path = try path(weakness)
            let folder = try TemporaryDirectory()
            for (name, certificate) in zip(["leaf", "middle", "root"], path) {
                try writeFile(
                    folder.file(name), PEM.encode(label: "CERTIFICATE", der: certificate.der))
            }
            let run = try runProcess(
                [
                    "openssl", "verify", "-no-CApath", "-no-CAstore", "-CAfile", "root",
                    "-untrusted", "middle", "-attime", "\(path[0].notBefore)", "leaf",
                ], directory: folder.path)
            #expect(run.status == 0, "\(weakness): \(run.errorText)")
        }
    }
}
