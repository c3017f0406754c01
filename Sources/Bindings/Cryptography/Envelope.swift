import CCrypto

/// Encrypts a log's secrets to its custodian.
///
/// CMS EnvelopedData with AES-256-CBC. **Carries no integrity**: a changed envelope can open to
/// other bytes, so the caller compares what comes out with a commitment made beforehand.
///
/// Source: RFC 5652 §6, RFC 5753 (ECDH with the SHA-256 derivation), RFC 3560 (RSA-OAEP).
package enum Envelope {
    /// Encrypts to the key of a certificate: P-256, P-384, or RSA of 2048 bits and more.
    ///
    /// - Returns: DER ContentInfo.
    /// - Throws: For an empty plaintext, other keys, or a failure of the library.
    package static func seal(
        _ plaintext: SecretBytes, to certificate: Certificate
    ) throws(CryptographyError) -> [UInt8] {
        Library.prepare()
        guard certificate.keyAlgorithm.canSign, plaintext.count > 0 else {
            throw failure("nothing to encrypt, or no key that can receive it")
        }
        let flags = UInt32(CMS_BINARY | CMS_PARTIAL)
        let message = try require(
            CMS_encrypt(nil, nil, EVP_aes_256_cbc(), flags), "CMS_encrypt")
        defer { CMS_ContentInfo_free(message) }
        let recipient = try require(
            CMS_add1_recipient_cert(
                message, certificate.handle.pointer, UInt32(CMS_BINARY | CMS_KEY_PARAM)),
            "CMS_add1_recipient_cert")
        try configure(
            try require(CMS_RecipientInfo_get0_pkey_ctx(recipient), "recipient"),
            for: certificate.keyAlgorithm)
        try plaintext.withUnsafePointer { (start, count) throws(CryptographyError) in
            // The bytes are a mapping that stays where it is, so a stream may point at them.
            let input = try require(
                BIO_new_mem_buf(start, Int32(clamping: count)), "BIO_new_mem_buf")
            defer { BIO_free(input) }
            try require(CMS_final(message, input, nil, flags), "CMS_final")
        }
        return try encoded("i2d_CMS_ContentInfo") { i2d_CMS_ContentInfo(message, $0) }
    }

    /// Decrypts with the recipient's key.
    ///
    /// - Parameters:
    ///   - der: DER ContentInfo of EnvelopedData; no other type and no other cipher is touched.
    ///   - key: The recipient's key.
    ///   - certificate: The recipient's certificate: without it libcrypto tries every entry and
    ///     may answer with garbage.
    /// - Returns: The plaintext, whose truth the caller still has to check.
    /// - Throws: If the envelope is not for that certificate or is damaged where that shows.
    package static func open(
        _ der: [UInt8], key: PrivateKey, certificate: Certificate
    ) throws(CryptographyError) -> SecretBytes {
        Library.prepare()
        do throws(DERError) { try checkCipher(of: der) } catch { throw failure(error.text) }
        let message: OpaquePointer = try decoded(
            der, "d2i_CMS_ContentInfo", free: { CMS_ContentInfo_free($0) },
            { d2i_CMS_ContentInfo(nil, $0, $1) })
        defer { CMS_ContentInfo_free(message) }
        let output = try MemoryStream()
        guard
            CMS_decrypt(
                message, key.handle, certificate.handle.pointer, nil, output.handle,
                UInt32(CMS_BINARY)) == 1
        else {
            ERR_clear_error()
            throw failure("the envelope does not open with this key")
        }
        return output.withContents { plain in
            SecretBytes(count: plain.count) { (target: inout MutableSpan<UInt8>) in
                for index in plain.indices { target[index] = plain[index] }
            }
        }
    }

    private static func configure(
        _ context: OpaquePointer, for algorithm: KeyAlgorithm
    ) throws(CryptographyError) {
        guard case .rsa = algorithm else {
            // The default derivation uses SHA-1.
            try require(EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()), "set derivation")
            return
        }
        try require(
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), "set padding")
        try require(EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()), "set hash")
        try require(EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()), "set mask hash")
    }

    /// Requires EnvelopedData with AES-256-CBC before libcrypto decrypts anything.
    private static func checkCipher(of der: [UInt8]) throws(DERError) {
        var info = try DERReader.single(der[...], DERTag.sequence, "envelope").reader
        guard try info.nextOID("message type") == .envelopedData else {
            throw DERError("message is not enveloped data")
        }
        let wrapper = try info.next(DERTag.contextConstructed(0), "enveloped data")
        try info.finish("envelope")
        var reader = try DERReader.single(
            wrapper.content, DERTag.sequence, "enveloped data"
        ).reader
        _ = try reader.nextSmallInteger("version")
        _ = try reader.nextIf(DERTag.contextConstructed(0))
        _ = try reader.next(DERTag.set, "recipients")
        var content = try reader.next(DERTag.sequence, "encrypted content").reader
        guard try content.nextOID("content type") == .data,
            try content.nextAlgorithm("cipher").oid == .aes256CBC
        else { throw DERError("cipher is not AES-256-CBC") }
    }

    private static func failure(_ text: String) -> CryptographyError {
        CryptographyError(function: "Envelope", text: text)
    }
}
