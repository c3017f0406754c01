import CCrypto

/// Compares bytes in a time that depends on the lengths only.
///
/// - Returns: false for different lengths.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return CRYPTO_memcmp(left, right, left.count) == 0
}

/// Compares digests in a constant time.
package func constantTimeEquals(_ left: Digest, _ right: Digest) -> Bool {
    left.isConstantTimeEqual(to: right)
}
