import Cryptography
import RecordLog
import Testing

/// The model against the numbers that an independent program computed from the documents.
@Suite struct FormatVectorTests {
    // MARK: Tree

    @Test func rootsOfEverySizeAgree() throws {
        let tree = try FormatVectors.part("tree")
        let leaves = try tree.texts("leafInputs").map {
            MerkleHash.leaf(try #require(Hex.decode($0)))
        }
        #expect(leaves == (try tree.digests("leaves")))
        let roots = try tree.digests("roots")
        #expect(roots.count == leaves.count + 1)
        for size in 0...leaves.count {
            #expect(CompactRange.root(of: Array(leaves.prefix(size))) == roots[size])
            #expect(MerkleTree(leaves: leaves).root(size: UInt64(size)) == roots[size])
        }
    }

    @Test func inclusionProofsAgreeAndHold() throws {
        let tree = try FormatVectors.part("tree")
        let leaves = try tree.digests("leaves")
        let roots = try tree.digests("roots")
        for item in try tree.parts("inclusion") {
            let size = try item.number("size")
            let index = try item.number("index")
            let proof = try item.digests("proof")
            #expect(MerkleProofs.inclusion(index: index, size: size, leaves: leaves) == proof)
            #expect(
                MerkleProofs.verifyInclusion(
                    leaf: leaves[Int(index)], index: index, size: size, proof: proof,
                    root: roots[Int(size)]))
        }
    }

    @Test func consistencyProofsAgreeAndHold() throws {
        let tree = try FormatVectors.part("tree")
        let leaves = try tree.digests("leaves")
        let roots = try tree.digests("roots")
        for item in try tree.parts("consistency") {
            let old = try item.number("old")
            let new = try item.number("new")
            let proof = try item.digests("proof")
            #expect(MerkleProofs.consistency(old: old, new: new, leaves: leaves) == proof)
            #expect(
                MerkleProofs.verifyConsistency(
                    oldSize: old, newSize: new, proof: proof, oldRoot: roots[Int(old)],
                    newRoot: roots[Int(new)]))
        }
    }

    // MARK: Keys

    @Test func everyKeyOfTheRatchetAgrees() throws {
        let vectors = try FormatVectors.part("ratchet")
        var state = try vectors.digest("state0")
        for item in try vectors.parts("epochs") {
            #expect(state == (try item.digest("state")))
            let key = Ratchet.epochKey(state)
            #expect(key == (try item.digest("key")))
            let epoch = try item.number("epoch")
            #expect(Ratchet.commitment(epoch: epoch, key: key) == (try item.digest("commitment")))
            var running = Ratchet.firstRecordKey(key)
            for expected in try item.digests("recordKeys") {
                #expect(running == expected)
                running = Ratchet.nextRecordKey(running)
            }
            state = Ratchet.nextState(state)
        }
    }

    @Test func keysInLockedMemoryAreTheSame() throws {
        let vectors = try FormatVectors.part("ratchet")
        var state = SecretBytes(copying: try vectors.hexBytes("state0"))
        for item in try vectors.parts("epochs") {
            let key = Ratchet.epochKey(state)
            let commitment = Ratchet.commitment(epoch: try item.number("epoch"), key: key)
            #expect(commitment == (try item.digest("commitment")))
            state = Ratchet.nextState(state)
        }
    }

    @Test func theCalendarAndItsCompletionsAgree() throws {
        let vectors = try FormatVectors.part("calendar")
        let depth = Int(try vectors.number("depth"))
        let calendar = try vectors.digest("calendar")
        let commitments = try vectors.digests("commitments")
        let seed = SecretBytes(copying: try FormatVectors.part("ratchet").hexBytes("state0"))
        #expect(KeyCalendar.root(seed: seed, depth: depth) == calendar)
        for item in try vectors.parts("completions") {
            let epochs = try item.number("epochs")
            let right = try item.digests("right")
            #expect(KeyCalendar.completion(seed: seed, epochs: epochs, depth: depth) == right)
            let prefix = Array(commitments.prefix(Int(epochs)))
            let check = KeyCalendar.check(
                epochs: prefix.map { .commitment($0) }, right: right, depth: depth,
                calendar: calendar)
            #expect(check == .matches(commitments: prefix))
        }
    }

    @Test func aStateInPlaceOfAKeyIsSeen() throws {
        let states = try FormatVectors.part("ratchet").parts("epochs").map {
            try $0.digest("state")
        }
        let vectors = try FormatVectors.part("calendar")
        let check = KeyCalendar.check(
            epochs: states.map { .key($0) }, right: [], depth: Int(try vectors.number("depth")),
            calendar: try vectors.digest("calendar"))
        #expect(check == .statesInPlaceOfKeys(epochs: Array(0..<UInt64(states.count))))
    }
}
