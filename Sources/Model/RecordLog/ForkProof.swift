import CanonicalJSON
package import Cryptography
import Records

/// Two checkpoints of one log that can't both be true, with what shows it.
///
/// For equal sizes the two roots show it. For sizes m < n the proof carries the roots of the full
/// subtrees over the first m leaves of the larger tree and the siblings that lead from them to its
/// root: they give the larger root, and a root over m leaves other than the smaller note's.
///
/// Source: docs/formats/log.md §9.
package struct ForkProof: Hashable, Sendable {
    /// The most bytes of a proof.
    package static let maximumByteCount = 1 << 16

    /// The log's raw Ed25519 public key, 32 bytes; who uses the proof has to know it as the log's.
    package let logKey: [UInt8]
    /// The checkpoint of the smaller size.
    package let smaller: Checkpoint
    /// The checkpoint of the larger size, or of the same.
    package let larger: Checkpoint
    /// Roots of full subtrees, the leftmost first; empty for equal sizes.
    package let subtrees: [Digest]
    /// Siblings, the lowest first; empty for equal sizes.
    package let siblings: [Digest]

    /// Makes a proof of its parts.
    package init(
        logKey: [UInt8], smaller: Checkpoint, larger: Checkpoint, subtrees: [Digest],
        siblings: [Digest]
    ) {
        self.logKey = logKey
        self.smaller = smaller
        self.larger = larger
        self.subtrees = subtrees
        self.siblings = siblings
    }

    /// Makes a proof from two checkpoints and the leaves under the larger one.
    ///
    /// - Parameters:
    ///   - logKey: The key of the log.
    ///   - first: A checkpoint.
    ///   - second: Another one of the same log.
    ///   - tree: Leaves at least as many as the larger size; not looked at for equal sizes.
    /// - Returns: Nil when they don't lead to a proof, for instance because there is no fork.
    package init?(
        logKey: [UInt8], _ first: Checkpoint, _ second: Checkpoint, tree: MerkleTree
    ) {
        let (smaller, larger) = first.size <= second.size ? (first, second) : (second, first)
        var subtrees: [Digest] = []
        var siblings: [Digest] = []
        if smaller.size < larger.size {
            guard let parts = tree.partition(at: smaller.size, size: larger.size) else {
                return nil
            }
            (subtrees, siblings) = parts
        }
        self.init(
            logKey: logKey, smaller: smaller, larger: larger, subtrees: subtrees,
            siblings: siblings)
        guard isProof else { return nil }
    }

    /// Whether both notes bear the signature of `logKey` and contradict each other.
    package var isProof: Bool {
        smaller.hasValidSignature(publicKey: logKey)
            && larger.hasValidSignature(publicKey: logKey) && isContradiction
    }

    private var isContradiction: Bool {
        guard smaller.logID == larger.logID else { return false }
        if smaller.size == larger.size {
            return subtrees.isEmpty && siblings.isEmpty && smaller.root != larger.root
        }
        guard
            let roots = Self.roots(
                subtrees: subtrees, siblings: siblings, at: smaller.size, size: larger.size)
        else { return false }
        return roots.whole == larger.root && roots.beginning != smaller.root
    }

    /// The roots over the first leaves and over all, put together from the parts.
    ///
    /// - Returns: Nil unless 0 < at < size and every part is used.
    static func roots(
        subtrees: [Digest], siblings: [Digest], at: UInt64, size: UInt64
    ) -> (beginning: Digest, whole: Digest)? {
        guard at > 0, at < size, let range = CompactRange(size: at, nodes: subtrees),
            var node = subtrees.last
        else { return nil }
        var left = subtrees.dropLast()
        var right = siblings[...]
        var level = UInt64(at.trailingZeroBitCount)
        var index = (at >> level) - 1
        // Up to the one node that covers all leaves.
        while index > 0 || (size - 1) >> level > 0 {
            if index & 1 == 1 {
                guard let sibling = left.popLast() else { return nil }
                node = MerkleHash.node(sibling, node)
            } else if index < (size - 1) >> level {
                guard let sibling = right.popFirst() else { return nil }
                node = MerkleHash.node(node, sibling)
            }
            index >>= 1
            level += 1
        }
        return left.isEmpty && right.isEmpty ? (range.root, node) : nil
    }
}

