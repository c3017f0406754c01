import BundleFormat
import Cryptography
import RecordLog
import Testing

@testable import Verification

/// Checkpoints that are read before the log is walked.
@Suite struct CheckpointReaderTests {
    private static func facts(_ laboratory: Laboratory) -> Facts {
        var facts = laboratory.facts
        for checkpoint in laboratory.log.checkpoints {
            let size = checkpoint.folderSize
            var files = [("note", checkpoint.noteBytes ?? [])]
            files += checkpoint.cosignatures.map { ("\($0.notary).cosignature", $0.bytes) }
            for (name, bytes) in files {
                let path = "evidence/logs/\(Laboratory.label)/\(size)/\(name)"
                facts.smallMembers[path] = bytes
                facts.frame.members.append(
                    MemberFact(
                        parsed: MemberPath(path), headerOffset: 0,
                        size: UInt64(bytes.count)))
            }
        }
        return facts
    }

    private static func read(
        _ key: [UInt8]?, _ laboratory: Laboratory
    ) async throws -> CheckpointReader.Folders {
        let reader = CheckpointReader(
            facts(laboratory), logKeys: key.map { [Laboratory.label: $0] } ?? [:],
            trust: laboratory.trust)
        return try #require(await reader.read()[Laboratory.label])
    }

    /// Whatever was taken for the log's key ahead: none, its own, or another's.
    @Test func notesAreJudgedUnderTheKeyThatTheWalkFound() async throws {
        let laboratory = try Laboratory()
        for key in [nil, laboratory.keys.logKey, [UInt8](repeating: 7, count: 32)] {
            let folders = try await Self.read(key, laboratory)
            let checkpoints = CheckpointReader.complete(folders, of: laboratory.log)
            #expect(checkpoints.map(\.folderSize) == [2, 8])
            #expect(checkpoints.map(\.isSignedByLog) == [true, true])
            #expect(
                checkpoints.map(\.checkpoint) == laboratory.log.checkpoints.map(\.checkpoint))
            #expect(
                checkpoints.map(\.cosignatures) == laboratory.log.checkpoints.map(\.cosignatures))
            #expect(
                checkpoints.map(\.recomputedRoot)
                    == [2, 8].map { Optional(CompactRange.root(of: (0..<$0).map(Laboratory.leaf))) }
            )
            var other = laboratory.log
            other.genesis = nil
            #expect(
                CheckpointReader.complete(folders, of: other).allSatisfy { !$0.isSignedByLog })
        }
    }

    @Test func aCheckpointBeyondTheEndHasNoRoot() async throws {
        var laboratory = try Laboratory()
        let folders = try await Self.read(nil, laboratory)
        laboratory.log.table = LeafTable()
        for seq in 0..<UInt64(7) {
            laboratory.log.table.append(leaf: Laboratory.leaf(seq), kind: .shown)
        }
        let roots = CheckpointReader.complete(folders, of: laboratory.log).map(\.recomputedRoot)
        #expect(roots.map { $0 == nil } == [false, true])
    }
}
