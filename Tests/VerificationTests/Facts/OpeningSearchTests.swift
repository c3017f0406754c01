import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

@testable import Verification

/// The opening in force behind a block, found without reading the block, against reading every line.
@Suite struct OpeningSearchTests {
    private static func line(
        _ family: String, zone: String = "UTC", body: JSONObject = [:], seq: UInt64 = 1,
        epoch: UInt64 = 1
    ) -> [UInt8] {
        let time = RecordTime(
            utc: Timestamp(unixSeconds: 1_795_000_000), offset: "+00:00", zone: zone,
            monotonicMicros: 1, boot: "b", source: "s", sync: ClockSync(status: .unknown))
        let entry = Entry(
            seq: seq, epoch: epoch, salt: [UInt8](repeating: 1, count: 16), time: time,
            actor: Actor(userId: "u", kind: .service, source: "s", attribution: .kernelPeer),
            origin: Origin(
                system: "s", systemRole: "r", site: "t", organisation: "o", version: "1",
                configSha256: .zero, host: "h"), family: family, body: body)
        return RecordLine.clear(entry: entry.encoded, code: .zero) + [0x0A]
    }

    private static let counts: JSONObject = [
        "counts": [["count": 1, "family": "epoch.open"]], "origin": ["family": "epoch.open"],
    ]

    private static let blocks: [(lines: [[UInt8]], zone: String?)] = [
        ([], nil), ([line("capture")], nil), ([line("epoch.open", zone: "A")], "A"),
        ([line("epoch.open", zone: "A"), line("capture", zone: "B")], "A"),
        ([line("epoch.open", zone: "A"), line("epoch.close", body: counts)], "A"),
        ([line("epoch.open", zone: "A"), line("epoch.open", zone: "C", epoch: 2)], "C"),
        ([line("epoch.close", body: counts)], nil),
        // One that is broken, and one that lacks something, are in force nowhere.
        ([line("epoch.open", zone: "A"), broken], "A"),
        ([line("epoch.open", zone: "A"), lacking], "A"),
    ]

    private static let broken =
        Array(line("epoch.open", zone: "C", epoch: 2).dropLast(3)) + [0x0A]
    private static let lacking = Array(
        String(decoding: line("epoch.open", zone: "C", epoch: 2), as: UTF8.self)
            .replacing(#","zone":"C""#, with: "").utf8)

    private static func found(_ blocks: [[UInt8]]) -> EpochOpening? {
        var search = OpeningSearch()
        for block in blocks { search.pass(block.span) }
        return search.inForce
    }

    @Test(arguments: blocks.indices)
    func theLastThatCanBeReadIsFound(index: Int) {
        let (lines, zone) = Self.blocks[index]
        let block = Array(lines.joined())
        #expect(Self.found([block])?.time.zone == zone)
        // One block or several: where one ends is of no importance.
        #expect(Self.found(lines)?.time.zone == zone)
        // Without the line feed behind the last line, as a member that was cut ends.
        #expect(Self.found([Array(block.dropLast())])?.time.zone == zone)
        var read: EpochOpening?
        for line in lines {
            let line = Array(line.dropLast())
            guard case .success(let range) = RecordLine.entryRange(of: line.span) else { continue }
            read = EpochOpening(encoded: Array(line[range])) ?? read
        }
        #expect(read?.time.zone == zone)
    }

    @Test func onlyTheFirstRecordFoundsALog() {
        let genesis = Self.line("genesis", zone: "A", seq: 0)
        #expect(Self.found([genesis])?.time.zone == "A")
        #expect(Self.found([Self.line("genesis", zone: "A", seq: 4)]) == nil)
        #expect(Self.found([Self.line("capture", seq: 0)]) == nil)
        #expect(Self.found([Self.line("capture", seq: 0), genesis]) == nil)
    }
}
