import CanonicalJSON
import Cryptography
import Records
import Testing

@Suite struct EntryTests {
    static let json = RecordFixture.entry.stated.json

    /// The object with one member, named by a path, set or removed.
    static func setting(_ path: [String], _ value: JSONValue?, in object: JSONObject) -> JSONObject
    {
        var object = object
        guard path.count > 1, let key = path.first else {
            object[path[0]] = value
            return object
        }
        let inner = object[key]?.objectValue ?? JSONObject()
        object[key] = .object(setting(Array(path.dropFirst()), value, in: inner))
        return object
    }

    @Test func entryComesBack() throws {
        let entry = RecordFixture.entry
        #expect(try StatedEntry(json: entry.stated.json) == entry.stated)
        #expect(try Entry(encoded: entry.encoded, under: nil) == entry)
        #expect(entry.stated.json["v"] == 1)
        #expect(entry.stated.json["salt"] == "000102030405060708090a0b0c0d0e0f")
    }

    @Test func optionalFieldsAreAbsentAndComeBackAbsent() throws {
        let full = RecordFixture.entry
        let entry = Entry(
            seq: 0, epoch: 0, salt: full.salt,
            time: RecordTime(
                utc: full.time.utc, offset: "+00:00", zone: "UTC", monotonicMicros: 0, boot: "b",
                source: "s", sync: ClockSync(status: .unknown)),
            actor: Actor(
                userId: "u", kind: .service, source: "s", attribution: .clientAsserted),
            origin: full.origin, family: "x", body: [:])
        #expect(try Entry(encoded: entry.encoded, under: nil) == entry)
        #expect(
            entry.stated.json.keys
                == ["actor", "body", "epoch", "family", "origin", "salt", "seq", "time", "v"])
        #expect(entry.actor.json.keys == ["attribution", "kind", "source", "userId"])
        #expect(entry.time.sync.json.keys == ["status"])
    }

    @Test func unknownFieldsAreKeptAndListed() throws {
        var object = Self.setting(["actor", "badge"], "B-7", in: Self.json)
        object = Self.setting(["time", "sync", "stratum"], 2, in: object)
        object = Self.setting(["a/b~c"], true, in: object)
        let entry = try StatedEntry(json: object)
        #expect(
            Set(entry.unknownFields) == ["/actor/badge", "/time/sync/stratum", "/a~1b~0c"])
        #expect(entry.json == object)
        #expect(entry.encoded == CanonicalJSON.encode(.object(object)))
    }

    @Test func everyUnknownFieldOfManyIsListed() throws {
        var object = Self.json
        let names = (0..<150).map { "x\($0)" }
        for name in names { object = Self.setting([name], true, in: object) }
        #expect(Set(try StatedEntry(json: object).unknownFields) == Set(names.map { "/\($0)" }))
    }

    static let refusals: [([String], JSONValue?, SchemaError.Kind)] = [
        (["v"], nil, .missing), (["v"], 2, .unknownVersion), (["v"], "1", .wrongType),
        (["seq"], -1, .outOfRange), (["seq"], "1", .wrongType), (["seq"], nil, .missing),
        (["epoch"], -1, .outOfRange), (["salt"], "00", .badFormat), (["salt"], "", .empty),
        (["salt"], "000102030405060708090A0B0C0D0E0F", .badFormat), (["time"], [], .wrongType),
        (["time", "utc"], "2026-11-20T10:00:00Z", .badFormat),
        (["time", "offset"], "-00:00", .badFormat), (["time", "zone"], "", .empty),
        (["time", "monotonicMicros"], -1, .outOfRange),
        (["time", "sync", "status"], "synchronized", .unknownValue),
        (["time", "sync", "offsetMs"], "3", .wrongType),
        (["actor", "kind"], "robot", .unknownValue), (["actor", "name"], "", .empty),
        (["actor", "attribution"], "A5", .unknownValue), (["actor", "userId"], nil, .missing),
        (["origin", "configSha256"], "00", .badFormat), (["origin", "host"], 1, .wrongType),
        (["project"], "0123456789ABCDEF", .badFormat), (["project"], "0123", .badFormat),
        (["family"], "Capture", .badFormat), (["family"], "a..b", .badFormat),
        (["family"], ".a", .badFormat), (["family"], "a b", .badFormat),
        (["body"], "x", .wrongType), (["body"], nil, .missing), (["cause"], "", .empty),
        (["idempotencyKey"], 4, .wrongType),
    ]

    @Test(arguments: refusals.indices)
    func wrongFieldIsNamedWithItsPlace(index: Int) throws {
        let (path, value, kind) = Self.refusals[index]
        let object = Self.setting(path, value, in: Self.json)
        let error = #expect(throws: SchemaError.self) { try StatedEntry(json: object) }
        #expect(error?.kind == kind)
        #expect(error?.path == path.map { "/\($0)" }.joined())
    }

    @Test func bytesThatAreNoEntryAreRefused() {
        #expect(throws: EntryError.self) { try StatedEntry(encoded: []) }
        #expect(throws: EntryError.self) { try StatedEntry(encoded: Array("[]".utf8)) }
        #expect(throws: EntryError.self) {
            try StatedEntry(encoded: RecordFixture.entry.encoded + [0x0A])
        }
    }

    @Test func depthCountsTheLineAroundTheEntry() throws {
        func entry(depth: Int) -> [UInt8] {
            var value: JSONValue = [:]
            for _ in 0..<(depth - 2) { value = ["a": value] }
            let object = Self.setting(["body"], value, in: Self.json)
            return CanonicalJSON.encode(.object(object))
        }
        _ = try StatedEntry(encoded: entry(depth: 31))
        #expect(throws: EntryError.self) { try StatedEntry(encoded: entry(depth: 32)) }
    }
}
