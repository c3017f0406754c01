import CCrypto

extension PrivateKey {
    /// Writes the key as DER EncryptedPrivateKeyInfo.
    ///
    /// Source: RFC 5958 §3; PBES2 of RFC 8018 with scrypt of RFC 7914 and AES-256-CBC.
    ///
    /// - Parameters:
    ///   - password: At least one byte, UTF-8 by convention.
    ///   - cost: The work of each guess.
    /// - Throws: For an empty password or a failure of the library.
    package func encryptedPKCS8(
        password: SecretBytes, cost: ScryptCost = .standard
    ) throws(CryptographyError) -> [UInt8] {
        Library.prepare()
        try PrivateKey.requirePassword(password)
        var salt = try SystemRandom.bytes(16)
        let info = try require(EVP_PKEY2PKCS8(handle), "EVP_PKEY2PKCS8")
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        let algorithm = try require(
            PKCS5_pbe2_set_scrypt(
                EVP_aes_256_cbc(), &salt, 16, nil, cost.blockCount, cost.blockSize,
                cost.repetitions), "PKCS5_pbe2_set_scrypt")
        let file = password.withUnsafePointer { start, count in
            start.withMemoryRebound(to: CChar.self, capacity: count) {
                PKCS8_set0_pbe($0, Int32(clamping: count), info, algorithm)
            }
        }
        guard let file else {
            let error = CryptographyError.drainingQueue(after: "PKCS8_set0_pbe")
            X509_ALGOR_free(algorithm)
            throw error
        }
        defer { X509_SIG_free(file) }
        return try encoded("i2d_X509_SIG") { i2d_X509_SIG(file, $0) }
    }

    /// Opens DER EncryptedPrivateKeyInfo.
    ///
    /// - Throws: `wrong password or damaged key file` for every wrong password: a wrong one
    ///   fails now in the padding, now in the key's encoding, and the difference helps nobody.
    package convenience init(
        encryptedPKCS8 file: [UInt8], password: SecretBytes
    ) throws(CryptographyError) {
        Library.prepare()
        try PrivateKey.requirePassword(password)
        let der =
            file.starts(with: "-----BEGIN ".utf8)
            ? try PEM.decode(file, label: "ENCRYPTED PRIVATE KEY") : file
        let sealed = try decoded(der, "d2i_X509_SIG", free: { X509_SIG_free($0) }) {
            d2i_X509_SIG(nil, $0, $1)
        }
        defer { X509_SIG_free(sealed) }
        let info = password.withUnsafePointer { start, count in
            start.withMemoryRebound(to: CChar.self, capacity: count) {
                PKCS8_decrypt(sealed, $0, Int32(clamping: count))
            }
        }
        let handle = info.flatMap { EVP_PKCS82PKEY($0) }
        PKCS8_PRIV_KEY_INFO_free(info)
        guard let handle else {
            ERR_clear_error()
            throw CryptographyError(
                function: "PKCS8_decrypt", text: "wrong password or damaged key file")
        }
        try self.init(owning: handle)
    }

    private static func requirePassword(_ password: SecretBytes) throws(CryptographyError) {
        guard password.count > 0 else {
            throw CryptographyError(function: "PrivateKey", text: "the password is empty")
        }
    }
}
