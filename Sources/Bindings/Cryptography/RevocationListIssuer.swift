import CCrypto

extension CertificateIssuer {
    /// Makes a revocation list, version 2, with the number and the authority's key identifier.
    ///
    /// - Parameters:
    ///   - issuer: The authority's certificate.
    ///   - key: The authority's key.
    ///   - thisUpdate: Seconds since 1970 in UTC.
    ///   - nextUpdate: Seconds since 1970 in UTC.
    ///   - number: The CRL number.
    ///   - revoked: The lines; sorted by serial number on the way out.
    ///   - keepsExpiredSince: States since when lines stay after the certificates' end; nil states
    ///     nothing.
    /// - Throws: If the key is not the issuer's, a serial number is no hex or the library fails.
    package static func issueCRL(
        issuer: Certificate, key: PrivateKey, thisUpdate: Int64, nextUpdate: Int64,
        number: UInt64, revoked: [RevokedCertificate], keepsExpiredSince: Int64? = nil
    ) throws(CryptographyError) -> CertificateRevocationList {
        guard key.spki == issuer.spki else {
            throw CryptographyError(
                function: "CertificateIssuer", text: "the key is not the issuer's")
        }
        Library.prepare()
        let list = try require(X509_CRL_new(), "X509_CRL_new")
        defer { X509_CRL_free(list) }
        try require(X509_CRL_set_version(list, 1), "X509_CRL_set_version")
        try require(
            X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.handle.pointer)),
            "X509_CRL_set_issuer_name")
        try setDates(of: list, thisUpdate, nextUpdate)
        try addNumberAndKeyIdentifier(to: list, number, issuer)
        if let keepsExpiredSince { try addExpiredDate(keepsExpiredSince, to: list) }
        for line in revoked { try add(line, to: list) }
        try require(X509_CRL_sort(list), "X509_CRL_sort")
        try require(X509_CRL_sign(list, key.handle, key.digestAlgorithm.method), "X509_CRL_sign")
        return try CertificateRevocationList(
            der: encoded("i2d_X509_CRL") { i2d_X509_CRL(list, $0) })
    }

    private static func setDates(
        of list: OpaquePointer, _ thisUpdate: Int64, _ nextUpdate: Int64
    ) throws(CryptographyError) {
        let this = try asn1Time(thisUpdate)
        defer { ASN1_TIME_free(this) }
        try require(X509_CRL_set1_lastUpdate(list, this), "X509_CRL_set1_lastUpdate")
        let next = try asn1Time(nextUpdate)
        defer { ASN1_TIME_free(next) }
        try require(X509_CRL_set1_nextUpdate(list, next), "X509_CRL_set1_nextUpdate")
    }

    private static func addNumberAndKeyIdentifier(
        to list: OpaquePointer, _ number: UInt64, _ issuer: Certificate
    ) throws(CryptographyError) {
        let value = try asn1Integer(withUnsafeBytes(of: number.bigEndian) { Array($0) })
        defer { ASN1_INTEGER_free(value) }
        try require(
            X509_CRL_add1_ext_i2d(list, NID_crl_number, value, 0, 0), "X509_CRL_add1_ext_i2d")
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer.handle.pointer, nil, nil, list, 0)
        let identifier = try require(
            X509V3_EXT_conf_nid(nil, &context, NID_authority_key_identifier, "keyid"),
            "X509V3_EXT_conf_nid")
        defer { X509_EXTENSION_free(identifier) }
        try require(X509_CRL_add_ext(list, identifier, -1), "X509_CRL_add_ext")
    }

    private static func addExpiredDate(
        _ seconds: Int64, to list: OpaquePointer
    ) throws(CryptographyError) {
        let kind = try require(OBJ_txt2obj(OID.expiredCertificatesOnList.dotted, 1), "OBJ_txt2obj")
        defer { ASN1_OBJECT_free(kind) }
        let content = try require(ASN1_OCTET_STRING_new(), "ASN1_OCTET_STRING_new")
        defer { ASN1_OCTET_STRING_free(content) }
        let time = DERTime.encodeGeneralized(seconds)
        try require(
            ASN1_OCTET_STRING_set(content, time, Int32(time.count)), "ASN1_OCTET_STRING_set")
        let made = try require(
            X509_EXTENSION_create_by_OBJ(nil, kind, 0, content), "X509_EXTENSION_create_by_OBJ")
        defer { X509_EXTENSION_free(made) }
        try require(X509_CRL_add_ext(list, made, -1), "X509_CRL_add_ext")
    }

    private static func add(
        _ line: RevokedCertificate, to list: OpaquePointer
    ) throws(CryptographyError) {
        guard let serial = Hex.decode(line.serial) else {
            throw CryptographyError(function: "CertificateIssuer", text: "serial number")
        }
        let entry = try require(X509_REVOKED_new(), "X509_REVOKED_new")
        var isOwned = true
        defer { if isOwned { X509_REVOKED_free(entry) } }
        let number = try asn1Integer(serial)
        defer { ASN1_INTEGER_free(number) }
        try require(X509_REVOKED_set_serialNumber(entry, number), "X509_REVOKED_set_serialNumber")
        let date = try asn1Time(line.date)
        defer { ASN1_TIME_free(date) }
        try require(
            X509_REVOKED_set_revocationDate(entry, date), "X509_REVOKED_set_revocationDate")
        try addExtensions(of: line, to: entry)
        try require(X509_CRL_add0_revoked(list, entry), "X509_CRL_add0_revoked")
        isOwned = false
    }

    private static func addExtensions(
        of line: RevokedCertificate, to entry: OpaquePointer
    ) throws(CryptographyError) {
        if let reason = line.reason {
            let value = try require(ASN1_ENUMERATED_new(), "ASN1_ENUMERATED_new")
            defer { ASN1_ENUMERATED_free(value) }
            try require(ASN1_ENUMERATED_set(value, reason.rawValue), "ASN1_ENUMERATED_set")
            try require(
                X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, value, 0, 0),
                "X509_REVOKED_add1_ext_i2d")
        }
        if let invalidityDate = line.invalidityDate {
            let value = try require(
                ASN1_GENERALIZEDTIME_set(nil, Int(invalidityDate)), "ASN1_GENERALIZEDTIME_set")
            defer { ASN1_GENERALIZEDTIME_free(value) }
            try require(
                X509_REVOKED_add1_ext_i2d(entry, NID_invalidity_date, value, 0, 0),
                "X509_REVOKED_add1_ext_i2d")
        }
    }
}
