import CCrypto

/// Why a certificate was revoked.
///
/// Source: RFC 5280 §5.3.1.
package enum RevocationReason: Int, Sendable, Hashable, CaseIterable {
    case unspecified = 0
    case keyCompromise = 1
    case cACompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    case certificateHold = 6
    case removeFromCRL = 8
    case privilegeWithdrawn = 9
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

    private let handle: CRLHandle

    /// Decodes a list.
    ///
    /// - Parameter der: Exactly one list, with nothing after it.
    /// - Throws: For bytes that are not DER, times that RFC 5280 does not allow, or two lines
    ///   for one serial number.
    package init(der: [UInt8]) throws(CryptographyError) {
        let handle = try CRLHandle(der: der)
        let list = handle.pointer
        self.handle = handle
        self.der = der
        sha256 = SHA256.hash(der)
        let name = X509_CRL_get_issuer(list)
        issuer = try NameText.rfc2253(name)
        issuerDER = try encoded("i2d_X509_NAME") { i2d_X509_NAME(name, $0) }
        let next = X509_CRL_get0_nextUpdate(list)
        guard let thisUpdate = asn1Seconds(X509_CRL_get0_lastUpdate(list)),
            next == nil || asn1Seconds(next) != nil
        else { throw CertificateRevocationList.unreadable("dates") }
        self.thisUpdate = thisUpdate
        nextUpdate = asn1Seconds(next)
        number = handle.number()
        signatureAlgorithm = handle.signatureAlgorithm
        keepsExpiredSince = try handle.keepsExpiredSince()
        let hasCriticalLine = try handle.check()
        hasUnsupportedCriticalExtension = handle.isScoped || hasCriticalLine
    }

    /// How many lines the list holds.
    package var count: Int { handle.count }

    /// Finds the line of a serial number.
    ///
    /// - Parameter serial: As `Certificate.serial` spells it.
    /// - Returns: nil when the list does not hold it.
    package func lookup(_ serial: String) -> RevokedCertificate? {
        do throws(CryptographyError) { return try handle.line(of: serial) } catch {
            // Every line was read once when the list was decoded.
            return nil
        }
    }

    /// The lines in order of serial number, made afresh at each call.
    package var revoked: [RevokedCertificate] {
        (0..<handle.count).compactMap { index in
            do throws(CryptographyError) { return try handle.line(at: index) } catch { return nil }
        }
    }

    /// Whether an authority has the name of the list's issuer.
    package func names(_ authority: Certificate) -> Bool {
        X509_NAME_cmp(
            X509_CRL_get_issuer(handle.pointer),
            X509_get_subject_name(authority.handle.pointer)) == 0
    }

    /// Whether a certificate's key issued the list.
    ///
    /// - Parameter authority: Its name must be the list's issuer and its key usage, if it has
    ///   one, must permit signing lists. Its own validity is not looked at.
    package func isSigned(by authority: Certificate) -> Bool {
        Library.prepare()
        defer { ERR_clear_error() }
        guard names(authority), authority.keyUsage?.contains(.cRLSign) ?? true,
            let key = X509_get0_pubkey(authority.handle.pointer)
        else { return false }
        return X509_CRL_verify(handle.pointer, key) == 1
    }

    /// Equal means the same bytes.
    package static func == (
        left: CertificateRevocationList, right: CertificateRevocationList
    ) -> Bool {
        left.der == right.der
    }

    /// Hashes the digest of the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(sha256) }

    static func unreadable(_ what: String) -> CryptographyError {
        CryptographyError(function: "CertificateRevocationList", text: "\(what) not readable")
    }
}
