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
        for index in 0..<max(0, X509_CRL_get_ext_count(pointer)) {
            let found = X509_CRL_get_ext(pointer, index)
            let kind = OBJ_obj2nid(X509_EXTENSION_get_object(found))
            if scoping.contains(kind) { return true }
            let isKnown = kind == NID_crl_number || kind == NID_authority_key_identifier
            if X509_EXTENSION_get_critical(found) != 0 && isKnown == false { return true }
        }
        return false
    }

    func entries() throws(CryptographyError) -> (
        lines: [RevokedCertificate], haveCriticalExtension: Bool
    ) {
        let stack = X509_CRL_get_REVOKED(pointer)
        var lines: [RevokedCertificate] = []
        var critical = false
        for index in 0..<max(0, OPENSSL_sk_num(stack)) {
            guard let entry = OPENSSL_sk_value(stack, index).map({ OpaquePointer($0) }) else {
                continue
            }
            lines.append(try line(entry))
            critical = critical || CRLHandle.hasUnknownCriticalExtension(entry)
        }
        return (lines, critical)
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
