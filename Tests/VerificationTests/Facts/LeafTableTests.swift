import Cryptography
import Testing

@testable import Verification

@Suite struct LeafTableTests {
    private static func leaf(_ number: Int) -> Digest {
        SHA256.hash([UInt8(number / 256), UInt8(number % 256)])
    }

    private static func kind(_ number: Int) -> LeafTable.Kind {
        number % 5 == 0 ? .withheld : number % 7 == 0 ? .unreadable : .shown
    }

    /// Stretches of all lengths, none among them.
    @Test func recordsAreFoundWhereverStretchesEnd() {
        var table = LeafTable()
        var count = 0
        for length in [3, 0, 1, 1, 40, 2, 0, 17] {
            let places = count..<(count + length)
            table.append(
                LeafTable(leaves: places.map(Self.leaf), kinds: places.map(Self.kind)))
            count += length
        }
        table.append(leaf: Self.leaf(count), kind: Self.kind(count))
        count += 1
        #expect(table.count == UInt64(count))
        #expect(Array(table.leaves) == (0..<count).map(Self.leaf))
        for place in 0..<count {
            #expect(table.leaf(at: UInt64(place)) == Self.leaf(place))
            #expect(table.kind(at: UInt64(place)) == Self.kind(place))
            #expect(table.isWithheld(at: UInt64(place)) == (Self.kind(place) == .withheld))
        }
        #expect(table.withheldCount == UInt64((0..<count).count { Self.kind($0) == .withheld }))
        #expect(table.leaf(at: UInt64(count)) == nil && table.kind(at: .max) == nil)
        #expect(LeafTable().leaf(at: 0) == nil && Array(LeafTable().leaves).isEmpty)
    }
}
