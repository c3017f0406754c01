import CanonicalJSON
import Cryptography
import RecordLog
import Testing

@Suite struct ForkProofTests {
    static let seed = NoteTests.logSeed

    static func checkpoint(_ size: Int, _ root: Digest) throws -> Checkpoint {
        try Checkpoint.sign(
            logID: .sample(1), size: UInt64(size), root: root, logKeySeed: seed)
    }

    static func proof(
        _ first: Checkpoint, _ second: Checkpoint, _ tree: MerkleTree
    ) throws -> ForkProof? {
        ForkProof(logKey: try Ed25519.publicKey(seed: seed), first, second, tree: tree)
    }

    @Test func publishedProofIsReadAndHolds() throws {
        let vectors = try LogVectors.part("fork")
        let bytes = Array(try vectors.text("proof").utf8)
        let proof = try #require(ForkProof(encoded: bytes))
        #expect(proof.isProof)
        #expect(proof.encoded == bytes)
        #expect(proof.subtrees == (try vectors.digests("subtrees")))
        #expect(proof.siblings == (try vectors.digests("siblings")))
        #expect(proof.smaller.note == Array(try vectors.text("smallerNote").utf8))
        #expect(proof.larger.note == Array(try vectors.text("largerNote").utf8))
    }

    @Test func forkOfAnyTwoSizesIsProved() throws {
        let leaves = MerkleTests.leaves(17)
        let tree = MerkleTree(leaves: leaves)
        for m in 1...16 {
            let other = MerkleTests.naiveRoot([leaves[0].changed] + leaves[1..<m])
            let smaller = try Self.checkpoint(m, other)
            for n in (m + 1)...17 {
                let root = MerkleTests.naiveRoot(leaves.prefix(n))
                let larger = try Self.checkpoint(n, root)
                let proof = try #require(try Self.proof(larger, smaller, tree))
                #expect(proof.smaller == smaller)
                #expect(ForkProof(encoded: proof.encoded) == proof)
                // Both trees being one, there is nothing to prove.
                let own = try Self.checkpoint(m, MerkleTests.naiveRoot(leaves.prefix(m)))
                #expect(try Self.proof(own, larger, tree) == nil)
            }
        }
    }

    @Test func equalSizesNeedNoTree() throws {
        let first = try Self.checkpoint(3, .sample(1))
        let second = try Self.checkpoint(3, .sample(2))
        let proof = try #require(try Self.proof(first, second, MerkleTree()))
        #expect(proof.isProof)
        #expect(ForkProof(encoded: proof.encoded) == proof)
        #expect(try Self.proof(first, first, MerkleTree()) == nil)
    }

    @Test func partsThatDoNotFitProveNothing() throws {
        let leaves = MerkleTests.leaves(7)
        let tree = MerkleTree(leaves: leaves)
        let key = try Ed25519.publicKey(seed: Self.seed)
        let smaller = try Self.checkpoint(5, .sample(99))
        let larger = try Self.checkpoint(7, tree.root)
        let good = try #require(try Self.proof(smaller, larger, tree))
        func isProof(
            key: [UInt8]? = nil, smaller: Checkpoint? = nil, larger: Checkpoint? = nil,
            _ subtrees: [Digest]? = nil, _ siblings: [Digest]? = nil
        ) throws -> Bool {
            ForkProof(
                logKey: try key ?? Ed25519.publicKey(seed: Self.seed),
                smaller: smaller ?? good.smaller, larger: larger ?? good.larger,
                subtrees: subtrees ?? good.subtrees, siblings: siblings ?? good.siblings
            ).isProof
        }
        #expect(try isProof())
        #expect(try !isProof(good.subtrees + [.sample(1)]))
        #expect(try !isProof(Array(good.subtrees.dropLast())))
        #expect(try !isProof([]))
        #expect(try !isProof(nil, good.siblings + [.sample(1)]))
        #expect(try !isProof(nil, Array(good.siblings.dropLast())))
        #expect(try !isProof(good.subtrees.map(\.changed)))
        #expect(try !isProof(key: Ed25519.publicKey(seed: NoteTests.witnessSeed)))
        #expect(try !isProof(smaller: good.larger, larger: good.smaller))
        #expect(try !isProof(smaller: Self.checkpoint(0, .sample(1))))
        let elsewhere = try Checkpoint.sign(
            logID: .sample(2), size: 5, root: .sample(99), logKeySeed: Self.seed)
        #expect(try !isProof(smaller: elsewhere))
        #expect(key == good.logKey)
    }

    @Test func otherSpellingsAreRefused() throws {
        let proof = try #require(
            try Self.proof(
                Self.checkpoint(3, .sample(1)), Self.checkpoint(3, .sample(2)), MerkleTree()))
        let text = String(decoding: proof.encoded, as: UTF8.self)
        let refused = [
            "", "{}", text + "\n", " " + text, text.replacing("\"v\":1", with: "\"v\":2"),
            text.replacing("\"siblings\":[],", with: ""),
            text.replacing("\"siblings\":[]", with: "\"siblings\":[\"00\"]"),
            text.replacing("\"v\":1", with: "\"v\":1,\"x\":1"),
        ]
        for other in refused { #expect(ForkProof(encoded: Array(other.utf8)) == nil, "\(other)") }
    }
}
