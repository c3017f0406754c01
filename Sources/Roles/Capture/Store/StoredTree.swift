import Cryptography
import RecordLog
import SQLiteDatabase

/// The Merkle tree over a store's records, by the roots of its blocks.
///
/// Of the leaves it reads those behind the last block, and those of the one block that a proof may
/// divide; so a start costs little however long the log is.
enum StoredTree {
    /// The hashes that show the first `old` records unchanged in the log of the first `new`.
    ///
    /// - Parameters:
    ///   - old: At least 1 and at most `new`.
    ///   - new: At most the number of records.
    static func consistencyProof(
        of table: RecordTable, old: UInt64, new: UInt64
    ) throws -> [Digest] {
        let blocks = MerkleTree(
            leaves: try roots(of: table.database, count: new / BlockedRange.blockSize))
        let nodes = MerkleNodes<any Error> { level, index in
            let above = level - BlockedRange.blockLevel
            if above >= 0 { return blocks.node(level: above, index: index) }
            let first = UInt64(index) << UInt64(level)
            var edge = CompactRange()
            try table.forEachLeaf(from: first, to: first + (1 << UInt64(level))) { edge.append($0) }
            return edge.root
        }
        return try nodes.consistencyProof(old: Int(clamping: old), new: Int(clamping: new))
    }

    /// The edge of the tree over the first records.
    static func edge(of table: RecordTable, size: UInt64) throws -> BlockedRange {
        var edge = BlockedRange()
        let roots = try roots(of: table.database, count: size / BlockedRange.blockSize)
        for root in roots { _ = edge.append(block: root) }
        try table.forEachLeaf(from: edge.size, to: size) { _ = edge.append($0) }
        return edge
    }

    /// Keeps the root of a block.
    static func keep(_ block: NewBlock, in database: Database) throws {
        try database.execute(
            "INSERT INTO block (number, root) VALUES (?, ?)",
            [.integer(Int64(clamping: block.number)), .blob(block.root.bytes)])
    }

    /// Makes the blocks of a store that has none.
    static func fill(_ database: Database) throws {
        let table = try RecordTable(database: database)
        var edge = BlockedRange()
        try table.forEachLeaf(from: 0, to: try table.count()) { leaf in
            let number = edge.size / BlockedRange.blockSize
            guard let root = edge.append(leaf) else { return }
            try keep(NewBlock(number: number, root: root), in: database)
        }
    }

    private static func roots(of database: Database, count: UInt64) throws -> [Digest] {
        let rows = try database.rows(
            "SELECT root FROM block WHERE number < ? ORDER BY number",
            [.integer(Int64(clamping: count))])
        let roots = rows.compactMap { $0[0].blob.flatMap { Digest($0) } }
        guard UInt64(roots.count) == count else {
            throw CaptureError.damaged("The store lacks nodes of its tree.")
        }
        return roots
    }
}
