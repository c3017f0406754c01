import Cryptography
import RecordLog
import Records
import Testing

@Suite struct WitnessStateTests {
    static let tree = MerkleTree(leaves: MerkleTests.leaves(9))

    static func head(_ size: UInt64, _ root: Digest? = nil) -> LogReference {
        LogReference(
            log: .sample(1), size: size, root: root ?? tree.root(size: size) ?? .zero)
    }

    static func decide(
        _ state: WitnessState, size: UInt64, root: Digest? = nil, old: UInt64,
        proof: [Digest]? = nil, key: [UInt8]? = nil
    ) throws -> WitnessDecision {
        let checkpoint = try ForkProofTests.checkpoint(Int(size), root ?? head(size).root)
        return state.decide(
            checkpoint, logKey: try key ?? Ed25519.publicKey(seed: NoteTests.logSeed),
            oldSize: old,
            proof: proof ?? tree.consistencyProof(old: old, new: size) ?? [])
    }

    @Test func firstHeadIsTakenAsItIs() throws {
        let state = WitnessState()
        #expect(try Self.decide(state, size: 4, old: 0) == .accept(Self.head(4)))
        #expect(try Self.decide(state, size: 4, old: 2) == .otherOldSize(0))
        #expect(try Self.decide(state, size: 4, old: 0, proof: [.zero]) == .notConsistent)
    }

    @Test func laterHeadNeedsAProofFromTheNewest() throws {
        let state = WitnessState(heads: [Self.head(4), Self.head(2)])
        #expect(state.head(of: .sample(1)) == Self.head(4))
        #expect(try Self.decide(state, size: 9, old: 4) == .accept(Self.head(9)))
        #expect(try Self.decide(state, size: 4, old: 4) == .accept(Self.head(4)))
        #expect(try Self.decide(state, size: 9, old: 2) == .otherOldSize(4))
        #expect(try Self.decide(state, size: 9, old: 0) == .otherOldSize(4))
        #expect(try Self.decide(state, size: 3, old: 3) == .otherOldSize(4))
        #expect(try Self.decide(state, size: 3, old: 4) == .badRequest)
        #expect(try Self.decide(state, size: 9, old: 4, proof: []) == .notConsistent)
        #expect(try Self.decide(state, size: 9, root: .sample(5), old: 4) == .notConsistent)
        let fork = WitnessDecision.fork(known: Self.head(4), offered: Self.head(4, .sample(5)))
        #expect(try Self.decide(state, size: 4, root: .sample(5), old: 4) == fork)
        #expect(try Self.decide(state, size: 9, old: 4, key: [1]) == .badSignature)
    }

    @Test func decidingChangesNothingUntilItIsRecorded() throws {
        var state = WitnessState(heads: [Self.head(4)])
        _ = try Self.decide(state, size: 9, old: 4)
        #expect(state.heads == [Self.head(4)])
        state.record(Self.head(9))
        state.record(Self.head(4))
        #expect(state.heads == [Self.head(9)])
    }

    @Test func statusesAreThoseOfTheInterface() {
        let head = Self.head(4)
        let decisions: [WitnessDecision] = [
            .accept(head), .badRequest, .badSignature, .otherOldSize(1),
            .fork(known: head, offered: head), .notConsistent,
        ]
        #expect(decisions.map(\.status) == [200, 400, 403, 409, 409, 422])
    }
}
