import Cryptography
import RecordLog
import Testing

/// A tree in blocks is the tree.
@Suite struct BlockedRangeTests {
    static let block = Int(BlockedRange.blockSize)
    static let leaves = (0..<(3 * block + 2)).map { Digest.sample($0) }

    @Test func rootsAreThoseOfThePlainTree() {
        var plain = CompactRange()
        var blocked = BlockedRange()
        #expect(blocked.root == plain.root)
        for leaf in Self.leaves {
            plain.append(leaf)
            let completed = blocked.append(leaf)
            let root = blocked.root
            if root != plain.root { Issue.record("the root of \(plain.size) leaves differs") }
            #expect((completed != nil) == (plain.size % BlockedRange.blockSize == 0))
        }
        #expect(blocked.size == UInt64(Self.leaves.count))
    }

    @Test func anEdgeIsTakenUpAgainByItsBlocks() {
        var whole = BlockedRange()
        let roots = Self.leaves.compactMap { whole.append($0) }
        #expect(roots.count == 3)
        #expect(roots[1] == CompactRange.root(of: Array(Self.leaves[Self.block..<2 * Self.block])))
        var again = BlockedRange()
        for root in roots {
            let isTaken = again.append(block: root)
            #expect(isTaken)
        }
        for leaf in Self.leaves[(3 * Self.block)...] { _ = again.append(leaf) }
        #expect(again == whole)
        let isTaken = again.append(block: roots[0])
        #expect(!isTaken)
        #expect(again == whole)
    }
}
