import BundleFormat
import Cryptography
import RecordLog
import Testing

@testable import Verification

/// Checkpoints that are read before the log is walked.
@Suite struct CheckpointReaderTests {
    /// The members of an archive with the folders of a laboratory, each member behind a header.
    private static func archive(
        _ laboratory: Laboratory
    ) -> (facts: Facts, source: MemorySource) {
        var facts = laboratory.facts
        var archive: [UInt8] = []
        for checkpoint in laboratory.log.checkpoints {
            let size = checkpoint.folderSize
            var files = [("note", checkpoint.noteBytes ?? [])]
            files += checkpoint.cosignatures.map { ("\($0.notary).cosignature", $0.bytes) }
            // Of several members with one path the first counts.
            files.append(("note", [1, 2, 3]))
            for (name, bytes) in files {
                let path = "evidence/logs/\(Laboratory.label)/\(size)/\(name)"
                facts.frame.members.append(
                    MemberFact(
                        parsed: MemberPath(path), headerOffset: UInt64(archive.count),
                        size: UInt64(bytes.count)))
                archive += [UInt8](repeating: 0, count: 512) + bytes
            }
        }
        return (facts, MemorySource(archive))
    }

    private static func read(
        _ key: [UInt8]?, _ laboratory: Laboratory
    ) async throws -> CheckpointReader.Folders {
        let (facts, source) = archive(laboratory)
        let reader = CheckpointReader(
            facts, in: source, logKeys: key.map { [Laboratory.label: $0] } ?? [:],
            trust: laboratory.trust)
        return try #require(try await reader.read()[Laboratory.label])
    }

    @Test func aMemberBehindTheEndCannotBeRead() async throws {
        let laboratory = try Laboratory()
        let reader = CheckpointReader(
            Self.archive(laboratory).facts, in: MemorySource([]), logKeys: [:],
            trust: laboratory.trust)
        await #expect(throws: VerifierError.self) { try await reader.read() }
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
