import BundleFormat
import Cryptography
import Records

@testable import Verification

/// A laboratory whose bundle was renewed, by hand: every part of every renewal can be another one.
struct RenewalBench {
    /// An authority that renews.
    struct Authority {
        let certificate: Certificate
        let key: PrivateKey
    }

    /// What a test may change in a renewal.
    struct Renewal {
        var number: Int
        /// Seconds behind the start.
        var time: Int64
        var authority: Authority
        var algorithm = HashAlgorithm.sha256
        /// What it is over; what it should be over unless set.
        var message: [UInt8]?
        /// Its imprint; the hash of the message unless set.
        var imprint: [UInt8]?
        /// Lists that lie in front of it.
        var lists: [CertificateRevocationList] = []
        /// Changes the finished answer.
        var spoil: ([UInt8]) -> [UInt8] = { $0 }
    }

    var lab: Laboratory
    var files: [LaterFiles.File] = []
    /// The tar.
    static let archive: [UInt8] = Array("the tar".utf8)
    static let year = LabKeys.year
    /// 2029-01-01T00:00:00Z, when SHA-224 ends, as seconds behind the start.
    static let shaEnd: Int64 = 1_861_920_000 - LabKeys.start

    init() throws {
        lab = try Laboratory()
        lab.trust.tsa = [lab.keys.tsaRoot]
        // The honest list of the authorities' root, good for as long as anybody wants.
        lab.trust.revocation = [
            try lab.keys.authorityList(until: LabKeys.start + 40 * Self.year)
        ]
    }

    /// An authority below the anchored root.
    ///
    /// - Parameters:
    ///   - end: When its certificate ends, seconds behind the start.
    ///   - digest: Over what its issuer signed; nil for SHA-256.
    func authority(
        until end: Int64 = 9 * year, digest: HashAlgorithm? = nil
    ) throws -> Authority {
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile("Renewing", .timeStampAuthority, to: LabKeys.start + end),
            spki: key.spki, issuer: lab.keys.tsaRoot, key: lab.keys.tsaRootKey, digest: digest)
        return Authority(certificate: certificate, key: key)
    }

    /// Adds a renewal over what is there.
    mutating func add(_ renewal: Renewal) throws {
        for list in renewal.lists {
            guard let name = LaterName(renewal.number, .revocationList(list.sha256)) else {
                continue
            }
            files.append(LaterFiles.File(name, list.der))
        }
        let there = LaterFiles(files)
        let message =
            renewal.message
            ?? there.message(
                ofRenewal: renewal.number, archive: renewal.algorithm.hash(Self.archive),
                hashes: there.hashes(by: renewal.algorithm))
        let request = try TimeStampRequest.make(
            imprint: renewal.imprint ?? renewal.algorithm.hash(message),
            algorithm: renewal.algorithm, nonce: nil)
        let answer = try TimeStampAuthority.respond(
            to: request, certificate: renewal.authority.certificate, key: renewal.authority.key,
            chain: [], genTime: LabKeys.start + renewal.time,
            serial: [0x70, UInt8(renewal.number)], policy: "1.2.3.4")
        guard let name = LaterName(renewal.number, .renewal) else { return }
        files.append(LaterFiles.File(name, renewal.spoil(answer)))
    }

    /// The laboratory with the renewals, judged some seconds behind the start.
    func judged(at time: Int64) -> Laboratory {
        var lab = lab
        lab.at = Laboratory.time(time)
        lab.later = LaterReader.read(
            files.map { LaterInput(name: $0.name.text, bytes: $0.bytes) }, limits: BundleLimits())
        for algorithm in LaterReader.algorithms(of: lab.later) {
            lab.later.archive[algorithm] = algorithm.hash(Self.archive)
        }
        return lab
    }
}
