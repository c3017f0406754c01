import BundleFormat
import CanonicalJSON
import Cryptography
import Records
import Testing

/// The quick way to read a file event, against the plain one.
@Suite struct FileEventScannerTests {
    static func entry(
        _ body: CaptureBody, seq: UInt64 = 7, actor: Actor = CopyFixture.actor,
        time: RecordTime = CopyFixture.time(5), project: String? = CopyFixture.project,
        cause: String? = nil, under opening: EpochOpening? = nil
    ) -> Entry {
        Entry(
            seq: seq, epoch: 3, salt: [UInt8](repeating: 0xA5, count: 16), time: time, actor: actor,
            origin: CopyFixture.origin, project: project, family: CaptureBody.family,
            body: body.json, cause: cause, under: opening)
    }

    // `#expect` takes no spans, so the scanner is asked by arrays.
    static func scan(_ bytes: [UInt8], _ scanner: inout FileEventScanner) -> FileEventScan? {
        scanner.scan(bytes.span)
    }

    /// Holds a scan against the plain reading of the same bytes.
    static func compare(
        _ scan: FileEventScan, _ scanner: FileEventScanner, _ bytes: [UInt8]
    ) throws {
        let entry = try Entry(encoded: bytes, under: scanner.opening)
        #expect(entry.encoded == bytes)
        #expect(entry.unknownFields.isEmpty)
        let reading = try #require(try Families.read(entry))
        #expect(reading.unknownFields.isEmpty)
        guard case .file(let file)? = reading.body as? CaptureBody else {
            Issue.record("no file event: \(String(decoding: bytes, as: UTF8.self))")
            return
        }
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        #expect(scan.sequence == entry.seq && scan.epoch == entry.epoch)
        #expect(scanner.actors[Int(scan.actor)] == entry.actor)
        let clock = scanner.clocks[Int(scan.clock)]
        #expect(clock.boot == entry.time.boot && clock.zone == entry.time.zone)
        #expect(clock.offset == entry.time.offset && clock.sync == entry.time.sync)
        #expect(clock.source == entry.time.source)
        #expect(scan.utc == entry.time.utc && text(scan.utcText) == entry.time.utc.text)
        #expect(scan.monotonicMicros == entry.time.monotonicMicros)
        #expect(scanner.projects[Int(scan.project)] == entry.project)
        #expect(scanner.datasets[Int(scan.dataset)] == file.dataset)
        #expect(scanner.roots[Int(scan.root)] == file.root)
        #expect(scan.event == file.event && text(scan.path) == file.path)
        #expect(scan.pathText.map(text) == file.pathText)
        #expect(scan.size == file.size && scan.sha256 == file.sha256)
        #expect(scan.modifiedUtc == file.modifiedUtc)
        #expect(
            text(scan.body)
                == String(decoding: CanonicalJSON.encode(.object(entry.body)), as: UTF8.self))
        var rows = FileEventRows()
        var table: [UInt8] = []
        let digest = SHA256.hash(bytes)
        rows.append(scan, of: scanner, entry: bytes.span, sequence: 11, digest: digest, to: &table)
        let copy = RecordCopy(sequence: 11, digest: digest, content: .shown(entry))
        #expect(table == CSVRendering.row(copy))
    }

    static let plain: [CaptureBody] = [
        CopyFixture.file("exp/1/fid"), CopyFixture.file("exp/1/fid", .modified, version: 2),
        CopyFixture.file("a=20b/c", dataset: "D2", version: 12),
        CopyFixture.file("x", content: []),
    ]

    @Test func fileEventsAreScannedWithTheValuesOfThePlainReading() throws {
        var scanner = FileEventScanner(under: nil)
        var other = CopyFixture.time(9)
        other = RecordTime(
            utc: other.utc, offset: "-05:30", zone: "America/Nowhere", monotonicMicros: 0,
            boot: "other", source: "system-clock",
            sync: ClockSync(
                status: .synchronised, offsetMs: -3, reference: "ntp", checkedUtc: other.utc))
        let actors = [
            CopyFixture.actor,
            Actor(userId: "=cmd", kind: .service, source: "\"q\"", attribution: .kernelPeer),
        ]
        for round in 0..<3 {
            for body in Self.plain {
                for actor in actors {
                    for time in [CopyFixture.time(Int64(round)), other] {
                        let bytes = Self.entry(body, actor: actor, time: time).encoded
                        let scan = try #require(Self.scan(bytes, &scanner))
                        try Self.compare(scan, scanner, bytes)
                    }
                }
            }
        }
    }

    @Test func whatItDoesntKnowIsLeftToThePlainReading() {
        let others: [Entry] = [
            Self.entry(CopyFixture.file("exp/1/fid", .deleted)), Self.entry(CopyFixture.end("exp")),
            Self.entry(CopyFixture.file("=c3=a9t=c3=a9")),
            Self.entry(CopyFixture.file("x"), project: nil),
            Self.entry(CopyFixture.file("x"), cause: "a rescan"),
        ]
        var scanner = FileEventScanner(under: nil)
        for entry in others { #expect(Self.scan(entry.encoded, &scanner) == nil) }
    }

    private static let opening = EpochOpening(
        origin: CopyFixture.origin, time: CopyFixture.time(1))

    private static let elsewhere = EpochOpening(
        origin: CopyFixture.origin,
        time: RecordTime(
            utc: opening.time.utc, offset: "+05:45", zone: "Asia/Kathmandu", monotonicMicros: 1,
            boot: "second", source: "set-by-hand", sync: ClockSync(status: .unsynchronised)))

    @Test func theSameBytesMeanTheClockOfWhicheverOpeningIsInForce() throws {
        let bytes = Self.entry(CopyFixture.file("exp/1/fid"), under: Self.opening).encoded
        #expect(!String(decoding: bytes, as: UTF8.self).contains("zone"))
        var scanner = FileEventScanner(under: nil)
        #expect(Self.scan(bytes, &scanner) == nil)
        for opening in [Self.opening, Self.elsewhere, Self.opening] {
            scanner.begin(under: opening)
            for _ in 0..<2 {
                let scan = try #require(Self.scan(bytes, &scanner))
                try Self.compare(scan, scanner, bytes)
                #expect(scanner.clocks[Int(scan.clock)].zone == opening.time.zone)
            }
        }
    }

    @Test func whatAnEntryStatesIsItsOwn() throws {
        var scanner = FileEventScanner(under: Self.elsewhere)
        let entries = [
            Self.entry(CopyFixture.file("a"), under: Self.elsewhere),
            Self.entry(CopyFixture.file("b")),
            Self.entry(CopyFixture.file("c"), time: Self.elsewhere.time, under: Self.opening),
            Self.entry(CopyFixture.file("d"), time: Self.elsewhere.time, under: Self.elsewhere),
        ]
        for entry in entries + entries {
            let scan = try #require(Self.scan(entry.encoded, &scanner))
            try Self.compare(scan, scanner, entry.encoded)
        }
    }

    /// Every byte changed to each of some others: what is still accepted is what the plain reading
    /// accepts, with its values.
    @Test(arguments: [nil, opening])
    func aChangedEntryIsReadAsThePlainReadingReadsItOrNotAtAll(opening: EpochOpening?) throws {
        let bytes = Self.entry(CopyFixture.file("exp/1/fid"), under: opening).encoded
        var scanner = FileEventScanner(under: opening)
        _ = try #require(Self.scan(bytes, &scanner))
        var accepted = 0
        for place in bytes.indices {
            for replacement in "\"\\{}[]:,09af.=/ AZ-+T\u{0}\u{7F}".utf8
            where replacement != bytes[place] {
                var changed = bytes
                changed[place] = replacement
                guard let scan = scanner.scan(changed.span) else { continue }
                accepted += 1
                try Self.compare(scan, scanner, changed)
            }
            #expect(Self.scan(Array(bytes[..<place]), &scanner) == nil)
        }
        #expect(accepted > 500)
    }

    @Test func everyFileEventOfTheSamplesIsReadAlike() throws {
        var scanned = 0
        for bundle in try SampleLines.bundles() {
            var scanner = FileEventScanner(under: nil)
            for entry in bundle {
                guard let scan = scanner.scan(entry.span) else {
                    EpochOpening(encoded: entry).map { scanner.begin(under: $0) }
                    continue
                }
                scanned += 1
                try Self.compare(scan, scanner, entry)
            }
        }
        #expect(scanned > 300, "\(scanned) file events")
    }
}
