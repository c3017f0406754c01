import Cryptography

/// What the custodian can compute and the host, once S_0 is forgotten, can only check.
///
/// Source: docs/formats/log.md §5.
enum CustodyConfirmation {
    /// What the custodian reads out of the opened file to prove that it can be opened.
    ///
    /// The host keeps only the digest of these bytes. The first 16 bytes of
    /// HMAC(S_0, "trailseal/confirmation/1" ‖ log_id).
    static func code(_ state: SecretBytes, log: Digest) -> [UInt8] {
        let message = Array("trailseal/confirmation/1".utf8) + log.bytes
        return Array(HMACSHA256.code(key: state, message: message).bytes.prefix(16))
    }
}
