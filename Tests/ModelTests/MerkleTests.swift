import CanonicalJSON
import Cryptography
import RecordLog
import Testing
import TrailSealTestKit

@Suite struct MerkleTests {
    /// The definition of the RFC, word for word and slow.
    static func naiveRoot(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return SHA256.hash([]) }
        if leaves.count == 1 { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let left = naiveRoot(leaves.prefix(split))
        let right = naiveRoot(leaves.dropFirst(split))
        return SHA256.hash([1] + left.bytes + right.bytes)
    }

    static func leaves(_ count: Int) -> [Digest] { (0..<count).map { Digest.sample($0) } }

    @Test func emptyRootIsTheHashOfNothing() {
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(MerkleHash.emptyRoot.hex == hex)
        #expect(CompactRange().root.hex == hex)
        #expect(MerkleTree().root.hex == hex)
    }

    @Test func everyWayToARootGivesTheDefinition() throws {
        let leaves = Self.leaves(130)
        let tree = MerkleTree(leaves: leaves)
        var range = CompactRange()
        for size in 0...leaves.count {
            let expected = Self.naiveRoot(leaves.prefix(size))
            #expect(range.root == expected)
            #expect(tree.root(size: UInt64(size)) == expected)
            #expect(range.nodes.count == UInt64(size).nonzeroBitCount)
            #expect(CompactRange(size: UInt64(size), nodes: range.nodes) == range)
            if size < leaves.count { range.append(leaves[size]) }
        }
        #expect(tree.root(size: 131) == nil)
        #expect(CompactRange(size: 3, nodes: [leaves[0]]) == nil)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33])
    func inclusionProofsHoldAndNothingElseDoes(size: Int) throws {
        let leaves = Self.leaves(size)
        let root = Self.naiveRoot(leaves[...])
        func holds(_ index: Int, _ proof: [Digest], leaf: Digest? = nil, size other: Int? = nil)
            -> Bool
        {
            MerkleProofs.verifyInclusion(
                leaf: leaf ?? leaves[index], index: UInt64(index), size: UInt64(other ?? size),
                proof: proof, root: root)
        }
        for index in 0..<size {
            let proof = try #require(
                MerkleProofs.inclusion(index: UInt64(index), size: UInt64(size), leaves: leaves))
            #expect(holds(index, proof))
            #expect(!holds(index, proof, leaf: leaves[index].changed))
            #expect(!holds(index, proof + [root]))
            if !proof.isEmpty { #expect(!holds(index, Array(proof.dropLast()))) }
            for place in proof.indices {
                var other = proof
                other[place] = other[place].changed
                #expect(!holds(index, other))
            }
        }
        let end = UInt64(size)
        #expect(MerkleProofs.inclusion(index: end, size: end, leaves: leaves) == nil)
        #expect(MerkleProofs.inclusion(index: 0, size: end + 1, leaves: leaves) == nil)
        #expect(
            !MerkleProofs.verifyInclusion(
                leaf: root, index: .max, size: .max, proof: [], root: root))
    }

    @Test func consistencyProofsHoldForAllPairsAndNothingElseDoes() throws {
        let leaves = Self.leaves(34)
        for old in 1...34 {
            for new in old...34 {
                let oldRoot = Self.naiveRoot(leaves.prefix(old))
                let newRoot = Self.naiveRoot(leaves.prefix(new))
                let proof = try #require(
                    MerkleProofs.consistency(old: UInt64(old), new: UInt64(new), leaves: leaves))
                func holds(_ proof: [Digest], _ oldRoot: Digest, _ newRoot: Digest) -> Bool {
                    MerkleProofs.verifyConsistency(
                        oldSize: UInt64(old), newSize: UInt64(new), proof: proof,
                        oldRoot: oldRoot, newRoot: newRoot)
                }
                #expect(holds(proof, oldRoot, newRoot))
                #expect(!holds(proof, oldRoot.changed, newRoot))
                #expect(!holds(proof, oldRoot, newRoot.changed))
                #expect(!holds(proof + [oldRoot], oldRoot, newRoot))
                if !proof.isEmpty { #expect(!holds(Array(proof.dropFirst()), oldRoot, newRoot)) }
            }
        }
        #expect(MerkleProofs.consistency(old: 0, new: 3, leaves: leaves) == nil)
        #expect(MerkleProofs.consistency(old: 4, new: 3, leaves: leaves) == nil)
        #expect(MerkleProofs.consistency(old: 3, new: 35, leaves: leaves) == nil)
    }

    @Test func theEmptyTreeBeginsEveryTreeAndNeedsNoProof() {
        let root = Digest.sample(1)
        func holds(_ old: Digest, _ new: Digest, size: UInt64, proof: [Digest] = []) -> Bool {
            MerkleProofs.verifyConsistency(
                oldSize: 0, newSize: size, proof: proof, oldRoot: old, newRoot: new)
        }
        #expect(holds(MerkleHash.emptyRoot, root, size: 4))
        #expect(holds(MerkleHash.emptyRoot, MerkleHash.emptyRoot, size: 0))
        #expect(!holds(MerkleHash.emptyRoot, root, size: 0))
        #expect(!holds(root, root, size: 0))
        #expect(!holds(MerkleHash.emptyRoot, root, size: 4, proof: [root]))
    }

