import Findings
import Records
import Testing
import Verification

extension BadCases {
    /// One thing wrong with the times of the log.
    static let times: [BadCase] = [
        BadCase("an offset that no place has", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.addRecords = { $0.append(at: "+14:15", "Pacific/Kiritimati") }
        },
        BadCase("UTC with another offset", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.addRecords = { $0.append(at: "+01:00", "Etc/UTC") }
        },
        BadCase("a fixed zone read with the wrong sign", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.addRecords = { $0.append(at: "+05:00", "Etc/GMT+5") }
        },
        BadCase("a zone that nobody named", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.addRecords = { $0.append(at: "+01:00", " ") }
        },
        BadCase("one zone, two offsets in turn", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.addRecords = { $0.append(at: "+02:00", "Europe/Zurich") }
        },
        BadCase("signed by another wall clock", "TIME-001", "failed", "ZONE_OFFSET") {
            $0.signedAtOffset = "+03:00"
        },
        BadCase("the counter runs back", "TIME-002", "failed", "TIME_ORDER") {
            $0.addRecords = { log in
                log.counter -= 500
                log.append(ServiceBody(event: .start), after: 1)
            }
        },
        BadCase("set ahead without a word", "TIME-004", "failed", "CLOCK_JUMP") {
            $0.addRecords = { log in
                log.jump = 3_600
                log.append(ServiceBody(event: .start), after: 3_601)
            }
        },
        BadCase("set back without a word, by its clocks", "TIME-004", "failed", "CLOCK_JUMP") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .start), after: 4_000)
                log.append(ServiceBody(event: .stop), after: -3_000)
            }
        },
        BadCase("a change told smaller than it was", "TIME-004", "failed", "CLOCK_JUMP") {
            $0.addRecords = { log in
                log.jump = 3_600
                log.append(ClockBody(stepMs: 60_000, from: log.now, to: log.now), after: 3_601)
            }
        },
        BadCase("a step behind the record of another", "TIME-002", "failed", "TIME_ORDER") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .start), after: 10_000)
                log.append(ClockBody(stepMs: -3_001_000, from: log.now, to: log.now), after: -3_000)
                log.append(ServiceBody(event: .stop), after: -3_000)
            }
        },
        BadCase("nobody confirmed anything", "TIME-005", "indeterminate", "UNWITNESSED_TAIL") {
            $0.isWitnessed = false
        },
    ]
}

extension TestLog {
    /// Adds a record by a clock in another zone.
    mutating func append(at offset: String, _ zone: String) {
        let own = wall
        wall = (offset, zone)
        append(ServiceBody(event: .start))
        wall = own
    }
}

/// Honest clocks.
@Suite struct HonestTimeTests {
    @Test func aChangeOfTheClockWithItsRecordIsSaidAndPasses() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.jump = 3_600
            log.append(ClockBody(stepMs: 3_600_000, from: log.now, to: log.now), after: 3_601)
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let told = report.result("TIME-004")?.findings.map(\.code)
        #expect(told == ["CLOCK_STEP"])
    }

    /// What capture writes where the clock was changed while no epoch was open.
    @Test func aStepInFrontOfAnOpeningIsToldBehindIt() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            try log.close(.shutdown)
            log.jump = 3_600
            log.open(after: 3_601)
            log.append(ClockBody(stepMs: 3_600_000, from: log.now, to: log.now))
            try log.close(.clock)
            log.open()
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        #expect(report.result("TIME-004")?.findings.map(\.code) == ["CLOCK_STEP"])
    }

    @Test func summerTimeIsNoContradiction() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.wall = ("+02:00", "Europe/Zurich")
            log.append(ServiceBody(event: .start), after: 100_000)
        }
        #expect(try await bundle.report().answer("TIME-001") == "passed")
    }

    @Test func twoProgramsInTwoZonesAreNoContradiction() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.append(at: "+00:00", "Etc/UTC")
            log.append(ServiceBody(event: .start))
            log.append(at: "-05:00", "Etc/GMT+5")
        }
        #expect(try await bundle.report().verdict == .passed)
    }

    @Test func timesAreMeasuredWhereTheyAreAskedFor() async throws {
        let unmeasured = try await TestBundle().report(profile: .complete)
        #expect(unmeasured.codes("TIME-003") == ["SYNC_NOT_MEASURED"])
        #expect(unmeasured.verdict == .indeterminate)
        let cases: [(offset: Int64, age: Int64, codes: Set<String>)] = [
            (40, 60, []), (-120_000, 60, []), (-120_001, 60, ["CLOCK_SKEW"]),
            (40, 2 * 86_400, ["SYNC_STALE"]),
        ]
        for (offset, age, codes) in cases {
            var bundle = TestBundle()
            bundle.sync = (offset, age)
            let report = try await bundle.report(profile: .complete)
            #expect(report.codes("TIME-003") == codes, "\(offset), \(age)")
        }
    }
}
