import BundleFormat
import CanonicalJSON
import Cryptography
import Records
import Testing
import TrailSealTestKit

/// The published vectors of format version 1, which an independent program made.
@Suite struct BundleVectorTests {
    static func part(_ name: String) throws -> JSONObject {
        let bytes = try readFile("\(RepositoryRoot.path)/Tests/Vectors/format-1.json")
        let whole = try JSONText.parse(bytes, maximumBytes: 1 << 24).canonicalised()
        return try #require(whole.objectValue?[name]?.objectValue)
    }

    static func texts(_ value: JSONValue?) throws -> [String] {
        try #require(value?.arrayValue).compactMap(\.stringValue)
    }

    @Test func namesMapAsPublished() throws {
        let names = try Self.part("names")
        for pair in try #require(names["mapped"]?.arrayValue).compactMap(\.objectValue) {
            let raw = try #require(pair["rawHex"]?.stringValue.flatMap(Hex.decode))
            #expect(try MappedName(raw: raw).text == pair["mapped"]?.stringValue)
        }
        for hex in try Self.texts(names["refusedRawHex"]) {
            let raw = try #require(Hex.decode(hex))
            #expect(throws: NameProblem.self, "\(hex)") { try MappedName(raw: raw) }
        }
        for text in try Self.texts(names["refusedMapped"]) {
            #expect(throws: NameProblem.self, "\(text)") { try MappedName(mapped: text) }
        }
    }

    @Test func collisionsAreThosePublished() throws {
        let names = try Self.part("names")
        for item in try #require(names["collisions"]?.arrayValue).compactMap(\.objectValue) {
            let files = try #require(item["files"]?.arrayValue).compactMap(\.objectValue).map {
                MemberNaming.File(
                    log: BundleBagTests.log, project: BundleBagTests.project,
                    path: try MappedName(mapped: try #require($0["path"]?.stringValue)),
                    sha256: try #require($0["sha256"]?.stringValue.flatMap(Digest.init(hex:))))
            }
            let paths = MemberNaming.paths(of: files, in: try #require(BundleID("EX-31")))
            let unnamed = zip(files, paths).filter { $1 == .unnamed($0.sha256) }
            #expect(
                Set(unnamed.compactMap { $0.0.path?.text })
                    == Set(try Self.texts(item["unnamed"])))
        }
    }

    @Test func headersAreThosePublished() throws {
        let vectors = try Self.part("ustar")
        let headers = try #require(vectors["headers"]?.arrayValue).compactMap(\.objectValue)
        #expect(headers.count > 5)
        for item in headers {
            let path = Array(try #require(item["path"]?.stringValue).utf8)
            let size = UInt64(try #require(item["size"]?.integerValue))
            let header = try #require(USTARHeader(path: path, size: size))
            #expect(Hex.encode(header.encoded) == item["header"]?.stringValue)
            #expect(try USTARHeader.decode(header.encoded, at: 0) == header)
        }
        for path in try Self.texts(vectors["refusedPaths"]) { #expect(!USTARHeader.holds(path)) }
    }

    @Test func theDatasetsDigestIsThePublishedOne() throws {
        let vectors = try Self.part("dataset")
        let files = try #require(vectors["files"]?.arrayValue).compactMap(\.objectValue)
        let list = try files.map { file in
            let content = try #require(file["contentHex"]?.stringValue.flatMap(Hex.decode))
            let path = try MappedName(mapped: try #require(file["path"]?.stringValue))
            return (path: path, sha256: SHA256.hash(content))
        }
        #expect(DatasetDigest.of(list.reversed()).hex == vectors["sha256"]?.stringValue)
        #expect(DatasetDigest.of([]).hex == vectors["empty"]?.stringValue)
    }

    @Test func tableCellsAreThosePublished() throws {
        let bytes = try readFile("\(RepositoryRoot.path)/Tests/Vectors/format-1.json")
        let whole = try JSONText.parse(bytes, maximumBytes: 1 << 24).canonicalised()
        let cells = try #require(whole.objectValue?["csvCells"]?.arrayValue)
        for cell in cells.compactMap(\.objectValue) {
            let line = CSVRendering.line([try #require(cell["field"]?.stringValue)])
            #expect(line == Array(((cell["cell"]?.stringValue ?? "") + "\r\n").utf8))
        }
    }

    /// The published log with one record withheld.
    static func log() throws -> (copies: RecordCopies, csv: String) {
        let log = try part("log")
        let withheld = log["withheldLine"]?.objectValue
        let reason = withheld?["reason"]?.stringValue.flatMap(WithholdingReason.init(rawValue:))
        var opening: EpochOpening?
        let records = try #require(log["records"]?.arrayValue).compactMap(\.objectValue).map {
            let sequence = UInt64(try #require($0["seq"]?.integerValue))
            let entry = Array(try #require($0["entry"]?.stringValue).utf8)
            let isShown = $0["seq"] != withheld?["seq"]
            let read = try Entry(encoded: entry, under: opening)
            opening = EpochOpening(read) ?? opening
            return RecordCopy(
                sequence: sequence, digest: SHA256.hash(entry),
                content: isShown ? .shown(read) : .withheld(try #require(reason)))
        }
        let id = try #require(log["logId"]?.stringValue.flatMap(Digest.init(hex:)))
        return (RecordCopies(logID: id, records: records), try #require(log["csv"]?.stringValue))
    }

    @Test func theTableOfTheLogIsThePublishedOne() throws {
        let log = try Self.log()
        var table: [UInt8] = []
        try CSVRendering.write(log.copies) { table += $0 }
        #expect(table == Array(log.csv.utf8))
    }

    @Test func keysFilesReadBackAsPublished() throws {
        let log = try Self.part("log")
        for name in ["keysFile", "keysFileWithCommitment"] {
            let bytes = Array(try #require(log[name]?.stringValue).utf8)
            #expect(try KeysFile.read(bytes).encoded == bytes)
        }
    }
}
