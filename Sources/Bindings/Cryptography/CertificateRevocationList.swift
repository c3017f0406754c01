/// Why a certificate was revoked.
///
/// Source: RFC 5280 §5.3.1.
package enum RevocationReason: Int, Sendable, Hashable, CaseIterable {
    /// No reason, written out.
    case unspecified = 0
    /// Somebody else has, or may have, the subject's key.
    case keyCompromise = 1
    /// Somebody else has, or may have, the authority's key.
    case cACompromise = 2
    /// The name or another statement of the certificate is no longer right.
    case affiliationChanged = 3
    /// Another certificate has taken its place.
    case superseded = 4
    /// It is no longer needed.
    case cessationOfOperation = 5
    /// It is suspended for the time being.
    case certificateHold = 6
    /// In a delta list: it is no longer revoked.
    case removeFromCRL = 8
    /// A right that the certificate states was taken back.
    case privilegeWithdrawn = 9
    /// Somebody else has, or may have, the key of an attribute authority.
    case aACompromise = 10
}

/// One line of a revocation list.
package struct RevokedCertificate: Sendable, Hashable {
    /// The serial number as `Certificate.serial` spells it.
    package let serial: String
    /// When the authority revoked it, seconds since 1970 in UTC.
    package let date: Int64
    /// The reason; nil when none is given, which differs from `unspecified`.
    package let reason: RevocationReason?
    /// Since when the key may have been abused, seconds since 1970 in UTC.
    package let invalidityDate: Int64?

    /// States a revocation.
    package init(
        serial: String, date: Int64, reason: RevocationReason? = nil, invalidityDate: Int64? = nil
    ) {
        self.serial = serial
        self.date = date
        self.reason = reason
        self.invalidityDate = invalidityDate
    }
}

/// A certificate revocation list, decoded once.
///
/// The judgement for a past time is the verifier's: libcrypto compares no revocation date with
/// the time that is asked about.
///
/// Source: RFC 5280 §5.
package struct CertificateRevocationList: Sendable, Hashable {
    /// The exact bytes.
    package let der: [UInt8]
    /// The SHA-256 of the bytes.
    package let sha256: Digest
    /// The issuer's name as RFC 2253 text.
    package let issuer: String
    /// The encoded issuer name.
    package let issuerDER: [UInt8]
    /// When it was issued, seconds since 1970 in UTC.
    package let thisUpdate: Int64
    /// When the next one is due; nil when it does not say.
    package let nextUpdate: Int64?
    /// The CRL number, lower-case hex like `Certificate.serial`; nil when absent.
    package let number: String?
    /// The dotted object identifier of the algorithm that it is signed with.
    package let signatureAlgorithm: String
    /// Whether the list limits its own scope or holds something critical not understood here.
    ///
    /// Such a list (a delta, one for some reasons or distribution points only, one with lines of
    /// other issuers) proves neither that a certificate is good nor that it is not.
    package let hasUnsupportedCriticalExtension: Bool
    /// Since when lines stay on the list although their certificates have expired, seconds since
    /// 1970 in UTC; nil when an authority may drop them.
    package let keepsExpiredSince: Int64?

    private let signed: Range<Int>
    private let signature: [UInt8]
    private let algorithm: PublicKeySignature.Algorithm?
    private let name: DistinguishedName
    private let lines: RevocationLines

    /// Decodes a list.
    ///
    /// Costs eight bytes a line beside the bytes themselves.
    ///
    /// - Parameter der: Exactly one list, with nothing after it.
    /// - Throws: For bytes that are not DER, times that RFC 5280 does not allow, or two lines
    ///   for one serial number.
    package init(der: [UInt8]) throws(CryptographyError) {
        let reading: RevocationListReading
        do throws(DERError) {
            reading = try RevocationListReading(der)
            lines = try RevocationLines(reading.lines, in: der)
        } catch {
            throw CryptographyError(function: "CertificateRevocationList", text: error.text)
        }
        self.der = der
        sha256 = SHA256.hash(der)
        name = try DistinguishedName(der: reading.issuer)
        issuer = try NameText.rfc2253(name.pointer)
        issuerDER = reading.issuer
        thisUpdate = reading.thisUpdate
        nextUpdate = reading.nextUpdate
        number = reading.number
        signatureAlgorithm = reading.algorithm.oid.dotted
        keepsExpiredSince = reading.keepsExpiredSince
        hasUnsupportedCriticalExtension = reading.isScoped || lines.hasUnknownCriticalExtension
        signed = reading.signed.indices
        signature = reading.signature
        algorithm = PublicKeySignature.Algorithm(withItsHash: reading.algorithm)
    }

    /// How many lines the list holds.
    package var count: Int { lines.count }

    /// Finds the line of a serial number.
    ///
    /// - Parameter serial: As `Certificate.serial` spells it.
    /// - Returns: nil when the list does not hold it.
    package func lookup(_ serial: String) -> RevokedCertificate? { lines.lookup(serial) }

    /// The lines in order of serial number, made afresh at each call.
    package var revoked: [RevokedCertificate] { lines.all }

    /// Whether an authority has the name of the list's issuer.
    package func names(_ authority: Certificate) -> Bool {
        name.isSame(as: authority.subjectName)
    }

    /// Whether a certificate's key issued the list.
    ///
    /// - Parameter authority: Its name must be the list's issuer and its key usage, if it has
    ///   one, must permit signing lists. Its own validity is not looked at.
    package func isSigned(by authority: Certificate) -> Bool {
        guard names(authority), authority.keyUsage?.contains(.cRLSign) ?? true, let algorithm
        else { return false }
        return PublicKeySignature.isValid(
            signature: signature, message: der[signed], spki: authority.spki,
            algorithm: algorithm)
    }

    /// Equal means the same bytes.
    package static func == (
        left: CertificateRevocationList, right: CertificateRevocationList
    ) -> Bool {
        left.der == right.der
    }

    /// Hashes the digest of the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(sha256) }
}
