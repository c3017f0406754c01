/// A signature in the closed form: every byte follows from the parts below.
///
/// Source: docs/formats/bundle.md §5.
package struct ClosedCMSSignature: Sendable, Hashable {
    /// The signer's certificate; whether to trust it is not decided here.
    package let signer: Certificate
    /// The other certificates, in the order of the message; never a root.
    package let intermediates: [Certificate]
    /// The time that the signer claims, seconds since 1970 in UTC.
    package let signingTime: Int64
    /// The hash of the signed content.
    package let messageDigest: [UInt8]
    /// SHA-256 with a P-256 key, SHA-384 with a P-384 key.
    package let digestAlgorithm: HashAlgorithm
    /// The ECDSA signature, DER r and s; what a signature time-stamp is over.
    package let signatureValue: [UInt8]
    /// The signature time-stamp as it stands, not judged; nil when there is none.
    package let timeStampToken: [UInt8]?

    /// The certificates beside the signer's, which no signature covers.
    package var line: CertificateLine { CertificateLine(signer: signer, others: intermediates) }

    /// Whether the signature is right and is over that content.
    package func isValid(over content: [UInt8]) -> Bool {
        covers(content) && isSignatureValid()
    }

    /// Whether the signature is right and is over content with that hash.
    ///
    /// - Parameter digest: A value of `digestAlgorithm`.
    package func isValid(overDigest digest: [UInt8]) -> Bool {
        constantTimeEquals(digest, messageDigest) && isSignatureValid()
    }

    /// Whether the message digest is that of the content.
    package func covers(_ content: [UInt8]) -> Bool {
        constantTimeEquals(digestAlgorithm.hash(content), messageDigest)
    }

    /// Whether the signer's key made the signature over the signed attributes.
    package func isSignatureValid() -> Bool {
        PublicKeySignature.isValid(
            signature: signatureValue, message: signedAttributes, spki: signer.spki,
            algorithm: .ecdsa(digestAlgorithm))
    }

    /// The signed attributes as the SET that the signature is over.
    var signedAttributes: [UInt8] { DER.setOf(attributes) }

    /// The one encoding of these parts.
    var encoding: [UInt8] {
        let certificates = DER.setOf(
            ([signer] + intermediates).map(\.der), tag: DERTag.contextConstructed(0))
        let digest = DER.algorithm(digestAlgorithm.oid)
        let signature = OID.ecdsa(with: digestAlgorithm).map { DER.algorithm($0) } ?? []
        let timeStamp = timeStampToken.map {
            DER.context(1, DER.attribute(.signatureTimeStamp, $0))
        }
        let signerInfo = DER.sequence(
            DER.integer(1), signer.issuerAndSerial, digest,
            DER.setOf(attributes, tag: DERTag.contextConstructed(0)), signature,
            DER.octets(signatureValue), timeStamp ?? [])
        let signedData = DER.sequence(
            DER.integer(1), DER.setOf([digest]), DER.sequence(DER.oid(.data)), certificates,
            DER.setOf([signerInfo]))
        return DER.sequence(DER.oid(.signedData), DER.context(0, signedData))
    }

    private var attributes: [[UInt8]] {
        [
            DER.attribute(.contentType, DER.oid(.data)),
            DER.attribute(.signingTime, DERTime.encode(signingTime)),
            DER.attribute(.messageDigest, DER.octets(messageDigest)),
            DER.attribute(
                .signingCertificateV2,
                SigningCertificateAttribute.encode(signer, hash: digestAlgorithm)),
        ]
    }
}

/// What reading bytes as a closed signature gave.
package enum ClosedCMSReading: Sendable, Hashable {
    /// The bytes are exactly the closed form; the signature itself is not checked yet.
    case closed(ClosedCMSSignature)
    /// The bytes are something else; `rough` tells what could be made out all the same.
    case notClosed(reason: String, rough: RoughCMS?)
}

/// What can be said of a signed message that is not in the closed form.
package struct RoughCMS: Sendable, Hashable {
    /// The certificates in the order of the message.
    package let certificates: [Certificate]
    /// How many signatures it holds.
    package let signerCount: Int
    /// Whether the content is inside.
    package let hasContent: Bool
}
