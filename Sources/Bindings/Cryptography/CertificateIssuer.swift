import CCrypto

/// Makes certificates for a laboratory's own hierarchy, for samples and for tests.
///
/// Source: RFC 5280 §4. Reads no clock: times and serial numbers are the caller's.
package enum CertificateIssuer {
    /// Makes a root, or any certificate that vouches for itself.
    ///
    /// - Throws: For times outside years 1 to 9999, bad serials or a failure of the library.
    package static func selfSigned(
        _ profile: CertificateProfile, key: PrivateKey
    ) throws(CryptographyError) -> Certificate {
        try make(
            profile, spki: key.spki, issuerName: profile.subject, issuer: nil, key: key)
    }

    /// Makes a certificate for somebody else's public key.
    ///
    /// - Parameters:
    ///   - profile: What is to stand in it.
    ///   - spki: The public key, from a checked request, a key pair or `Ed25519.spki`.
    ///   - issuer: The issuing authority's certificate.
    ///   - key: The issuing authority's key.
    ///   - digest: The hash function of the issuer's signature, nil for the one that fits the key;
    ///     an old one makes certificates that verifiers have to refuse.
    /// - Throws: If the key is not the issuer's, or as `selfSigned` does.
    package static func issue(
        _ profile: CertificateProfile, spki: [UInt8], issuer: Certificate, key: PrivateKey,
        digest: HashAlgorithm? = nil
    ) throws(CryptographyError) -> Certificate {
        guard key.spki == issuer.spki else {
            throw CryptographyError(
                function: "CertificateIssuer", text: "the key is not the issuer's")
        }
        return try make(
            profile, spki: spki, issuerName: SubjectName(der: issuer.subjectDER), issuer: issuer,
            key: key, digest: digest)
    }

    private static func make(
        _ profile: CertificateProfile, spki: [UInt8], issuerName: SubjectName,
        issuer: Certificate?, key: PrivateKey, digest: HashAlgorithm? = nil
    ) throws(CryptographyError) -> Certificate {
        Library.prepare()
        let certificate = try require(X509_new(), "X509_new")
        defer { X509_free(certificate) }
        try require(X509_set_version(certificate, 2), "X509_set_version")
        try setSerial(profile.serial, of: certificate)
        try setValidity(profile, of: certificate)
        try profile.subject.withName { (name) throws(CryptographyError) in
            try require(X509_set_subject_name(certificate, name), "X509_set_subject_name")
        }
        try issuerName.withName { (name) throws(CryptographyError) in
            try require(X509_set_issuer_name(certificate, name), "X509_set_issuer_name")
        }
        let publicKey = try PublicKey(spki: spki)
        try require(X509_set_pubkey(certificate, publicKey.handle), "X509_set_pubkey")
        try addExtensions(
            profile.usage.extensions(for: KeyAlgorithm(spki: spki)), to: certificate,
            issuer: issuer?.handle.pointer ?? certificate)
        let method = (digest ?? key.digestAlgorithm).method
        try require(X509_sign(certificate, key.handle, method), "X509_sign")
        return try Certificate(der: encoded("i2d_X509") { i2d_X509(certificate, $0) })
    }

    private static func setSerial(
        _ serial: [UInt8], of certificate: OpaquePointer
    ) throws(CryptographyError) {
        guard (1...20).contains(serial.count), serial.contains(where: { $0 != 0 }) else {
            throw CryptographyError(function: "CertificateIssuer", text: "serial number")
        }
        let number = try asn1Integer(serial)
        defer { ASN1_INTEGER_free(number) }
        try require(X509_set_serialNumber(certificate, number), "X509_set_serialNumber")
    }

    private static func setValidity(
        _ profile: CertificateProfile, of certificate: OpaquePointer
    ) throws(CryptographyError) {
        let notBefore = try asn1Time(profile.notBefore)
        defer { ASN1_TIME_free(notBefore) }
        try require(X509_set1_notBefore(certificate, notBefore), "X509_set1_notBefore")
        let notAfter = try asn1Time(profile.notAfter)
        defer { ASN1_TIME_free(notAfter) }
        try require(X509_set1_notAfter(certificate, notAfter), "X509_set1_notAfter")
    }

    /// The order matters: key identifiers are made from what is there already.
    private static func addExtensions(
        _ extensions: CertificateExtensions, to certificate: OpaquePointer, issuer: OpaquePointer
    ) throws(CryptographyError) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        var values = [
            (NID_basic_constraints, extensions.basicConstraints),
            (NID_key_usage, extensions.keyUsage),
        ]
        if let purposes = extensions.extendedKeyUsage {
            values.append((NID_ext_key_usage, purposes))
        }
        values.append((NID_subject_key_identifier, "hash"))
        values.append((NID_authority_key_identifier, "keyid"))
        if extensions.isNeverChecked { values.append((NID_id_pkix_OCSP_noCheck, "ignored")) }
        for (kind, value) in values {
            let made = try require(
                X509V3_EXT_conf_nid(nil, &context, kind, value), "X509V3_EXT_conf_nid")
            defer { X509_EXTENSION_free(made) }
            try require(X509_add_ext(certificate, made, -1), "X509_add_ext")
        }
    }
}

/// Makes an INTEGER from big-endian bytes; the caller frees it.
func asn1Integer(
    _ magnitude: [UInt8]
) throws(CryptographyError) -> UnsafeMutablePointer<ASN1_INTEGER> {
    let number = try require(
        BN_bin2bn(magnitude, Int32(clamping: magnitude.count), nil), "BN_bin2bn")
    defer { BN_free(number) }
    return try require(BN_to_ASN1_INTEGER(number, nil), "BN_to_ASN1_INTEGER")
}

/// Makes a time from seconds since 1970; the caller frees it.
func asn1Time(_ seconds: Int64) throws(CryptographyError) -> UnsafeMutablePointer<ASN1_TIME> {
    guard DERTime.writable.contains(seconds) else {
        throw CryptographyError(function: "ASN1_TIME_set", text: "time out of range")
    }
    return try require(ASN1_TIME_set(nil, Int(seconds)), "ASN1_TIME_set")
}
