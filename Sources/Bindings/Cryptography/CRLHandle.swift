import CCrypto

/// The decoded form of a revocation list that libcrypto works with.
///
/// Owns one `X509_CRL`; `deinit` frees it.
final class CRLHandle: Sendable {
    // Never changed after the initialiser.
    nonisolated(unsafe) let pointer: OpaquePointer

    init(der: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        let pointer: OpaquePointer = try decoded(
            der, "d2i_X509_CRL", free: { X509_CRL_free($0) }, { d2i_X509_CRL(nil, $0, $1) })
        self.pointer = pointer
        guard try encoded("i2d_X509_CRL", { i2d_X509_CRL(pointer, $0) }) == der else {
            throw CryptographyError(function: "d2i_X509_CRL", text: "not DER")
        }
    }

    deinit { X509_CRL_free(pointer) }

    var signatureAlgorithm: String {
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_CRL_get0_signature(pointer, nil, &algorithm)
        return algorithm.map { objectText($0.pointee.algorithm) } ?? ""
    }

    func number() -> String? {
        guard
            let number = X509_CRL_get_ext_d2i(pointer, NID_crl_number, nil, nil)?
                .assumingMemoryBound(to: ASN1_INTEGER.self)
        else { return nil }
        defer { ASN1_INTEGER_free(number) }
        return SerialNumber.hex(number)
    }

    /// Whether the list is a delta, names a distribution point, or holds an unknown critical
    /// extension.
    var isScoped: Bool {
        let scoping = [NID_issuing_distribution_point, NID_delta_crl]
        return extensions.contains { found in
            let kind = OBJ_obj2nid(X509_EXTENSION_get_object(found))
            if scoping.contains(kind) { return true }
            let isKnown =
                kind == NID_crl_number || kind == NID_authority_key_identifier
                || objectText(X509_EXTENSION_get_object(found)) == CRLHandle.expiredOnList
            return X509_EXTENSION_get_critical(found) != 0 && isKnown == false
        }
    }

    /// Since when lines stay on the list although their certificates have expired; nil when they
    /// may be dropped.
    ///
    /// Source: ITU-T X.509 §9.5.2.7 (expiredCertsOnCRL).
    func keepsExpiredSince() throws(CryptographyError) -> Int64? {
        let found = extensions.first {
            objectText(X509_EXTENSION_get_object($0)) == CRLHandle.expiredOnList
        }
        guard let found else { return nil }
        let content = bytes(of: X509_EXTENSION_get_data(found))
        do throws(DERError) {
            let value = try DERReader.single(
                content[...], DERTag.generalizedTime, "expired certificates on list")
            if let moment = DERTime.moment(value.content) { return moment.seconds }
        } catch {
            throw CertificateRevocationList.unreadable(error.text)
        }
        throw CertificateRevocationList.unreadable("date of expired certificates")
    }

    static let expiredOnList = "2.5.29.60"

    private var extensions: [OpaquePointer] {
        (0..<max(0, X509_CRL_get_ext_count(pointer))).compactMap {
            X509_CRL_get_ext(pointer, $0)
        }
    }

    // MARK: Lines

    /// The number of lines.
    var count: Int { Int(max(0, OPENSSL_sk_num(X509_CRL_get_REVOKED(pointer)))) }

    /// A line by its place, in order of serial number once `check` has run.
    func line(at index: Int) throws(CryptographyError) -> RevokedCertificate {
        let entry = OPENSSL_sk_value(X509_CRL_get_REVOKED(pointer), Int32(clamping: index))
        guard let entry else { throw CertificateRevocationList.unreadable("line") }
        return try line(OpaquePointer(entry))
    }

    /// Reads every line once, keeping none: the largest public lists have more than a million.
    ///
    /// - Returns: Whether a line holds a critical extension that is not known here.
    /// - Throws: For a line that can't be read, and for two of one serial number.
    func check() throws(CryptographyError) -> Bool {
        // The first look-up sorts the lines, so that equal numbers stand together.
        _ = try line(of: "00")
        var critical = false
        var previous: String?
        for index in 0..<count {
            let entry = OPENSSL_sk_value(X509_CRL_get_REVOKED(pointer), Int32(clamping: index))
            guard let entry = entry.map({ OpaquePointer($0) }) else {
                throw CertificateRevocationList.unreadable("line")
            }
            let serial = try line(entry).serial
            guard serial != previous else {
                throw CertificateRevocationList.unreadable("serial number \(serial) twice")
            }
            previous = serial
            critical = critical || CRLHandle.hasUnknownCriticalExtension(entry)
        }
        return critical
    }

    /// The line of a serial number as `Certificate.serial` spells it; nil when there is none.
    func line(of serial: String) throws(CryptographyError) -> RevokedCertificate? {
        let isNegative = serial.hasPrefix("-")
        guard let magnitude = Hex.decode(String(serial.drop { $0 == "-" })) else { return nil }
        let number = try asn1Integer(magnitude)
        defer { ASN1_INTEGER_free(number) }
        if isNegative { number.pointee.type = V_ASN1_NEG_INTEGER }
        var entry: OpaquePointer?
        guard X509_CRL_get0_by_serial(pointer, &entry, number) > 0, let entry else { return nil }
        return try line(entry)
    }

    private func line(_ entry: OpaquePointer) throws(CryptographyError) -> RevokedCertificate {
        guard let date = asn1Seconds(X509_REVOKED_get0_revocationDate(entry)) else {
            throw CertificateRevocationList.unreadable("revocation date")
        }
        return RevokedCertificate(
            serial: SerialNumber.hex(X509_REVOKED_get0_serialNumber(entry)), date: date,
            reason: try reason(entry), invalidityDate: try invalidityDate(entry))
    }

    private func reason(_ entry: OpaquePointer) throws(CryptographyError) -> RevocationReason? {
        var critical: Int32 = -1
        guard
            let value = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, &critical, nil)?
                .assumingMemoryBound(to: ASN1_ENUMERATED.self)
        else {
            // -1 is absent; anything else is there and broken.
            guard critical == -1 else { throw CertificateRevocationList.unreadable("reason") }
            return nil
        }
        defer { ASN1_ENUMERATED_free(value) }
        guard let reason = RevocationReason(rawValue: ASN1_ENUMERATED_get(value)) else {
            throw CertificateRevocationList.unreadable("reason")
        }
        return reason
    }

    private func invalidityDate(_ entry: OpaquePointer) throws(CryptographyError) -> Int64? {
        var critical: Int32 = -1
        guard
            let value = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, &critical, nil)?
                .assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self)
        else {
            guard critical == -1 else {
                throw CertificateRevocationList.unreadable("invalidity date")
            }
            return nil
        }
        defer { ASN1_GENERALIZEDTIME_free(value) }
        guard let seconds = asn1Seconds(value) else {
            throw CertificateRevocationList.unreadable("invalidity date")
        }
        return seconds
    }

    private static func hasUnknownCriticalExtension(_ entry: OpaquePointer) -> Bool {
        for index in 0..<max(0, X509_REVOKED_get_ext_count(entry)) {
            let found = X509_REVOKED_get_ext(entry, index)
            let kind = OBJ_obj2nid(X509_EXTENSION_get_object(found))
            let isKnown = kind == NID_crl_reason || kind == NID_invalidity_date
            if X509_EXTENSION_get_critical(found) != 0 && isKnown == false { return true }
        }
        return false
    }
}
