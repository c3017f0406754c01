import CanonicalJSON
import Cryptography

/// Reads the records that a log has most of straight from their bytes: files created or modified,
/// in the form in which `trailseal-capture` writes them.
///
/// What it accepts, `Entry(encoded:)` and `CaptureBody` accept with the same values and without an
/// unknown field; a test holds the two against each other. What it doesn't know, such as a name that
/// isn't ASCII, an optional field or another order, it leaves to them: nil is no judgement.
///
/// Values that repeat from record to record are read once and named by their place in a list.
package struct FileEventScanner: Sendable {
    /// Who acted.
    package private(set) var actors: [Actor] = []
    /// Times whose clock, zone and synchronisation hold for the scans that name them.
    package private(set) var clocks: [RecordTime] = []
    /// Project labels.
    package private(set) var projects: [String] = []
    /// Datasets with their versions.
    package private(set) var datasets: [CapturedFile.Dataset] = []
    /// Mapped paths of the folders that datasets lie in.
    package private(set) var roots: [String] = []

    /// The opening in force, which the entries may leave origin and clock to.
    package private(set) var opening: EpochOpening?

    private var origins: [Origin] = []

    private var actorMemo = FragmentMemo()
    private var originMemo = FragmentMemo()
    private var projectMemo = FragmentMemo()
    private var datasetMemo = FragmentMemo()
    private var rootMemo = FragmentMemo()
    private var clockMemo: ClockMemo

    /// Knows nothing yet.
    ///
    /// - Parameter opening: The opening in force in front of the first entry; nil where there is none.
    package init(under opening: EpochOpening?) {
        self.opening = opening
        clockMemo = ClockMemo(under: opening)
    }

    /// Takes the opening of another epoch, in force from here on.
    package mutating func begin(under opening: EpochOpening) {
        self.opening = opening
        // The same bytes mean another clock from here on.
        clockMemo = ClockMemo(under: opening)
    }

    /// Reads an entry.
    ///
    /// - Parameter entry: The bytes from the first brace to the last.
    /// - Returns: Nil where it isn't of the form that is read here.
    package mutating func scan(_ entry: Span<UInt8>) -> FileEventScan? {
        var scan = FileEventScan()
        var cursor = ByteCursor()
        guard cursor.take(Self.actorKey, in: entry),
            let actor = Self.place(in: &actors, &actorMemo, &cursor, entry),
            cursor.take(Self.bodyKey, in: entry)
        else { return nil }
        scan.actor = actor
        let body = cursor.place
        guard self.body(&cursor, entry, &scan) else { return nil }
        scan.body = body..<cursor.place
        guard cursor.take(Self.epochKey, in: entry), let epoch = cursor.number(in: entry),
            cursor.take(Self.familyKey, in: entry), origin(&cursor, entry),
            cursor.take(Self.projectKey, in: entry), let project = project(&cursor, entry),
            cursor.take(Self.saltKey, in: entry),
            cursor.hex(Entry.saltByteCount * 2, in: entry),
            cursor.take(Self.sequenceKey, in: entry), let sequence = cursor.number(in: entry),
            cursor.take(Self.timeKey, in: entry),
            let time = clockMemo.time(&cursor, entry, &clocks),
            cursor.take(Self.end, in: entry), cursor.place == entry.count
        else { return nil }
        (scan.epoch, scan.project, scan.sequence) = (epoch, project, sequence)
        (scan.clock, scan.utc, scan.utcText) = (time.clock, time.utc, time.utcText)
        scan.monotonicMicros = time.monotonicMicros
        return scan
    }

    private static let actorKey: StaticString = #"{"actor":"#
    private static let bodyKey: StaticString = #","body":"#
    private static let epochKey: StaticString = #","epoch":"#
    private static let familyKey: StaticString = #","family":"capture""#
    private static let originKey: StaticString = #","origin":"#
    private static let projectKey: StaticString = #","project":""#
    private static let saltKey: StaticString = #"","salt":""#
    private static let sequenceKey: StaticString = #"","seq":"#
    private static let timeKey: StaticString = #","time":"#
    private static let end: StaticString = #","v":1}"#

    // MARK: Body

    private static let pathKey: StaticString = #"","path":""#
    private static let pathTextKey: StaticString = #"","pathText":""#
    private static let rootKey: StaticString = #"","root":""#
    private static let digestKey: StaticString = #"","sha256":""#
    private static let sizeKey: StaticString = #"","size":"#
    private static let brace: StaticString = "}"
    private static let createdKey: StaticString = #","event":"created","modifiedUtc":""#
    private static let modifiedKey: StaticString = #","event":"modified","modifiedUtc":""#
    private static let datasetKey: StaticString = #"{"dataset":"#

    private mutating func body(
        _ cursor: inout ByteCursor, _ entry: Span<UInt8>, _ scan: inout FileEventScan
    ) -> Bool {
        guard cursor.take(Self.datasetKey, in: entry),
            let dataset = Self.place(in: &datasets, &datasetMemo, &cursor, entry),
            let event = Self.event(&cursor, entry),
            let modified = modified(&cursor, entry, &scan),
            cursor.take(Self.pathKey, in: entry), let path = cursor.mappedPath(in: entry)
        else { return false }
        if cursor.take(Self.pathTextKey, in: entry) {
            guard let text = cursor.plainText(in: entry) else { return false }
            scan.pathText = text
        }
        guard cursor.take(Self.rootKey, in: entry), let root = root(&cursor, entry),
            cursor.take(Self.digestKey, in: entry), let digest = cursor.digest(in: entry),
            cursor.take(Self.sizeKey, in: entry), let size = cursor.number(in: entry),
            cursor.take(Self.brace, in: entry)
        else { return false }
        (scan.dataset, scan.event, scan.modifiedUtc) = (dataset, event, modified)
        (scan.path, scan.root, scan.sha256, scan.size) = (path, root, digest, size)
        return true
    }

    private static func event(
        _ cursor: inout ByteCursor, _ entry: Span<UInt8>
    ) -> CapturedFile.Event? {
        if cursor.take(createdKey, in: entry) { return .created }
        return cursor.take(modifiedKey, in: entry) ? .modified : nil
    }

    private func modified(
        _ cursor: inout ByteCursor, _ entry: Span<UInt8>, _ scan: inout FileEventScan
    ) -> Timestamp? {
        let start = cursor.place
        let time = cursor.timestamp(in: entry)
        scan.modifiedText = start..<cursor.place
        return time
    }

    /// Steps over the origin, or over nothing where the opening says it.
    private mutating func origin(_ cursor: inout ByteCursor, _ entry: Span<UInt8>) -> Bool {
        guard cursor.take(Self.originKey, in: entry) else { return opening != nil }
        return Self.place(in: &origins, &originMemo, &cursor, entry) != nil
    }

    // MARK: Values that repeat

    /// The place of the object that stands next, read only where its bytes are new.
    private static func place<Value: FieldReadable>(
        in values: inout [Value], _ memo: inout FragmentMemo, _ cursor: inout ByteCursor,
        _ entry: Span<UInt8>
    ) -> Int32? {
        if let known = memo.value(in: entry, at: cursor.place) {
            cursor.place += known.count
            return known.value
        }
        guard let (value, bytes) = object(Value.self, &cursor, entry) else { return nil }
        values.append(value)
        let place = Int32(clamping: values.count - 1)
        memo.keep(bytes, as: place)
        return place
    }

    private mutating func project(_ cursor: inout ByteCursor, _ entry: Span<UInt8>) -> Int32? {
        let start = cursor.place
        if let known = projectMemo.value(in: entry, at: start) {
            cursor.place += known.count
            return known.value
        }
        guard cursor.hex(ProjectLabel.digitCount, in: entry) else { return nil }
        let bytes = ByteRuns.array(entry, start..<cursor.place)
        projects.append(String(decoding: bytes, as: UTF8.self))
        let value = Int32(clamping: projects.count - 1)
        projectMemo.keep(bytes, as: value)
        return value
    }

    private mutating func root(_ cursor: inout ByteCursor, _ entry: Span<UInt8>) -> Int32? {
        let start = cursor.place
        if let known = rootMemo.value(in: entry, at: start) {
            // The quote belongs to the stretch, so that none is the beginning of another.
            cursor.place += known.count - 1
            return known.value
        }
        guard let range = cursor.mappedPath(in: entry) else { return nil }
        roots.append(String(decoding: ByteRuns.array(entry, range), as: UTF8.self))
        let value = Int32(clamping: roots.count - 1)
        rootMemo.keep(ByteRuns.array(entry, start..<(cursor.place + 1)), as: value)
        return value
    }

    /// Reads an object that has only known fields, and its bytes.
    static func object<Value: FieldReadable>(
        _ type: Value.Type, _ cursor: inout ByteCursor, _ entry: Span<UInt8>
    ) -> (Value, [UInt8])? {
        do {
            let (json, end) = try CanonicalJSON.parseFirst(in: entry, from: cursor.place)
            guard let object = json.objectValue else { return nil }
            var reader = FieldReader(object)
            let value = try Value(from: &reader)
            guard reader.unknownFields.isEmpty else { return nil }
            let bytes = ByteRuns.array(entry, cursor.place..<end)
            cursor.place = end
            return (value, bytes)
        } catch {
            // Whoever reads the entry whole says what is wrong with it.
            return nil
        }
    }
}
