import Cryptography
import RecordLog
import Testing

/// The walk over many records gives what `Chain` and `Ratchet` give one by one.
@Suite struct ChainWalkTests {
    @Test(arguments: [nil, SHA256.hash([9])] as [Digest?])
    func leavesAndCodesAreThoseOfTheChain(epochKey: Digest?) {
        let first: UInt64 = 0x0102_0304_0506
        var leaf = SHA256.hash([1])
        var key = epochKey.map { Ratchet.firstRecordKey($0) }
        var walk = ChainWalk(from: first, leaf: leaf, epochKey: epochKey)
        for number in UInt8.min..<40 {
            let digest = SHA256.hash([number])
            let link = Chain.link(
                sequence: first + UInt64(number), previousLeaf: leaf, digest: digest)
            let expected = key.map { Chain.code(key: $0, link: link) }
            // What stands in a record counts for its leaf, right or wrong.
            let code = number % 3 == 0 ? SHA256.hash([number, 1]) : expected ?? .zero
            leaf = Chain.leaf(link: link, code: code)
            key = key.map { Ratchet.nextRecordKey($0) }
            let step = walk.take(digest: digest, code: code)
            #expect(step.leaf == leaf)
            #expect(step.expectedCode == expected)
        }
    }
}
