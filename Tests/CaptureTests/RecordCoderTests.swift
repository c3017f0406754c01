import CanonicalJSON
import Cryptography
import Records
import Testing

@testable import Capture

/// What a verifier would refuse is not written.
@Suite struct RecordCoderTests {
    private static func entry(_ body: JSONObject) -> Entry {
        Entry(
            seq: 1, epoch: 1, salt: [UInt8](repeating: 1, count: 16),
            time: RecordTime(
                utc: Timestamp(unixSeconds: 1_770_000_000), offset: "+01:00",
                zone: "Europe/Zurich", monotonicMicros: 1, boot: "b", source: "system-clock",
                sync: ClockSync(status: .unknown)),
            actor: Actor(
                userId: "trailseal", kind: .service, source: "os", attribution: .loginSession),
            origin: Origin(
                system: "capture", systemRole: "capture", site: "BSL", organisation: "Basel Labs",
                version: "1", configSha256: .zero, host: "nmr-pc-7"),
            family: "audit", body: body)
    }

    private static func code(_ body: JSONObject) throws -> NewRecord {
        var encoder = EntryEncoder()
        return try RecordCoder.code(
            entry(body), by: &encoder, key: SecretBytes(copying: [UInt8](repeating: 7, count: 32)),
            after: .zero)
    }

    @Test(arguments: [
        (count: 1_000, width: 1, isWritten: true),
        (count: CanonicalJSON.maximumValues, width: 1, isWritten: false),
        (count: 20_000, width: 60, isWritten: false),
    ])
    func aRecordStaysWithinTheLimitsOfALine(count: Int, width: Int, isWritten: Bool) throws {
        let text = JSONValue.string(String(repeating: "x", count: width))
        let body: JSONObject = ["list": .array([JSONValue](repeating: text, count: count))]
        if isWritten {
            #expect(try Self.code(body).seq == 1)
        } else {
            #expect(throws: CaptureError.self) { try Self.code(body) }
        }
    }
}
