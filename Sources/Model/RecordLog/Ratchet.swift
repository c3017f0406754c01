package import Cryptography

/// The keys of a log, each made from the one before it and from none after it.
///
/// `SecretBytes` keep every key in locked memory; a verifier, to whom a key was disclosed, uses
/// `Digest`. A step gives the kind of key that it was given.
///
/// Source: docs/formats/log.md §5.
package enum Ratchet {
    private static let ratchet = Array("trailseal/ratchet/1".utf8)
    private static let epoch = Array("trailseal/epoch/1".utf8)
    private static let first = Array("first".utf8)
    private static let next = Array("next".utf8)
    private static let commitmentLabel: [UInt8] = [0] + Array("trailseal/commit/1".utf8) + [0]

    /// The state S of the following epoch.
    package static func nextState<Key: HMACKey>(_ state: Key) -> Key {
        state.derived(by: ratchet)
    }

    /// The key K of the epoch that a state belongs to.
    package static func epochKey<Key: HMACKey>(_ state: Key) -> Key {
        state.derived(by: epoch)
    }

    /// The key of an epoch's first record.
    package static func firstRecordKey<Key: HMACKey>(_ epochKey: Key) -> Key {
        epochKey.derived(by: first)
    }

    /// The key of the record after the one that had this key.
    package static func nextRecordKey<Key: HMACKey>(_ key: Key) -> Key {
        key.derived(by: next)
    }

    /// The commitment c to an epoch's key, a leaf hash of the calendar.
    package static func commitment(epoch: UInt64, key: some HMACKey) -> Digest {
        var number: [UInt8] = []
        BigEndian.append(epoch, to: &number)
        return key.withKeyBytes { key in
            var stream = SHA256Stream()
            stream.update(commitmentLabel)
            stream.update(number)
            stream.update(key)
            return stream.finish()
        }
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
