import BundleFormat
import Cryptography
import Records
import Testing
import TrailSealTestKit

/// The instrument's own digests in real files, row by row against a table made by hand.
@Suite struct InstrumentOracleTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var trail: String
        var data: String
        var dataVerdict: String
        var closingVerdict: String
        var testDescription: String { trail }
    }

    /// The rows of the table; empty where the shared data aren't there.
    static let rows: [Row] = {
        guard let folder = SharedData.folder("NMR-AUDIT-ORACLE.tsv"),
            let bytes = try? readFile(folder)
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
            let fields = $0.split(separator: "\t").map(String.init)
            return Row(
                trail: fields[0], data: fields[1], dataVerdict: fields[2],
                closingVerdict: fields[3])
        }
    }()

    @Test(.enabled(if: !rows.isEmpty, "needs the shared table of instrument digests"))
    func theTableIsWhole() { #expect(Self.rows.count == 30) }

    @Test(arguments: rows)
    func everyRowComesOut(_ row: Row) throws {
        let parts = row.trail.split(separator: "/", omittingEmptySubsequences: false)
        let set = try #require(SharedData.folder(String(parts[0])))
        let folder = ([set] + parts.dropFirst().dropLast().map(String.init)).joined(separator: "/")
        let name = String(parts[parts.count - 1])
        let trail = try #require(InstrumentTrail(try readFile("\(folder)/\(name)")))
        #expect(trail.isClosedProperly)
        #expect(!trail.entries.isEmpty)
        #expect(trail.entries.allSatisfy { $0.time != nil && !$0.user.isEmpty && !$0.host.isEmpty })
        #expect(closing(trail) == row.closingVerdict)
        let data = InstrumentTrail.dataNames(forTrailNamed: name).first {
            isThere("\(folder)/\($0)")
        }
        #expect((data ?? "-") == row.data)
        #expect(try verdict(trail, name, folder, data) == row.dataVerdict)
    }

    private func closing(_ trail: InstrumentTrail) -> String {
        if trail.statedClosing == trail.textDigest { return "match-asis" }
        return trail.statedClosing == trail.lineDigest ? "match-lf" : "mismatch"
    }

    private func verdict(
        _ trail: InstrumentTrail, _ name: String, _ folder: String, _ data: String?
    ) throws -> String {
        guard let data else { return "no-data-file" }
        var digest = try InstrumentDataDigest.begun()
        // Pieces of a length that isn't a multiple of four meet every case of the carry.
        let bytes = try readFile("\(folder)/\(data)")
        for start in stride(from: 0, to: bytes.count, by: 1021) {
            digest.update(Array(bytes[start..<min(start + 1021, bytes.count)]))
        }
        let found = digest.finish()
        if found.plain == trail.lastDataDigest { return "match" }
        let order = try #require(InstrumentTrail.byteOrderField(forTrailNamed: name))
        let parameters = try readFile("\(folder)/\(order.file)")
        let isSwapped = found.swapped == trail.lastDataDigest
        return isSwapped && InstrumentTrail.saysBigEndian(parameters, field: order.field)
            ? "match-byteswapped" : "mismatch"
    }
}

@Suite struct InstrumentTrailTests {
    @Test func otherTextIsNoTrail() {
        #expect(InstrumentTrail(Array("##TITLE= Parameter file\n".utf8)) == nil)
        #expect(InstrumentTrail([]) == nil)
    }

    @Test func aTrailWithoutEndHasNoDigests() throws {
        let trail = try #require(InstrumentTrail(Array("##TITLE= Audit trail\n".utf8)))
        #expect(trail.statedClosing == nil)
        #expect(trail.textDigest == nil)
        #expect(!trail.isClosedProperly)
    }

    @Test func theLastDigestOfDataCounts() throws {
        let first = TestFiles.spelled([UInt8](repeating: 0xAB, count: 16))
        let last = TestFiles.spelled([UInt8](repeating: 0xCD, count: 16))
        let text = """
            ##TITLE= Audit trail
               data hash MD5: 4K
               \(first)>)
               data hash MD5: 4K
               \(last)>)
            ##END=
            """
        let trail = try #require(InstrumentTrail(Array(text.utf8)))
        #expect(trail.lastDataDigest == [UInt8](repeating: 0xCD, count: 16))
    }

    static let entries: [(String, String?)] = [
        ("(   1,<2004-06-12 08:14:21.89 +100>,<mse>,<UKT01948>,", "2004-06-12T07:14:21Z"),
        ("(12,<2015-01-02 03:04:05.678 -0330>,<a b>,<c>,<go>,", "2015-01-02T06:34:05Z"),
        ("(   1,<2004-06-12 08:14:21 +1>,<mse>,<UKT01948>,", nil),
        ("(   1,<2004-06-32 08:14:21 +0100>,<mse>,<UKT01948>,", nil),
        ("(   1,<>,<>,<>,", nil),
    ]

    @Test(arguments: entries)
    func anEntryTellsWhenWhoAndWhere(_ line: String, _ time: String?) throws {
        let text = "##TITLE= Audit trail\n\(line)\n"
        let entry = try #require(InstrumentTrail(Array(text.utf8))?.entries.first)
        #expect(entry.time?.secondsText == time)
    }

    @Test(arguments: [
        "(   1,<a>,<b>", "(,<a>,<b>,<c>,", "      <created by zg", "(1 <a>,<b>,<c>",
        "(1,<a>,<b>,<c",
    ])
    func anyOtherLineIsNoEntry(_ line: String) {
        let text = "##TITLE= Audit trail\n\(line)\n"
        #expect(InstrumentTrail(Array(text.utf8))?.entries == [])
    }
}
