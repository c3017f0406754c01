import BundleFormat
import Cryptography
import Findings

/// BND-004, for the certificates that stand in the seal and in its time-stamp beside the signers' own.
///
/// The seal is on no list of digests, and a path may be built from a sound copy elsewhere in the
/// bundle. So each has to belong to the line above its signer's and to be what its issuer made.
struct SealCertificates {
    private let lines: [CertificateLine]
    private let known: [Certificate]

    private static let place = Place(member: MemberPath.seal.text)

    init(seal: ClosedCMSSignature, facts: Facts, trust: Trust) {
        known = facts.certificates + facts.later.certificates + trust.certificates
        var lines = [seal.line]
        let stamp = seal.timeStampToken.map {
            TimeStampToken.read($0, certificates: seal.intermediates)
        }
        if case .token(let token)? = stamp { lines.append(token.line) }
        self.lines = lines
    }

    var findings: [Finding] {
        let disorder = lines.prefix(1).compactMap(\.disorder).map { part in
            Finding(
                .failure, "CMS_FORM", at: Self.place,
                expected: "the certificates above the signer's and no others", found: part,
                "The seal holds a certificate that nothing in it asks for.")
        }
        return disorder + lines.compactMap { finding(on: $0.making(by: known)) }
    }

    private func finding(on making: CertificateLine.Making) -> Finding? {
        switch making {
        case .sound: nil
        case .altered(let certificate):
            Finding(
                .failure, "CMS_FORM", at: Self.place,
                expected: "the signature of \(certificate.issuer)", found: "none that holds",
                "A certificate in the seal or its time-stamp isn't what its issuer made: "
                    + "\(certificate.subject).")
        case .unknown(let certificate):
            Finding(
                .openQuestion, "CMS_FORM", at: Self.place,
                expected: "the certificate of \(certificate.issuer)", found: "none",
                "Whether a certificate in the seal or its time-stamp is what its issuer made can't be "
                    + "told: \(certificate.subject).")
        }
    }
}
