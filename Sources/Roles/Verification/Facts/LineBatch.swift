import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// A run of whole lines of one log, parsed without knowledge of what stands in front of it.
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
        var family: Int32
        var project: Int32
        var time: RecordTime?
        var actor: Actor?
        var offset: UInt64
        /// Whether it is withheld as being out of scope.
        var isOutOfScope = false
    }

    /// The place of the first line.
    let first: UInt64
    private(set) var lines: [Line] = []
    private(set) var names = NameList()
    private(set) var kept: [KeptEntry] = []
    private(set) var captures = CaptureTable()
    private(set) var problems: [RecordProblem] = []
    private(set) var unknown = NameTally()
    private(set) var withheldByReason: [String: UInt64] = [:]
    /// The rows of the table for spreadsheets, in order.
    private(set) var rows: [CSVPiece] = []
    /// The id of a log that begins with the first line of this batch, if that is an entry.
    private(set) var logIDFromFirstLine: Digest?

    /// Whether so many lines were no records that the rest wasn't read.
    private(set) var isCutOff = false
    private var unreadable = 0

    private let limits: BundleLimits

    /// Families of which no entry is kept: they grow with the data.
    static let unkept: Set<String> = ["audit"]

    /// Parses whole lines.
    ///
    /// - Parameters:
    ///   - block: Lines, each ended by LF, except perhaps the last of the member.
    ///   - limits: Where to stop.
    init(_ block: BlockReader.Block, limits: BundleLimits) {
        first = block.firstLine
        self.limits = limits
        if block.isEndless {
            cutOff(
                at: block.offset, expected: "lines of at most \(BundleLimits.lineBytes) bytes",
                found: "a longer one",
                "A line of the log is so long that the rest of the log wasn't read.")
            return
        }
        let (block, offset) = (block.bytes, block.offset)
        var start = 0
        for index in block.indices where block[index] == 0x0A {
            read(block[start..<index], at: offset + UInt64(start))
            start = index + 1
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
        problems.append(
            RecordProblem(
                .line, code: "TRUNCATED_CHAIN", seq: sequence, offset: at,
                expected: "a line feed at the end", found: "the end of the member",
                sentence: "The last line of the log isn't finished: its end is missing."))
        read(block[start...], at: at)
    }

    private mutating func cutOff(
        at offset: UInt64, expected: String, found: String, _ sentence: String
    ) {
        isCutOff = true
        problems.append(
            RecordProblem(
                .line, code: "LIMIT_EXCEEDED", seq: first + UInt64(lines.count), offset: offset,
                expected: expected, found: found, sentence: sentence))
    }

    private mutating func read(_ slice: ArraySlice<UInt8>, at offset: UInt64) {
        let sequence = first + UInt64(lines.count)
        let bytes = Array(slice)
        switch RecordLine.read(bytes) {
        case .failure(let problem):
            add(unreadable: problem, bytes, sequence, offset)
        case .success(let line):
            switch line.content {
            case .withheld(let digest, let reason):
                withheldByReason[reason.rawValue, default: 0] += 1
                let copy = RecordCopy(
                    sequence: sequence, digest: digest, content: .withheld(reason))
                rows.append(.row(seq: sequence, bytes: CSVRendering.row(copy)))
                lines.append(
                    Line(
                        kind: .withheld, digest: digest, code: line.code,
                        statedSequence: sequence, family: -1, project: -1, offset: offset,
                        isOutOfScope: reason == .outOfScope))
            case .clear(let range):
                add(entry: Array(bytes[range]), line, sequence, offset)
            }
        }
    }

    private mutating func add(
        unreadable problem: LineProblem, _ bytes: [UInt8], _ sequence: UInt64, _ offset: UInt64
    ) {
        unreadable += 1
        problems.append(
            RecordProblem(
                .line, code: "NONCANONICAL", seq: sequence, offset: offset,
                expected: "a record in its one valid form",
                found: Wording.excerpt("\(problem)"),
                sentence: "Line \(sequence + 1) of the log isn't a record in its valid form."))
        lines.append(
            Line(
                kind: .unreadable, digest: SHA256.hash(bytes), code: .zero,
                statedSequence: sequence, family: -1, project: -1, offset: offset))
        rows.append(.unreadable(seq: sequence))
    }

    private mutating func add(
        entry bytes: [UInt8], _ line: ReadLine, _ sequence: UInt64, _ offset: UInt64
    ) {
        if lines.isEmpty { logIDFromFirstLine = Chain.logID(genesisEntry: bytes) }
        var fact = Line(
            kind: .shown, digest: line.digest, code: line.code, statedSequence: sequence,
            family: -1, project: -1, offset: offset)
        defer { lines.append(fact) }
        let entry: Entry
        do throws(EntryError) { entry = try Entry(encoded: bytes) } catch {
            problems.append(Self.problem(error, seq: sequence, offset: offset))
            rows.append(.unreadable(seq: sequence))
            return
        }
        fact.statedSequence = entry.seq
        fact.statedEpoch = entry.epoch
        fact.family = names.place(of: entry.family)
        fact.project = entry.project.map { names.place(of: $0) } ?? -1
        fact.time = entry.time
        fact.actor = entry.actor
        let copy = RecordCopy(
            sequence: sequence, digest: line.digest, content: .shown(entry))
        rows.append(.row(seq: sequence, bytes: CSVRendering.row(copy)))
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
                seq: sequence, isDeletion: file.event == .deleted, dataset: file.dataset.id,
                version: file.dataset.version, root: file.root, project: entry.project,
                path: file.path, size: file.size ?? 0, sha256: file.sha256)
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

/// A piece of the table for spreadsheets as the records give it.
enum CSVPiece: Sendable {
    case row(seq: UInt64, bytes: [UInt8])
    case unreadable(seq: UInt64)
}
