import BundleFormat
import Cryptography
import RecordLog
import Records
import Sealing
import Testing
import TrailSealTestKit

/// What the sealing desk makes of a log in stretches, against the plain way, record by record.
@Suite struct SelectedLogTests {
    static let reason = WithholdingReason.personalData

    static func time(_ second: Int64) -> Timestamp {
        Timestamp(unixSeconds: 1_795_000_000 + second)
    }

    static let queries: [ExportQuery] = [
        ExportQuery(), ExportQuery(project: MemoryLog.projects[0]),
        ExportQuery(project: MemoryLog.projects[1], datasets: ["D2"]),
        ExportQuery(datasets: ["D1", "D3"]), ExportQuery(persons: ["P2"]),
        ExportQuery(project: MemoryLog.projects[0], persons: ["P1"], from: time(20), to: time(60)),
        ExportQuery(from: time(40)), ExportQuery(records: [3, 17, 18, 40]),
    ]

    static func request(_ query: ExportQuery) -> ExportRequestBody {
        ExportRequestBody(
            exportId: "EX-1", purpose: "p", requester: "P1", recipient: "r", query: query,
            withholding: [WithholdingDeclaration(reason: reason, what: "the rest")],
            sealSpkiSha256: SHA256.hash([3]), template: ReadmeRendering.template)
    }

    static func select(_ log: MemoryLog, _ query: ExportQuery) throws -> SelectedLog {
        let request = log.size - 3
        let checkpoint = try Checkpoint.sign(
            logID: log.logID, size: log.size, root: SHA256.hash([4]),
            logKeySeed: SecretBytes(copying: [UInt8](repeating: 1, count: 32)))
        return try SelectedLog(
            log, upTo: checkpoint,
            export: (sequence: request + 2, body: log.exportBody(at: request)),
            request: Self.request(query))
    }

    static func bytes(_ write: (([UInt8]) throws -> Void) throws -> Void) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        return bytes
    }

    static func page(_ log: any RecordCopySource) throws -> [UInt8] {
        let bundle = try #require(BundleID("EX-1"))
        return try ReadmeRendering(logs: [log], policies: [:], bundle: bundle).page()
    }

    @Test(arguments: [1, 3, 64], queries.indices)
    func stretchesGiveWhatThePlainWayGives(stretchLength: Int, query: Int) throws {
        var numbers = SeededNumbers(state: UInt64(query))
        for round in 0..<6 {
            var log = MemoryLog.random(20 + round * 20, &numbers)
            log.stretchLength = stretchLength
            let own = Set((log.size - 3)..<log.size)
            let plain = try PlainSelection(log, Self.queries[query], own: own, reason: Self.reason)
            let selected = try Self.select(log, Self.queries[query])
            #expect(try Self.bytes(selected.writeLines) == plain.lines)
            let copies = RecordCopies(logID: log.logID, records: plain.copies)
            let table = try Self.bytes { try CSVRendering.write(copies, to: $0) }
            #expect(try Self.bytes(selected.writeTable) == table)
            #expect(try Self.page(selected) == Self.page(copies))
            #expect(selected.shownCount == plain.shownCount)
            #expect(selected.exportDate == "2026-11-18")
        }
    }

    @Test func aQueryThatNoRecordAnswersIsRefused() throws {
        var numbers = SeededNumbers(state: 5)
        let log = MemoryLog.random(60, &numbers)
        for query in Self.queries {
            try SelectedLog.requireAnswer(to: query, in: log)
        }
        for query in [
            ExportQuery(project: "0000000000000000"), ExportQuery(persons: ["P9"]),
            ExportQuery(from: Self.time(1000)), ExportQuery(records: [1000]),
        ] {
            #expect(throws: SealingError.self) {
                try SelectedLog.requireAnswer(to: query, in: log)
            }
        }
    }

    /// A byte changed at every place of a file event: what the plain reading refuses is refused, with
    /// the same words, and what it takes goes into the bundle alike.
    @Test func aChangedLineIsJudgedAsThePlainReadingJudgesIt() throws {
        var numbers = SeededNumbers(state: 1)
        let log = MemoryLog.random(12, &numbers)
        let own = Set((log.size - 3)..<log.size)
        let place = try #require(
            log.lines.firstIndex { String(decoding: $0, as: UTF8.self).contains("\"created\"") })
        var refused = 0
        for index in log.lines[place].indices {
            var line = log.lines[place]
            line[index] = line[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
            let changed = log.replacing(place, by: line)
            let plain = Result {
                try PlainSelection(changed, ExportQuery(), own: own, reason: .outOfScope)
            }
            let selected = Result { try Self.select(changed, ExportQuery()) }
            switch (plain, selected) {
            case (.success(let plain), .success(let selected)):
                #expect(try Self.bytes(selected.writeLines) == plain.lines)
            case (.failure(let plain), .failure(let selected)):
                refused += 1
                #expect("\(plain)" == "\(selected)")
            // The plain way doesn't read bodies; the sealing desk refuses those that it needs.
            case (.success, .failure(let error)): #expect("\(error)".contains("capture"))
            case (.failure(let error), .success): Issue.record("taken: \(error)")
            }
        }
        #expect(refused > 100)
    }
}
