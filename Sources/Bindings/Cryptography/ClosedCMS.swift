import CCrypto

/// Signatures of people and seals: CMS in one closed form.
///
/// Made by libcrypto, read by the strict reader of this module and then built again from the
/// parts read: bytes that come out differently are refused, so nothing that is unsigned and
/// unchecked can hide in a signature.
///
/// Source: RFC 5652, RFC 5126 §5 (CAdES), closed as docs/formats/bundle.md §5 says.
package enum ClosedCMS {
    /// Signs content, which stays outside.
    ///
    /// - Parameters:
    ///   - content: The signed bytes.
    ///   - certificate: The signer's; its key is P-256 or P-384.
    ///   - key: The signer's key.
    ///   - intermediates: Authorities below the root; none for a person.
    ///   - signingTime: The claimed time, seconds since 1970 in UTC.
    /// - Returns: DER ContentInfo.
    /// - Throws: For other kinds of keys, a key that is not the certificate's, a root among the
    ///   intermediates, or a failure of the library.
    package static func sign(
        content: [UInt8], certificate: Certificate, key: PrivateKey,
        intermediates: [Certificate], signingTime: Int64
    ) throws(CryptographyError) -> [UInt8] {
        guard key.algorithm == .p256 || key.algorithm == .p384 else {
            throw failure("a signature needs a P-256 or P-384 key")
        }
        let der = try CMSSigner(
            certificate: certificate, key: key, others: intermediates, signingTime: signingTime
        ).sign(content, contentType: nil)
        // What leaves here must be what the reader accepts; a root, for one, would not be.
        guard case .closed = read(der) else { throw failure(notClosedReason(der)) }
        return der
    }

    /// Adds the time-stamp over the signature value; what is signed stays the same.
    ///
    /// - Parameters:
    ///   - token: DER ContentInfo of the time-stamp.
    ///   - cms: A closed signature without a time-stamp.
    /// - Throws: If `cms` is not closed or has one already, or the token is not one DER value.
    package static func addingTimeStamp(
        _ token: [UInt8], to cms: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard case .closed(let signature) = read(cms) else { throw failure(notClosedReason(cms)) }
        guard signature.timeStampToken == nil else { throw failure("there is a time-stamp") }
        let stamped = ClosedCMSSignature(
            signer: signature.signer, intermediates: signature.intermediates,
            signingTime: signature.signingTime, messageDigest: signature.messageDigest,
            digestAlgorithm: signature.digestAlgorithm,
            signatureValue: signature.signatureValue, timeStampToken: token
        ).encoding
        guard case .closed(let back) = read(stamped), back.timeStampToken == token else {
            throw failure("the time-stamp is not one DER value")
        }
        return stamped
    }

    private static func notClosedReason(_ der: [UInt8]) -> String {
        guard case .notClosed(let reason, _) = read(der) else { return "" }
        return reason
    }

    private static func failure(_ text: String) -> CryptographyError {
        CryptographyError(function: "ClosedCMS", text: text)
    }
}

/// Makes CMS SignedData with libcrypto.
struct CMSSigner {
    var certificate: Certificate
    var key: PrivateKey
    var others: [Certificate]
    var signingTime: Int64
    /// Whether the certificates go into the message.
    var includesCertificates = true

    /// Signs content.
    ///
    /// 1. an empty message; 2. the signer with the signing-certificate attribute; 3. the other
    /// certificates; 4. the time, without which libcrypto would read the clock; 5. the content.
    ///
    /// - Parameter contentType: nil for detached data, else the type of content kept inside.
    func sign(_ content: [UInt8], contentType: OID?) throws(CryptographyError) -> [UInt8] {
        guard key.spki == certificate.spki else {
            throw CryptographyError(
                function: "CMS_add1_signer", text: "the key is not the certificate's")
        }
        Library.prepare()
        var flags = UInt32(CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL)
        if contentType == nil { flags |= UInt32(CMS_DETACHED) }
        let message = try require(CMS_sign(nil, nil, nil, nil, flags), "CMS_sign")
        defer { CMS_ContentInfo_free(message) }
        if let contentType { try setType(contentType, of: message) }
        var signerFlags = flags | UInt32(CMS_CADES)
        if includesCertificates == false { signerFlags |= UInt32(CMS_NOCERTS) }
        let digest = key.digestAlgorithm == .sha384 ? EVP_sha384() : EVP_sha256()
        let signer = try require(
            CMS_add1_signer(
                message, certificate.handle.pointer, key.handle, digest, signerFlags),
            "CMS_add1_signer")
        for other in includesCertificates ? others : [] {
            try require(CMS_add1_cert(message, other.handle.pointer), "CMS_add1_cert")
        }
        let time = try asn1Time(signingTime)
        defer { ASN1_TIME_free(time) }
        try require(
            CMS_signed_add1_attr_by_NID(
                signer, NID_pkcs9_signingTime, time.pointee.type, time, -1),
            "CMS_signed_add1_attr_by_NID")
        let input = try MemoryStream(content)
        try require(CMS_final(message, input.handle, nil, flags), "CMS_final")
        return try encoded("i2d_CMS_ContentInfo") { i2d_CMS_ContentInfo(message, $0) }
    }

    private func setType(_ type: OID, of message: OpaquePointer) throws(CryptographyError) {
        let object = try require(OBJ_txt2obj(type.dotted, 1), "OBJ_txt2obj")
        defer { ASN1_OBJECT_free(object) }
        try require(CMS_set1_eContentType(message, object), "CMS_set1_eContentType")
        try require(CMS_set_detached(message, 0), "CMS_set_detached")
    }
}
