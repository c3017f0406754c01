import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// A run of whole lines of one log, parsed without knowledge of what stands in front of it but the
/// opening in force.
///
/// Batches are parsed in parallel; whatever depends on order happens when they are merged.
struct LineBatch: Sendable {
    /// What one line came to.
    struct Line: Sendable {
        var kind: LeafTable.Kind
        var digest: Digest
        var code: Digest
        /// The number that the entry states; the place itself where there is no entry.
        var statedSequence: UInt64
        var statedEpoch: UInt64?
        /// The family, as a place in `names`; -1 where there is no entry.
        var family: Int32 = -1
        /// The project label, as a place in `names`; -1 where there is none.
        var project: Int32 = -1
        /// Who acted, as a place in `actors`; -1 where there is no entry.
        var actor: Int32 = -1
        /// What is shared by readings of the clock, as a place in `settings`.
        var setting: Int32 = -1
        var reading = ClockReading(utc: Timestamp(unixSeconds: 0), monotonicMicros: 0)
        var offset: UInt64
        /// Whether it is withheld as being out of scope.
        var isOutOfScope = false
    }

    /// The place of the first line.
    let first: UInt64
    private(set) var lines: [Line] = []
    private(set) var names = NameList()
    private(set) var actors = ValueList<Actor>()
    private(set) var settings = ValueList<ClockSetting>()
    private(set) var kept: [KeptEntry] = []
    private(set) var captures = CaptureRun()
    private(set) var rescanned: [RescannedFile] = []
    private(set) var problems: [RecordProblem] = []
    private(set) var unknown = NameTally()
    private(set) var withheldByReason: [String: UInt64] = [:]
    /// The table for spreadsheets as these lines give it.
    private(set) var rows: TableRows
    /// The log's id, in the batch with its first line, if that is an entry.
    private(set) var logIDFromFirstLine: Digest?

    /// The first line that is no whole record in its valid form; nil where every one is.
    private(set) var firstUnreadable: UInt64?
    /// Whether so many lines were no records that the rest wasn't read.
    private(set) var isCutOff = false
    private var unreadable = 0

    private let limits: BundleLimits
    private var scanner: FileEventScanner
    private var scanned = ScannedValues()
    private var eventRows = FileEventRows()

    /// Families of which no entry is kept: they grow with the data.
    static let unkept: Set<String> = ["audit"]

    /// Parses whole lines.
    ///
    /// - Parameters:
    ///   - block: Lines, each ended by LF, except perhaps the last of the member.
    ///   - limits: Where to stop.
    init(_ block: BlockReader.Block, limits: BundleLimits) {
        first = block.firstLine
        rows = TableRows(first: block.firstLine)
        scanner = FileEventScanner(under: block.opening)
        self.limits = limits
        if block.isEndless {
            cutOff(
                at: block.offset, expected: "lines of at most \(BundleLimits.lineBytes) bytes",
                found: "a longer one",
                "A line of the log is so long that the rest of the log wasn't read.")
            return
        }
        reserve(for: block)
        let (block, offset) = (block.bytes, block.offset)
        var start = 0
        while let end = ByteRuns.first(0x0A, in: block.span, from: start) {
            read(block.span.extracting(start..<end), at: offset + UInt64(start))
            start = end + 1
            if unreadable > limits.unreadableLines {
                cutOff(
                    at: offset + UInt64(start), expected: "records",
                    found: "more than \(limits.unreadableLines) lines that are none",
                    "So many lines of the log are no records that the rest wasn't read.")
                return
            }
        }
        guard start < block.count else { return }
        let at = offset + UInt64(start)
        let sequence = first + UInt64(lines.count)
        noteUnreadable()
        problems.append(
            RecordProblem(
                .line, code: "TRUNCATED_CHAIN", seq: sequence, offset: at,
                expected: "a line feed at the end", found: "the end of the member",
                sentence: "The last line of the log isn't finished: its end is missing."))
        read(block.span.extracting(start..<block.count), at: at)
    }

    /// Makes room at once: growing by doubling would move every row several times.
    private mutating func reserve(for block: BlockReader.Block) {
        // A record has some hundred bytes at least; shorter lines are none, and few of them are read.
        let count = min(block.lineCount, block.bytes.count / 128)
        lines.reserveCapacity(count)
        captures.reserve(count)
        rows.reserve(count, bytes: block.bytes.count / 2)
    }

