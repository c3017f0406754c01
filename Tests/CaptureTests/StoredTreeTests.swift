import Cryptography
import RecordLog
import Records
import SQLiteDatabase
import Testing
import TrailSealTestKit

@testable import Capture

/// The tree by its stored blocks is the tree over all leaves.
@Suite struct StoredTreeTests {
    private static let block = BlockedRange.blockSize

    /// A store of a little more than two blocks.
    private static func filled() throws -> Bench {
        let bench = try Bench.ready()
        try bench.session { writer in
            let note = try CrashTests.note(writer, "many")
            _ = try writer.append(
                [EntryDraft](repeating: note, count: Int(2 * block) + 40), registering: [])
        }
        return bench
    }

    private static func leaves(_ table: RecordTable) throws -> [Digest] {
        var leaves: [Digest] = []
        try table.forEachLeaf(from: 0, to: try table.count()) { leaves.append($0) }
        return leaves
    }

    @Test func rootsAndProofsAreThoseOverAllLeaves() throws {
        let table = try Self.filled().reader().table
        let leaves = try Self.leaves(table)
        let tree = MerkleTree(leaves: leaves)
        let sizes = [
            1, 2, 7, Self.block - 1, Self.block, Self.block + 1, Self.block + 513, 2 * Self.block,
            2 * Self.block + 1, tree.size,
        ]
        for size in sizes {
            #expect(try StoredTree.edge(of: table, size: size).root == tree.root(size: size))
            for old in sizes where old <= size {
                let proof = try StoredTree.consistencyProof(of: table, old: old, new: size)
                #expect(proof == tree.consistencyProof(old: old, new: size), "\(old) in \(size)")
            }
        }
    }

    @Test func aStoreOfTheFirstVersionGetsItsBlocks() throws {
        let bench = try Self.filled()
        let blocks = "SELECT number, root FROM block ORDER BY number"
        let before: [[SQLValue]]
        do {
            before = try bench.reader().table.database.rows(blocks)
            #expect(before.count == 2)
        }
        try OlderStores.makeOld(bench, version: 1)
        // A reader takes it as it is.
        let size = try bench.reader().size
        try bench.session { writer in
            #expect(writer.size == size)
            _ = try writer.append([try CrashTests.note(writer, "after")])
        }
        #expect(try bench.reader().table.database.rows(blocks) == before)
        try Replay.requireWhole(bench)
    }

    @Test func aBlockThatIsMissingIsDamage() throws {
        let bench = try Self.filled()
        do {
            let database = try Database(path: bench.layout.database, access: .writing)
            try database.execute("DROP TRIGGER block_no_delete")
            try database.execute("DELETE FROM block WHERE number = 0")
        }
        let error = #expect(throws: CaptureError.self) {
            try LogWriter.open(bench.layout, context: bench.context)
        }
        #expect(error?.description.contains("nodes of its tree") == true)
    }
}
