import Records
import Testing

@Suite struct TimestampTests {
    static let known: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00"), (951_782_399, "2000-02-28T23:59:59"),
        (951_782_400, "2000-02-29T00:00:00"), (951_868_800, "2000-03-01T00:00:00"),
        (1_709_164_800, "2024-02-29T00:00:00"), (1_709_251_200, "2024-03-01T00:00:00"),
        (4_107_542_399, "2100-02-28T23:59:59"), (4_107_542_400, "2100-03-01T00:00:00"),
        (1_234_567_890, "2009-02-13T23:31:30"), (2_147_483_648, "2038-01-19T03:14:08"),
        (253_402_300_799, "9999-12-31T23:59:59"),
    ]

    @Test(arguments: known)
    func secondsAndTextAgree(seconds: Int64, text: String) {
        let time = Timestamp(unixSeconds: seconds)
        #expect(time.text == text + ".000000000Z")
        #expect(time.secondsText == text + "Z")
        #expect(time.dateText == text.prefix(10))
        #expect(Timestamp(canonical: time.text) == time)
        #expect(Timestamp(rfc3339: text + "Z") == time)
    }

    @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
        var previous = Timestamp(unixSeconds: 0).dateText
        for day in Int64(1)...146_097 {
            let time = Timestamp(unixSeconds: day * 86_400)
            let text = time.dateText
            #expect(text > previous)
            if Timestamp(canonical: time.text) != time { Issue.record("\(time) doesn't come back") }
            previous = text
        }
        #expect(previous == "2370-01-01")
    }

    static let refusedCanonical = [
        "", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00.00000000Z",
        "2026-11-20T10:00:00.0000000000Z", "2026-11-20t10:00:00.000000000Z",
        "2026-11-20T10:00:00.000000000z", "2026-11-20 10:00:00.000000000Z",
        "2026-11-20T10:00:00,000000000Z", "2026-11-20T24:00:00.000000000Z",
        "2026-11-20T10:60:00.000000000Z", "2026-11-20T10:00:60.000000000Z",
        "2026-02-29T10:00:00.000000000Z", "2026-13-01T10:00:00.000000000Z",
        "2026-00-01T10:00:00.000000000Z", "2026-11-31T10:00:00.000000000Z",
        "2026-11-00T10:00:00.000000000Z", "1969-12-31T23:59:59.999999999Z",
        "2026-11-20T10:00:00.00000000+Z", "+026-11-20T10:00:00.000000000Z",
        "2026-11-20T10:00:00.00000000\u{661}Z", "2100-02-29T00:00:00.000000000Z",
    ]

    @Test(arguments: refusedCanonical)
    func otherSpellingsAreRefused(text: String) {
        #expect(Timestamp(canonical: text) == nil)
    }

    static let typed: [(String, String?)] = [
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000000000Z"),
        ("2026-11-20t10:00:00z", "2026-11-20T10:00:00.000000000Z"),
        ("2026-11-20T10:00:00.5Z", "2026-11-20T10:00:00.500000000Z"),
        ("2026-11-20T10:00:00.123456789+01:00", "2026-11-20T09:00:00.123456789Z"),
        ("2026-11-20T00:30:00+01:00", "2026-11-19T23:30:00.000000000Z"),
        ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000000000Z"),
        ("2026-11-20T10:00:00-00:00", "2026-11-20T10:00:00.000000000Z"),
        ("1970-01-01T00:30:00+01:00", nil), ("9999-12-31T23:30:00-01:00", nil),
        ("2026-11-20T10:00:00", nil), ("2026-11-20T10:00:00.Z", nil),
        ("2026-11-20T10:00:00.1234567890Z", nil), ("2026-11-20T10:00:00+1:00", nil),
        ("2026-11-20T10:00:00+24:00", nil), ("2026-11-20T10:00:00+01:60", nil),
        ("2026-11-20T10:00:00Z ", nil), ("2026-11-20", nil), ("0000-00-00T00:00:00Z", nil),
    ]

    @Test(arguments: typed)
    func typedTimesAreReadWithAnyOffset(text: String, expected: String?) {
        #expect(Timestamp(rfc3339: text)?.text == expected)
    }

    @Test func distancesAndSumsKeepToTheRange() {
        let first = Timestamp(unixSeconds: 10, nanoseconds: 900_000_000)
        let second = Timestamp(unixSeconds: 12, nanoseconds: 100_000_000)
        #expect(first < second)
        #expect(first.distance(to: second) == .milliseconds(1200))
        #expect(first.milliseconds(to: second) == 1200)
        #expect(second.milliseconds(to: first) == -1200)
        #expect(first.adding(nanoseconds: 1_200_000_000) == second)
        #expect(second.adding(nanoseconds: -1_200_000_000) == first)
        #expect(first.adding(seconds: .max).unixSeconds == Timestamp.lastSecond)
        #expect(first.adding(seconds: .min) == Timestamp(unixSeconds: 0))
        #expect(first.adding(nanoseconds: .min) == Timestamp(unixSeconds: 0))
        #expect(Timestamp(unixSeconds: .min) == Timestamp(unixSeconds: 0))
        #expect(Timestamp(unixSeconds: .max).nanoseconds == 999_999_999)
        #expect(Timestamp(unixSeconds: 1, nanoseconds: .max).nanoseconds == 999_999_999)
        #expect(Timestamp(unixSeconds: 1, nanoseconds: -1).nanoseconds == 0)
        #expect(Timestamp(unixSeconds: .max).distance(to: Timestamp(unixSeconds: 0)) < .zero)
    }

    static let offsets: [(String, Int?)] = [
        ("+00:00", 0), ("+01:00", 60), ("-09:30", -570), ("+23:59", 1439), ("-23:59", -1439),
        ("-00:00", nil), ("+24:00", nil), ("+01:60", nil), ("01:00", nil), ("+0100", nil),
        ("+01:00 ", nil), ("", nil), ("Z", nil),
    ]

    @Test(arguments: offsets)
    func offsetsHaveOneSpelling(text: String, minutes: Int?) {
        let offset = UTCOffset(text: text)
        #expect(offset?.minutes == minutes)
        if let offset { #expect(offset.text == text) }
    }

    @Test func wallClockCrossesMidnightBothWays() throws {
        let noon = Timestamp(unixSeconds: 0)
        #expect(
            noon.localText(offset: try #require(UTCOffset(text: "-00:30")))
                == "1969-12-31 23:30:00 -00:30")
        let late = try #require(Timestamp(rfc3339: "2026-12-31T23:30:00Z"))
        #expect(
            late.localText(offset: try #require(UTCOffset(text: "+01:00")))
                == "2027-01-01 00:30:00 +01:00")
        #expect(UTCOffset(clamping: 5000).minutes == 1439)
    }
}
