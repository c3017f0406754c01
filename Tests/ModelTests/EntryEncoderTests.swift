import CanonicalJSON
import Cryptography
import Records
import Testing

/// The quick way of writing entries gives the bytes of the plain one.
@Suite struct EntryEncoderTests {
    private static func entry(
        actor: Actor = RecordFixture.actor, origin: Origin = RecordFixture.origin,
        time: RecordTime = RecordFixture.time, project: String? = nil, body: JSONObject = [:],
        cause: String? = nil, idempotencyKey: String? = nil, under opening: EpochOpening? = nil
    ) -> StatedEntry {
        Entry(
            seq: 9, epoch: 3, salt: [UInt8](repeating: 0xA5, count: 16), time: time, actor: actor,
            origin: origin, project: project, family: "audit", body: body, cause: cause,
            idempotencyKey: idempotencyKey, under: opening
        ).stated
    }

    private static func actor(name: String?) -> Actor {
        Actor(
            userId: "u\"\\\u{1}", name: name, kind: .service, source: "s",
            attribution: .clientAsserted)
    }

    private static func origin(site: String) -> Origin {
        Origin(
            system: "s", systemRole: "r", site: site, organisation: "o", version: "1",
            configSha256: .sample(3), host: "h")
    }

    private static func time(_ sync: ClockSync, zone: String = "UTC") -> RecordTime {
        RecordTime(
            utc: Timestamp(unixSeconds: 951_782_400, nanoseconds: 1), offset: "-11:30", zone: zone,
            monotonicMicros: JSONValue.largestInteger, boot: "b\u{7f}", source: "\t", sync: sync)
    }

    private static func unknown() throws -> StatedEntry {
        var object = RecordFixture.entry.stated.json
        object["later"] = .boolean(true)
        return try StatedEntry(json: object)
    }

    private static let opening = EpochOpening(
        origin: RecordFixture.origin, time: RecordFixture.time)

    /// One letter in two spellings, which Swift calls equal and the log doesn't.
    private static let (composed, decomposed) = ("Zo\u{EB}", "Zoe\u{308}")

    @Test func oneEncoderWritesEveryEntryOfARowAsItStandsAlone() throws {
        let entries = [
            RecordFixture.entry.stated, RecordFixture.entry.stated, Self.entry(),
            Self.entry(actor: Self.actor(name: nil)),
            Self.entry(actor: Self.actor(name: Self.composed)),
            Self.entry(actor: Self.actor(name: Self.decomposed)),
            Self.entry(actor: Self.actor(name: Self.composed)),
            Self.entry(origin: Self.origin(site: Self.decomposed)),
            Self.entry(origin: Self.origin(site: Self.composed)),
            Self.entry(time: Self.time(ClockSync(status: .unknown))),
            Self.entry(time: Self.time(ClockSync(status: .unknown), zone: "\u{1F570}")),
            Self.entry(
                time: Self.time(ClockSync(status: .unsynchronised, reference: Self.composed))),
            Self.entry(
                time: Self.time(ClockSync(status: .unsynchronised, reference: Self.decomposed))),
            Self.entry(project: "00112233445566ff", cause: "x\n", idempotencyKey: "\u{1F600}"),
            Self.entry(body: ["a": [1, true, "\u{2028}", ["z": [:]]], "\u{E000}": -1]),
            try Self.unknown(), Self.entry(), Self.entry(under: Self.opening), Self.entry(),
        ]
        var encoder = EntryEncoder()
        for entry in entries {
            var bytes: [UInt8] = [1, 2]
            encoder.append(entry, to: &bytes)
            #expect(Array(bytes.dropFirst(2)) == entry.encoded)
            #expect(Array(bytes.prefix(2)) == [1, 2])
        }
    }
}