    /// Notes that the next line is no whole record.
    private mutating func noteUnreadable() {
        firstUnreadable = firstUnreadable ?? first + UInt64(lines.count)
    }

    private mutating func cutOff(
        at offset: UInt64, expected: String, found: String, _ sentence: String
    ) {
        isCutOff = true
        noteUnreadable()
        problems.append(
            RecordProblem(
                .line, code: "LIMIT_EXCEEDED", seq: first + UInt64(lines.count), offset: offset,
                expected: expected, found: found, sentence: sentence))
    }

    private mutating func read(_ line: Span<UInt8>, at offset: UInt64) {
        let sequence = first + UInt64(lines.count)
        switch RecordLine.read(line) {
        case .failure(let problem):
            add(unreadable: problem, SHA256.hash(line), sequence, offset)
        case .success(let read):
            switch read.content {
            case .withheld(let digest, let reason):
                withheldByReason[reason.rawValue, default: 0] += 1
                rows.append {
                    FileEventRows.append(withheld: digest, for: reason, sequence: sequence, to: &$0)
                }
                lines.append(
                    Line(
                        kind: .withheld, digest: digest, code: read.code,
                        statedSequence: sequence, offset: offset,
                        isOutOfScope: reason == .outOfScope))
            case .clear(let range):
                let entry = line.extracting(range)
                if sequence == 0 {
                    logIDFromFirstLine = Chain.logID(genesisEntry: ByteRuns.array(line, range))
                }
                if let scan = scanner.scan(entry) {
                    add(scan, entry, read, sequence, offset)
                } else {
                    add(entry: ByteRuns.array(line, range), read, sequence, offset)
                }
            }
        }
    }

    /// Takes a file event that was read without an object being made of it.
    private mutating func add(
        _ scan: FileEventScan, _ entry: Span<UInt8>, _ line: ReadLine, _ sequence: UInt64,
        _ offset: UInt64
    ) {
        scanned.take(from: scanner, &names, &actors, &settings, &captures)
        lines.append(
            Line(
                kind: .shown, digest: line.digest, code: line.code,
                statedSequence: scan.sequence, statedEpoch: scan.epoch, family: scanned.family,
                project: scanned.projectNames[Int(scan.project)],
                actor: scanned.actors[Int(scan.actor)], setting: scanned.settings[Int(scan.clock)],
                reading: ClockReading(utc: scan.utc, monotonicMicros: scan.monotonicMicros),
                offset: offset))
        rows.append {
            eventRows.append(
                scan, of: scanner, entry: entry, sequence: sequence, digest: line.digest, to: &$0)
        }
        let dataset = Int(scan.dataset)
        captures.append(
            scan, entry, seq: sequence,
            dataset: (scanned.datasets[dataset], scanner.datasets[dataset].version),
            project: scanned.projects[Int(scan.project)])
    }

    private mutating func add(
        unreadable problem: LineProblem, _ digest: Digest, _ sequence: UInt64, _ offset: UInt64
    ) {
        unreadable += 1
        noteUnreadable()
        problems.append(
            RecordProblem(
                .line, code: "NONCANONICAL", seq: sequence, offset: offset,
                expected: "a record in its one valid form",
                found: Wording.excerpt("\(problem)"),
                sentence: "Line \(sequence + 1) of the log isn't a record in its valid form."))
        lines.append(
            Line(
                kind: .unreadable, digest: digest, code: .zero, statedSequence: sequence,
                offset: offset))
        rows.end(at: sequence)
    }

    private mutating func add(
        entry bytes: [UInt8], _ line: ReadLine, _ sequence: UInt64, _ offset: UInt64
    ) {
        var fact = Line(
            kind: .shown, digest: line.digest, code: line.code, statedSequence: sequence,
            offset: offset)
        defer { lines.append(fact) }
        let entry: Entry
        do throws(EntryError) { entry = try Entry(encoded: bytes, under: scanner.opening) } catch {
            problems.append(Self.problem(error, seq: sequence, offset: offset))
            firstUnreadable = firstUnreadable ?? sequence
            rows.end(at: sequence)
            return
        }
        if let opening = EpochOpening(entry) { scanner.begin(under: opening) }
        fact.statedSequence = entry.seq
        fact.statedEpoch = entry.epoch
        fact.family = names.place(of: entry.family)
        fact.project = entry.project.map { names.place(of: $0) } ?? -1
        fact.actor = actors.place(of: entry.actor)
        fact.setting = settings.place(of: ClockSetting(entry.time))
        fact.reading = ClockReading(entry.time)
        let copy = RecordCopy(
            sequence: sequence, digest: line.digest, content: .shown(entry))
        rows.append { $0 += CSVRendering.row(copy) }
        unknown.add(entry.unknownFields.lazy.map { "field \($0)" }, limit: limits.unknownNames)
        keep(entry, sequence, offset)
    }

