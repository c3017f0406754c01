import CCrypto

/// The one-time set-up of libcrypto for this process.
enum Library {
    /// Touched before any entry that can read the configuration.
    ///
    /// Without it the first call reads `openssl.cnf`, and `OPENSSL_CONF` in the environment
    /// could change verdicts.
    static let ready: Bool =
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

    /// Makes sure of the set-up and forgets old entries of this thread's error queue.
    static func prepare() {
        _ = ready
        ERR_clear_error()
    }
}

/// Passes a pointer on, or throws what the library says about its absence.
func require<Pointer>(
    _ pointer: Pointer?, _ function: String
) throws(CryptographyError) -> Pointer {
    guard let pointer else { throw CryptographyError.drainingQueue(after: function) }
    return pointer
}

/// Throws unless a libcrypto call returned a positive number, its word for success.
func require(_ result: Int32, _ function: String) throws(CryptographyError) {
    guard result > 0 else { throw CryptographyError.drainingQueue(after: function) }
}
