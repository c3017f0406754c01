import CanonicalJSON
import Records
import Testing

/// What an epoch's opening says for its records, by the published vectors and beyond them.
@Suite struct EpochOpeningTests {
    private static func opening() throws -> EpochOpening {
        let entry = try FormatVectors.part("settings").bytes("opening")
        return try #require(EpochOpening(encoded: entry))
    }

    @Test func whatAnEntryLeavesOutIsWhatTheOpeningSays() throws {
        let opening = try Self.opening()
        for vector in try FormatVectors.part("settings").parts("accepted") {
            let bytes = try vector.bytes("entry")
            let entry = try Entry(encoded: bytes, under: opening)
            #expect(entry.encoded == bytes)
            #expect(entry.origin.jsonValue == vector.value("origin"))
            #expect(StatedTime(entry.time, under: nil).jsonValue == vector.value("time"))
        }
    }

    @Test func whatNobodySaysIsMissing() throws {
        let opening = try Self.opening()
        let vectors = try FormatVectors.part("settings").parts("refused")
        #expect(vectors.count == 12)
        for vector in vectors {
            let isAlone = vector.value("withoutOpening") != nil
            let bytes = try vector.bytes("entry")
            let error = #expect(throws: EntryError.self) {
                try Entry(encoded: bytes, under: isAlone ? nil : opening)
            }
            guard case .schema(let problem)? = error else { continue }
            #expect(problem.kind == .missing)
            #expect(problem.path == (try vector.text("path")))
            if isAlone { _ = try Entry(encoded: bytes, under: opening) }
        }
    }

    @Test func aWriterLeavesOutWhatIsEqualAndNothingElse() throws {
        let full = RecordFixture.entry
        let opening = EpochOpening(origin: full.origin, time: full.time)
        func written(_ time: RecordTime, _ opening: EpochOpening?) -> StatedEntry {
            Entry(
                seq: 1, epoch: 1, salt: full.salt, time: time, actor: full.actor,
                origin: full.origin, family: "audit", body: [:], under: opening
            ).stated
        }
        let same = written(full.time, opening)
        #expect(same.origin == nil)
        #expect(same.time.json.keys == ["monotonicMicros", "utc"])
        let summer = RecordTime(
            utc: full.time.utc, offset: "+02:00", zone: full.time.zone,
            monotonicMicros: full.time.monotonicMicros, boot: full.time.boot,
            source: full.time.source, sync: full.time.sync)
        #expect(written(summer, opening).time.json.keys == ["monotonicMicros", "offset", "utc"])
        #expect(written(full.time, nil).time.json.keys.count == 7)
        for time in [full.time, summer] {
            let entry = try Entry(written(time, opening), under: opening)
            #expect(entry.time == time && entry.origin == full.origin)
        }
    }

    @Test func theCompleteEntrySaysEverythingAndKeepsWhatNobodyKnows() throws {
        let full = RecordFixture.entry
        let opening = EpochOpening(origin: full.origin, time: full.time)
        var object = full.stated.json
        object["origin"] = nil
        object["time"] = [
            "utc": .string(full.time.utc.text), "monotonicMicros": 4, "zone": "Z", "later": true,
        ]
        let entry = try Entry(StatedEntry(json: object), under: opening)
        let complete = entry.completeJSON
        #expect(complete["origin"] == full.stated.json["origin"])
        let time = try #require(complete["time"]?.objectValue)
        #expect(time["zone"] == "Z" && time["later"] == true && time["monotonicMicros"] == 4)
        #expect(time["boot"] == .string(full.time.boot))
        let again = try StatedEntry(json: complete)
        #expect(try Entry(again, under: nil).time == entry.time)
    }

    @Test(arguments: ["audit", "epoch.close", "capture", "genesis"])
    func otherRecordsOpenNothing(family: String) {
        let full = RecordFixture.entry
        let entry = Entry(
            seq: 1, epoch: 1, salt: full.salt, time: full.time, actor: full.actor,
            origin: full.origin, family: family, body: [:])
        #expect(EpochOpening(entry) == nil)
        #expect(EpochOpening(encoded: entry.encoded) == nil)
    }
}