    /// Reads the body; file events are packed, other families are kept whole.
    private mutating func keep(_ entry: Entry, _ sequence: UInt64, _ offset: UInt64) {
        let reading: BodyReading?
        do throws(SchemaError) { reading = try Families.read(entry) } catch {
            problems.append(Self.problem(.schema(error), seq: sequence, offset: offset))
            // A signature that can't be read is still one of which the manifestation is asked.
            if entry.family == SignatureBody.family {
                kept.append(KeptEntry(seq: sequence, entry: entry, body: nil, problem: error))
            }
            return
        }
        guard let reading else {
            unknown.add(["family \(entry.family)"], limit: limits.unknownNames)
            return
        }
        unknown.add(
            reading.unknownFields.lazy.map { "field \($0) of \(entry.family)" },
            limit: limits.unknownNames)
        if let capture = reading.body as? CaptureBody, case .file(let file) = capture {
            captures.append(
                seq: sequence, dataset: file.dataset.id, version: file.dataset.version,
                project: entry.project, path: file.path, size: file.size ?? 0,
                sha256: file.sha256, pathText: file.pathText, modifiedUtc: file.modifiedUtc)
            if entry.cause == GapBody.rescanCause {
                rescanned.append(RescannedFile(seq: sequence, event: file.event))
            }
        } else if !Self.unkept.contains(entry.family) {
            kept.append(KeptEntry(seq: sequence, entry: entry, body: reading.body))
        }
    }

    private static func problem(
        _ error: EntryError, seq: UInt64, offset: UInt64
    ) -> RecordProblem {
        switch error {
        case .notCanonical(let reason):
            RecordProblem(
                .schema, code: "NONCANONICAL", seq: seq, offset: offset,
                expected: "the one valid spelling", found: reason.description,
                sentence: "The entry of record \(seq) isn't in its one valid form.")
        case .schema(let reason) where reason.kind == .unknownVersion:
            RecordProblem(
                .unknownVersion, code: "VERSION", seq: seq, offset: offset, expected: "version 1",
                found: reason.description,
                sentence: "Record \(seq) is of a version that this program is too old for.")
        case .schema(let reason):
            RecordProblem(
                .schema, code: "SCHEMA", seq: seq, offset: offset,
                expected: "what its family asks for", found: reason.description,
                sentence: "Record \(seq) lacks what its family asks for, or says it wrongly.")
        }
    }
}

/// The values of a scanner under the places that they have in the lists of a batch.
private struct ScannedValues: Sendable {
    private(set) var family: Int32 = -1
    private(set) var actors: [Int32] = []
    private(set) var settings: [Int32] = []
    /// Labels in the list of names, and in that of the file events.
    private(set) var projectNames: [Int32] = []
    private(set) var projects: [Int32] = []
    private(set) var datasets: [Int32] = []

    /// Takes what the scanner has met since.
    mutating func take(
        from scanner: FileEventScanner, _ names: inout NameList, _ actors: inout ValueList<Actor>,
        _ settings: inout ValueList<ClockSetting>, _ captures: inout CaptureRun
    ) {
        if family < 0 { family = names.place(of: CaptureBody.family) }
        while self.actors.count < scanner.actors.count {
            self.actors.append(actors.place(of: scanner.actors[self.actors.count]))
        }
        while self.settings.count < scanner.clocks.count {
            let setting = ClockSetting(scanner.clocks[self.settings.count])
            self.settings.append(settings.place(of: setting))
        }
        while projects.count < scanner.projects.count {
            let label = scanner.projects[projects.count]
            projectNames.append(names.place(of: label))
            projects.append(captures.project(label))
        }
        while datasets.count < scanner.datasets.count {
            datasets.append(captures.dataset(scanner.datasets[datasets.count].id))
        }
    }
}