    @Test func rootsAndProofsAreThosePublished() throws {
        let vectors = try LogVectors.part("tree")
        let inputs = try #require(vectors["leafInputs"]?.arrayValue).compactMap(\.stringValue)
        let leaves = try vectors.digests("leaves")
        #expect(try inputs.map { MerkleHash.leaf(try #require(Hex.decode($0))) } == leaves)
        let tree = MerkleTree(leaves: leaves)
        let roots = try vectors.digests("roots")
        #expect((0...8).map { tree.root(size: UInt64($0)) } == roots)
        for item in try vectors.objects("inclusion") {
            let proof = tree.inclusionProof(
                index: try item.number("index"), size: try item.number("size"))
            #expect(try item.digests("proof") == proof)
        }
        for item in try vectors.objects("consistency") {
            let proof = tree.consistencyProof(
                old: try item.number("old"), new: try item.number("new"))
            #expect(try item.digests("proof") == proof)
        }
        for item in try vectors.objects("oldTreeInNew") {
            let parts = try #require(
                tree.partition(at: try item.number("old"), size: try item.number("new")))
            #expect(try item.digests("subtrees") == parts.subtrees)
            #expect(try item.digests("siblings") == parts.siblings)
        }
    }
}

/// The probes of transparency-dev/merkle; each says itself whether it has to be refused.
@Suite struct MerkleProbeTests {
    static let folder = SharedData.folder("merkle-rfc6962").map { "\($0)/testdata" }

    static func probes(_ kind: String) throws -> [(path: String, probe: JSONObject)] {
        var found: [(String, JSONObject)] = []
        var folders = ["\(try #require(folder))/\(kind)"]
        while let folder = folders.popLast() {
            for name in try namesInFolder(folder) {
                let path = "\(folder)/\(name)"
                guard name.hasSuffix(".json") else {
                    folders.append(path)
                    continue
                }
                let value = try JSONText.parse(try readFile(path), maximumBytes: 1 << 20)
                let object = Self.plain(value).objectValue
                found.append((path, try #require(object)))
            }
        }
        return found
    }

    /// The value in our own form; a number that isn't ours, such as 2^64−1, as its text.
    static func plain(_ value: JSONText.Value) -> JSONValue {
        switch value.content {
        case .object(let members):
            .object(JSONObject(members.map { ($0.key, plain($0.value)) }))
        case .array(let elements): .array(elements.map(plain))
        case .string(let text): .string(text)
        case .number(let text): .string(text)
        case .boolean(let flag): .boolean(flag)
        case .null: .array([])
        }
    }

    static func digest(_ value: JSONValue?) -> Digest? {
        value?.stringValue.flatMap(Base64.decode).flatMap { Digest($0) }
    }

    /// A root; for equal sizes, where a probe compares two texts that are no roots, their hash.
    static func root(_ name: String, _ probe: JSONObject) -> Digest? {
        guard let bytes = probe[name]?.stringValue.flatMap(Base64.decode), !bytes.isEmpty else {
            return nil
        }
        let areEqual = size(probe["size1"]) == size(probe["size2"])
        return Digest(bytes) ?? (areEqual ? SHA256.hash(bytes) : nil)
    }

    static func size(_ value: JSONValue?) -> UInt64? {
        value?.stringValue.flatMap { UInt64($0) }
    }

    static func proof(_ probe: JSONObject) -> [Digest]? {
        guard let elements = probe["proof"]?.arrayValue else { return nil }
        let digests = elements.compactMap(digest)
        return digests.count == elements.count ? digests : nil
    }

    @Test(.enabled(if: folder != nil, "shared/data/merkle-rfc6962 isn't there"))
    func inclusionProbesAreJudgedAsTheySay() throws {
        var good = 0
        let probes = try Self.probes("inclusion")
        for (path, probe) in probes {
            // A hash that isn't 32 bytes long doesn't even become a question.
            var answer = false
            if let leaf = Self.digest(probe["leafHash"]), let root = Self.digest(probe["root"]),
                let index = Self.size(probe["leafIdx"]), let size = Self.size(probe["treeSize"]),
                let proof = Self.proof(probe)
            {
                answer = MerkleProofs.verifyInclusion(
                    leaf: leaf, index: index, size: size, proof: proof, root: root)
            }
            #expect(answer == (probe["wantErr"]?.booleanValue == false), "\(path)")
            if answer { good += 1 }
        }
        #expect(probes.count == 98)
        #expect(good == 6)
    }

    @Test(.enabled(if: folder != nil, "shared/data/merkle-rfc6962 isn't there"))
    func consistencyProbesAreJudgedAsTheySay() throws {
        var good = 0
        let probes = try Self.probes("consistency")
        for (path, probe) in probes {
            var answer = false
            if let old = Self.root("root1", probe), let new = Self.root("root2", probe),
                let oldSize = Self.size(probe["size1"]), let newSize = Self.size(probe["size2"]),
                let proof = Self.proof(probe)
            {
                answer = MerkleProofs.verifyConsistency(
                    oldSize: oldSize, newSize: newSize, proof: proof, oldRoot: old, newRoot: new)
            }
            #expect(answer == (probe["wantErr"]?.booleanValue == false), "\(path)")
            if answer { good += 1 }
        }
        #expect(probes.count == 98)
        #expect(good == 6)
    }
}