extension MerkleTree {
    /// The full subtrees over the first leaves, and the siblings from them to the root.
    ///
    /// - Returns: Nil unless 0 < at < size ≤ this tree's size.
    package func partition(
        at: UInt64, size: UInt64
    ) -> (subtrees: [Digest], siblings: [Digest])? {
        guard at > 0, at < size, size <= self.size else { return nil }
        let (at, size) = (Int(at), Int(size))
        var subtrees: [Digest] = []
        var low = 0
        for level in stride(from: Int.bitWidth - 2, through: 0, by: -1) where at & 1 << level != 0 {
            subtrees.append(subtree(low, low + 1 << level))
            low += 1 << level
        }
        var siblings: [Digest] = []
        var level = at.trailingZeroBitCount
        var index = (at >> level) - 1
        while index > 0 || (size - 1) >> level > 0 {
            if index & 1 == 0 && index < (size - 1) >> level {
                let start = (index + 1) << level
                siblings.append(subtree(start, min(start + 1 << level, size)))
            }
            index >>= 1
            level += 1
        }
        return (subtrees, siblings)
    }
}

extension ForkProof {
    /// The canonical bytes of the proof.
    package var encoded: [UInt8] {
        CanonicalJSON.encode(
            .object(
                JSONObject([
                    ("v", 1), ("logKey", .hex(logKey)), ("smaller", .base64(smaller.note)),
                    ("larger", .base64(larger.note)),
                    ("subtrees", .array(subtrees.map { .string($0.hex) })),
                    ("siblings", .array(siblings.map { .string($0.hex) })),
                ])))
    }

    /// Reads a proof; nil unless writing it again gives the same bytes.
    ///
    /// That it proves something is told by `isProof`.
    package init?(encoded bytes: [UInt8]) {
        guard bytes.count <= Self.maximumByteCount,
            case .success(let value) = Result(catching: { try CanonicalJSON.parse(bytes) }),
            let object = value.objectValue,
            case .success(let proof) = Self.read(object), proof.encoded == bytes
        else { return nil }
        self = proof
    }

    private static func read(_ object: JSONObject) -> Result<ForkProof, SchemaError> {
        do throws(SchemaError) {
            var reader = FieldReader(object)
            _ = try reader.integer("v", in: 1...1)
            let proof = ForkProof(
                logKey: try reader.hexBytes("logKey", count: 32),
                smaller: try checkpoint("smaller", &reader),
                larger: try checkpoint("larger", &reader),
                subtrees: try digests("subtrees", &reader),
                siblings: try digests("siblings", &reader))
            return .success(proof)
        } catch {
            return .failure(error)
        }
    }

    private static func checkpoint(
        _ key: String, _ reader: inout FieldReader
    ) throws(SchemaError) -> Checkpoint {
        switch Checkpoint.read(try reader.base64(key)) {
        case .success(let checkpoint): return checkpoint
        case .failure(let problem):
            throw reader.error(key, .badFormat, "not a checkpoint: \(problem.rawValue)")
        }
    }

    private static func digests(
        _ key: String, _ reader: inout FieldReader
    ) throws(SchemaError) -> [Digest] {
        // Unlike in a record, an empty list is written here.
        guard let elements = reader.optionalValue(key)?.arrayValue, elements.count <= 64 else {
            throw reader.error(key, .badFormat, "a list of at most 64 digests is expected")
        }
        var digests: [Digest] = []
        for element in elements {
            guard let digest = element.stringValue.flatMap({ Digest(hex: $0) }) else {
                throw reader.error(key, .badFormat, "64 lower-case hex digits are expected")
            }
            digests.append(digest)
        }
        return digests
    }
}
