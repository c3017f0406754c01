package import Cryptography

/// The hashes that Merkle trees are made of.
///
/// Source: RFC 6962 §2.1.
package enum MerkleHash {
    /// The root of the tree without leaves.
    package static let emptyRoot = SHA256.hash([])

    /// The leaf hash of data.
    package static func leaf(_ data: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        stream.update([0])
        stream.update(data)
        return stream.finish()
    }

    /// The hash of a node with two children.
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.hash(1, left, right)
    }
}
