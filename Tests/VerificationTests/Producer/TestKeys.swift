import Cryptography
import RecordLog
import Verification

/// Keys and certificates of an imagined laboratory, made once for all tests.
struct TestKeys: Sendable {
    let root: Certificate
    let alice: Certificate
    let bob: Certificate
    let seal: Certificate
    let custodian: Certificate
    let log: Certificate
    /// The root's word that nothing is revoked.
    let list: CertificateRevocationList
    let aliceKey: PrivateKey
    let bobKey: PrivateKey
    let sealKey: PrivateKey
    let thirdKey: PrivateKey
    let logSeed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
    let witnessSeed = SecretBytes(copying: [UInt8](repeating: 9, count: 32))
    let state = SecretBytes(copying: [UInt8](repeating: 5, count: 32))

    static let witnessName = "witness.example/one"

    /// Nothing here can fail on a machine with a working libcrypto.
    static let shared: TestKeys = {
        do { return try TestKeys() } catch { fatalError("no test keys: \(error)") }
    }()

    private init() throws {
        let rootKey = try PrivateKey.generate(.p256)
        func profile(_ name: String, _ usage: CertificateUsage) throws -> CertificateProfile {
            CertificateProfile(
                subject: SubjectName(stringLiteral: name), usage: usage,
                notBefore: 1_700_000_000, notAfter: 2_000_000_000,
                serial: try CertificateProfile.randomSerial())
        }
        let root = try CertificateIssuer.selfSigned(
            profile("Test Root", .authority(pathLength: nil)), key: rootKey)
        func issue(
            _ name: String, _ usage: CertificateUsage, _ spki: [UInt8]
        ) throws -> Certificate {
            try CertificateIssuer.issue(
                profile(name, usage), spki: spki, issuer: root, key: rootKey)
        }
        self.root = root
        list = try CertificateIssuer.issueCRL(
            issuer: root, key: rootKey, thisUpdate: 1_700_000_000, nextUpdate: 2_000_000_000,
            number: 1, revoked: [])
        aliceKey = try .generate(.p256)
        bobKey = try .generate(.p256)
        sealKey = try .generate(.p256)
        thirdKey = try .generate(.p256)
        alice = try issue("Alice Chen", .person, aliceKey.spki)
        bob = try issue("Bob Okafor", .person, bobKey.spki)
        seal = try issue("QA Seal", .seal, sealKey.spki)
        let custodianKey = try PrivateKey.generate(.p256)
        custodian = try issue("Custodian", .custodian, custodianKey.spki)
        let ed25519Prefix: [UInt8] = [
            0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
        ]
        let logKey = try Ed25519.publicKey(seed: logSeed)
        log = try issue("Log", .log, ed25519Prefix + logKey)
    }

    /// The auditor's trust: the root, and the witness under a domain of its own.
    var trust: Trust {
        get throws {
            let key = try Ed25519.publicKey(seed: witnessSeed)
            let anchor = VerifierKey(
                name: Self.witnessName, kind: .cosignature, publicKey: key)
            return Trust(
                roots: [root],
                witnesses: anchor.map { [WitnessAnchor(key: $0, domain: "agency")] } ?? [])
        }
    }
}
