import CCrypto

/// What a revocation response says of one certificate.
package struct RevocationAnswer: Sendable, Hashable {
    /// The word of the responder.
    package enum Status: Sendable, Hashable {
        /// Not revoked, as far as the responder knows.
        case good
        /// Revoked.
        case revoked(RevokedCertificate)
        /// The responder doesn't know the certificate.
        case unknown
    }

    /// The word of the responder.
    package let status: Status
    /// The moment for which it is known to be right, seconds since 1970 in UTC.
    package let thisUpdate: Int64
    /// When newer word is due; nil when it is always at hand.
    package let nextUpdate: Int64?
    /// Since when the responder keeps what it knows of expired certificates, seconds since 1970 in
    /// UTC; nil when it doesn't say.
    package let keepsExpiredSince: Int64?
    /// Whether the answer holds something critical that is not understood here.
    package let hasUnknownCriticalExtension: Bool
}

/// An OCSP response, decoded once.
///
/// Says what stands in it. Whether its signer may speak for an issuer, and for which time it
/// counts, is for the caller to judge.
///
/// Source: RFC 6960 §4.2.
package struct RevocationResponse: Sendable, Hashable {
    /// The exact bytes.
    package let der: [UInt8]
    /// The SHA-256 of the bytes.
    package let sha256: Digest
    /// When it was signed, seconds since 1970 in UTC.
    package let producedAt: Int64
    /// The newest moment for which an answer in it is known to be right, seconds since 1970 in UTC.
    package let newestUpdate: Int64
    /// The dotted object identifier of the algorithm that it is signed with.
    package let signatureAlgorithm: String
    /// The certificates in the response, in its order; those that can't be read are left out.
    package let certificates: [Certificate]
    /// Whether the response as a whole holds something critical that is not understood here.
    package let hasUnknownCriticalExtension: Bool

    private let handle: ResponseHandle

    /// Decodes a response.
    ///
    /// - Parameter der: Exactly one OCSPResponse, with nothing after it.
    /// - Throws: For bytes that are not DER, for a responder's refusal, for another type than
    ///   the basic one, and for times that can't be read.
    package init(der: [UInt8]) throws(CryptographyError) {
        let handle = try ResponseHandle(der: der)
        self.handle = handle
        self.der = der
        sha256 = SHA256.hash(der)
        guard let producedAt = asn1Seconds(OCSP_resp_get0_produced_at(handle.pointer)) else {
            throw ResponseHandle.unreadable("time of production")
        }
        self.producedAt = producedAt
        signatureAlgorithm = handle.signatureAlgorithm
        certificates = try handle.certificates()
        hasUnknownCriticalExtension =
            OCSP_BASICRESP_get_ext_by_critical(handle.pointer, 1, -1) >= 0
        newestUpdate = try handle.newestUpdate()
    }

    /// What the response says of a certificate.
    ///
    /// - Parameter issuer: Whose name and key the response must name.
    /// - Returns: nil where it says nothing of it. Of several answers the newest, of two of one
    ///   time the one that says revoked.
    package func answer(for certificate: Certificate, issuer: Certificate) -> RevocationAnswer? {
        let answers = handle.answers(for: certificate, issuer: issuer)
        let newest = answers.map(\.thisUpdate).max()
        let latest = answers.filter { $0.thisUpdate == newest }
        return latest.first { if case .revoked = $0.status { true } else { false } }
            ?? latest.first { $0.status == .unknown } ?? latest.first
    }

    /// Whether the response names a certificate as its signer's, and its key signed the response.
    ///
    /// What the certificate is for is not looked at.
    package func isSigned(by certificate: Certificate) -> Bool {
        handle.isSigned(by: certificate)
    }

    /// Equal means the same bytes.
    package static func == (left: RevocationResponse, right: RevocationResponse) -> Bool {
        left.der == right.der
    }

    /// Hashes the digest of the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(sha256) }
}
