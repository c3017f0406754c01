import CCrypto

/// A PKCS #10 request whose own signature was checked.
///
/// Extensions that the applicant asks for are not read: the issuer's profile decides.
///
/// Source: RFC 2986.
package struct CertificateRequest: Sendable, Hashable {
    /// The exact bytes.
    package let der: [UInt8]
    /// The applicant's name, for the profile of the certificate.
    package let subjectName: SubjectName
    /// The applicant's name as RFC 2253 text.
    package let subject: String
    /// The public key, DER SubjectPublicKeyInfo.
    package let spki: [UInt8]

    /// The SHA-256 of the public key.
    package var spkiSha256: Digest { SHA256.hash(spki) }

    /// Decodes a request and requires that its maker holds the private key.
    ///
    /// - Throws: For anything after its end, or a signature that is not by its own key.
    package init(der: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        let request: OpaquePointer = try decoded(
            der, "d2i_X509_REQ", free: { X509_REQ_free($0) }, { d2i_X509_REQ(nil, $0, $1) })
        defer { X509_REQ_free(request) }
        guard X509_REQ_verify(request, X509_REQ_get0_pubkey(request)) == 1 else {
            ERR_clear_error()
            throw CryptographyError(
                function: "X509_REQ_verify", text: "the request is not signed by its own key")
        }
        let name = X509_REQ_get_subject_name(request)
        let key = X509_REQ_get_X509_PUBKEY(request)
        self.der = der
        subjectName = SubjectName(der: try encoded("i2d_X509_NAME") { i2d_X509_NAME(name, $0) })
        subject = try NameText.rfc2253(name)
        spki = try encoded("i2d_X509_PUBKEY") { i2d_X509_PUBKEY(key, $0) }
    }

    /// Takes the PEM form too.
    package init(file: [UInt8]) throws(CryptographyError) {
        try self.init(
            der: file.starts(with: "-----BEGIN ".utf8)
                ? try PEM.decode(file, label: "CERTIFICATE REQUEST") : file)
    }
}

extension CertificateIssuer {
    /// Asks for a certificate: name and public key, signed by the key.
    ///
    /// - Returns: DER PKCS #10 without attributes.
    package static func makeRequest(
        subject: SubjectName, key: PrivateKey
    ) throws(CryptographyError) -> [UInt8] {
        try makeRequest(subject, key.handle, key.digestAlgorithm.method)
    }

    /// Asks for a certificate of an Ed25519 key, such as a log's.
    package static func makeRequest(
        subject: SubjectName, seed: SecretBytes
    ) throws(CryptographyError) -> [UInt8] {
        let key = try Ed25519.privateKey(seed)
        defer { EVP_PKEY_free(key) }
        return try makeRequest(subject, key, nil)
    }

    /// Decodes a request and requires that its maker holds the private key.
    package static func readRequest(
        _ der: [UInt8]
    ) throws(CryptographyError) -> CertificateRequest {
        try CertificateRequest(der: der)
    }

    private static func makeRequest(
        _ subject: SubjectName, _ key: OpaquePointer, _ digest: OpaquePointer?
    ) throws(CryptographyError) -> [UInt8] {
        Library.prepare()
        let request = try require(X509_REQ_new(), "X509_REQ_new")
        defer { X509_REQ_free(request) }
        try require(X509_REQ_set_version(request, 0), "X509_REQ_set_version")
        try subject.withName { (name) throws(CryptographyError) in
            try require(X509_REQ_set_subject_name(request, name), "X509_REQ_set_subject_name")
        }
        try require(X509_REQ_set_pubkey(request, key), "X509_REQ_set_pubkey")
        try require(X509_REQ_sign(request, key, digest), "X509_REQ_sign")
        return try encoded("i2d_X509_REQ") { i2d_X509_REQ(request, $0) }
    }
}
