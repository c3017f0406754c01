import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

@Suite struct ChainTests {
    @Test func linkIsEightyFourBytesInTheOrderOfTheFormat() {
        let link = Chain.link(
            sequence: 0x0102_0304_0506_0708, previousLeaf: .sample(1), digest: .sample(2))
        let head = Array("trailseal/1".utf8) + [0, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(link == head + Digest.sample(1).bytes + Digest.sample(2).bytes)
        #expect(link.count == Chain.linkByteCount)
    }

    @Test func publishedLogComesOutLineByLine() throws {
        let vectors = try LogVectors.part("log")
        let records = try vectors.objects("records")
        let genesis = Array(try records[0].text("entry").utf8)
        let logID = Chain.logID(genesisEntry: genesis)
        #expect(logID == (try vectors.digest("logId")))
        #expect(Chain.label(logID: logID) == (try vectors.text("shortLog")))
        var state = KeyCalendarTests.secret
        var key = Ratchet.firstRecordKey(Ratchet.epochKey(state))
        var previous: Digest?
        var epoch: UInt64 = 0
        for record in records {
            if try record.number("epoch") != epoch {
                epoch += 1
                state = Ratchet.nextState(state)
                key = Ratchet.firstRecordKey(Ratchet.epochKey(state))
            }
            let encoded = Array(try record.text("entry").utf8)
            let entry = try Entry(encoded: encoded, under: nil)
            #expect(entry.encoded == encoded)
            #expect(entry.unknownFields == [])
            #expect(entry.family == (try record.text("family")))
            let body = try #require(try Families.read(entry))
            #expect(body.body.json == entry.body)
            let finished = FinishedRecord(entry, previousLeaf: previous, key: key)
            #expect(finished.line == Array(try record.text("line").utf8))
            #expect(finished.digest == (try record.digest("digest")))
            #expect(finished.leaf == (try record.digest("leaf")))
            previous = finished.leaf
            key = Ratchet.nextRecordKey(key)
        }
        let withheld = try vectors.object("withheldLine")
        let hidden = records[Int(try withheld.number("seq"))]
        let line = RecordLine.withheld(
            digest: try hidden.digest("digest"), code: try hidden.digest("code"),
            reason: .personalData)
        #expect(line == Array(try withheld.text("line").utf8))
    }

    @Test func aLineOfMoreThanAMebibyteIsTooLong() {
        func record(_ text: String) -> FinishedRecord {
            FinishedRecord(
                Entry(
                    seq: 1, epoch: 0, salt: [UInt8](repeating: 7, count: 16),
                    time: RecordFixture.time, actor: RecordFixture.actor,
                    origin: RecordFixture.origin, family: "training",
                    body: ["text": .string(text)]),
                previousLeaf: .sample(0), key: SecretBytes(copying: KeyCalendarTests.seed))
        }
        let room = RecordLine.maximumByteCount - record("").line.count
        #expect(!record(String(repeating: "x", count: room)).isTooLong)
        #expect(record(String(repeating: "x", count: room + 1)).isTooLong)
    }

    @Test func whatNoRecordMayHoldIsNotAdmitted() throws {
        func admit(_ body: JSONObject, family: String) throws(AdmissionError) {
            try EntryDraft(family: family, body: body, actor: RecordFixture.actor).admit()
        }
        try admit(["event": "start"], family: "service")
        #expect(throws: AdmissionError.secretField(path: "/body/a/0/Pass_Word")) {
            try admit(["a": [["Pass_Word": "x"]]], family: "audit")
        }
        let event = SchemaError(
            path: "/body/event", kind: .unknownValue,
            text: "the value is none of those that the field knows")
        #expect(throws: AdmissionError.body(family: "service", event)) {
            try admit(["event": "pause"], family: "service")
        }
        #expect(throws: AdmissionError.unknownFamily("Service")) {
            try admit(["event": "start"], family: "Service")
        }
        for family in ["genesis", "epoch.open", "epoch.close"] {
            #expect(throws: AdmissionError.reservedFamily(family)) {
                try admit([:], family: family)
            }
        }
    }
}
