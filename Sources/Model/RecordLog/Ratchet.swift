package import Cryptography

/// The keys of a log, each made from the one before it and from none after it.
///
/// The forms over `SecretBytes` keep every key in locked memory; those over `Digest` are for a
/// verifier, to whom a key was disclosed.
///
/// Source: docs/formats/log.md §5.
package enum Ratchet {
    private static let ratchet = Array("trailseal/ratchet/1".utf8)
    private static let epoch = Array("trailseal/epoch/1".utf8)
    private static let first = Array("first".utf8)
    private static let next = Array("next".utf8)
    private static let commitmentLabel: [UInt8] = [0] + Array("trailseal/commit/1".utf8) + [0]

    /// The state S of the following epoch.
    package static func nextState(_ state: Digest) -> Digest {
        HMACSHA256.code(key: state, message: ratchet)
    }

    /// The key K of the epoch that a state belongs to.
    package static func epochKey(_ state: Digest) -> Digest {
        HMACSHA256.code(key: state, message: epoch)
    }

    /// The key of an epoch's first record.
    package static func firstRecordKey(_ epochKey: Digest) -> Digest {
        HMACSHA256.code(key: epochKey, message: first)
    }

    /// The key of the record after the one that had this key.
    package static func nextRecordKey(_ key: Digest) -> Digest {
        HMACSHA256.code(key: key, message: next)
    }

    /// The commitment c to an epoch's key, a leaf hash of the calendar.
    package static func commitment(epoch: UInt64, key: Digest) -> Digest {
        key.withSpan { commitment(epoch: epoch, key: $0) }
    }

    /// The state S of the following epoch, in locked memory.
    package static func nextState(_ state: SecretBytes) -> SecretBytes {
        HMACSHA256.derive(from: state, message: ratchet)
    }

    /// The key K of the epoch that a state belongs to, in locked memory.
    package static func epochKey(_ state: SecretBytes) -> SecretBytes {
        HMACSHA256.derive(from: state, message: epoch)
    }

    /// The key of an epoch's first record, in locked memory.
    package static func firstRecordKey(_ epochKey: SecretBytes) -> SecretBytes {
        HMACSHA256.derive(from: epochKey, message: first)
    }

    /// The key of the record after the one that had this key, in locked memory.
    package static func nextRecordKey(_ key: SecretBytes) -> SecretBytes {
        HMACSHA256.derive(from: key, message: next)
    }

    /// The commitment c to an epoch's key, a leaf hash of the calendar.
    package static func commitment(epoch: UInt64, key: SecretBytes) -> Digest {
        key.withBytes { commitment(epoch: epoch, key: $0) }
    }

    /// The commitment to a key of 32 bytes.
    package static func commitment(epoch: UInt64, key: Span<UInt8>) -> Digest {
        var number: [UInt8] = []
        BigEndian.append(epoch, to: &number)
        var stream = SHA256Stream()
        stream.update(commitmentLabel)
        stream.update(number)
        stream.update(key)
        return stream.finish()
    }

    /// The state of an epoch, reached from an earlier one.
    ///
    /// - Parameters:
    ///   - state: The state of epoch `from`.
    ///   - from: Its epoch.
    ///   - to: The epoch wanted.
    /// - Returns: Nil when `to` is before `from`: there is no way back.
    package static func state(
        _ state: SecretBytes, from: UInt64, to: UInt64
    ) -> SecretBytes? {
        guard from <= to else { return nil }
        var state = state
        for _ in from..<to { state = nextState(state) }
        return state
    }
}
