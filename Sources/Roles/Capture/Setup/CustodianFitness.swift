import Cryptography
import Records

/// Whether a certificate that somebody brings is one of a custodian.
///
/// The master secret is encrypted to it once, and no other way leads to the log's keys.
enum CustodianFitness {
    /// Why a log's secret can't be entrusted to a certificate; nil when it can.
    static func problem(_ certificate: Certificate, at now: Timestamp) -> String? {
        if certificate.isCA { return "it is an authority's" }
        if now.unixSeconds < certificate.notBefore {
            return "it begins only at \(Timestamp(unixSeconds: certificate.notBefore).text)"
        }
        if now.unixSeconds > certificate.notAfter {
            return "it ended at \(Timestamp(unixSeconds: certificate.notAfter).text)"
        }
        let needed: KeyUsage
        switch certificate.keyAlgorithm {
        case .p256, .p384: needed = .keyAgreement
        case .rsa(let bits) where bits >= 2048: needed = .keyEncipherment
        default:
            return "its key, \(certificate.keyAlgorithm), is none that a secret can be encrypted "
                + "to; P-256, P-384 and RSA of 2048 bits or more are"
        }
        guard certificate.keyUsage?.contains(needed) ?? true else {
            return "its key usage lacks \(needed.rawValue)"
        }
        return nil
    }
}
