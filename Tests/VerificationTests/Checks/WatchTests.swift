import Cryptography
import Findings
import Records
import Testing
import Verification

extension BadCases {
    /// One thing wrong with how folders were watched.
    static let watch: [BadCase] = [
        BadCase("a gap without a rescan", "CAP-003", "indeterminate", "GAP_PRESENT") {
            $0.addRecords = { $0.gap(seconds: 60, found: nil) }
        },
        BadCase("a gap longer than the profile allows", "CAP-003", "indeterminate", "GAP_PRESENT") {
            $0.addRecords = { $0.gap(seconds: 300_000) }
        },
        BadCase("a gap that ends before it begins", "CAP-003", "indeterminate", "GAP_PRESENT") {
            $0.addRecords = { $0.gap(seconds: -60) }
        },
        BadCase("a rescan's record too few", "CAP-003", "failed", "RESCAN_MISMATCH") {
            $0.addRecords = { $0.gap(seconds: 60, found: (1, 0, 0)) }
        },
        BadCase("a rescan's record too many", "CAP-003", "failed", "RESCAN_MISMATCH") {
            $0.addRecords = { log in
                log.gap(seconds: 60)
                log.rescan(.created)
            }
        },
        BadCase("records of a rescan that there was not", "CAP-003", "failed", "RESCAN_MISMATCH") {
            $0.addRecords = { log in
                log.gap(seconds: 60, found: nil)
                log.rescan(.created)
            }
        },
        BadCase("records of a rescan behind the next gap", "CAP-003", "failed", "RESCAN_MISMATCH") {
            $0.addRecords = { log in
                log.gap(seconds: 60, found: (1, 0, 0))
                log.gap(seconds: 60)
                log.rescan(.created)
            }
        },
        BadCase("a rescan and no gap", "CAP-003", "indeterminate", "GAP_UNRECORDED") {
            $0.addRecords = { $0.rescan(.created) }
        },
        BadCase("a stop and no gap", "CAP-003", "indeterminate", "GAP_UNRECORDED") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .stop))
                log.append(ServiceBody(event: .start), after: 3_600)
            }
        },
        BadCase("a gap shorter than the stop", "CAP-003", "indeterminate", "GAP_UNRECORDED") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .stop))
                log.append(ServiceBody(event: .start), after: 3_600)
                log.gap(seconds: 600)
            }
        },
        BadCase("a crash of the service and no gap", "CAP-003", "indeterminate", "GAP_UNRECORDED") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .start))
                log.open(recovering: true, after: 600)
            }
        },
        BadCase("a change of settings without a word", "CAP-003", "indeterminate", "CONFIG_CHANGED")
        {
            $0.addRecords = { log in
                log.configure(.zero, watched: ["/data/nmr"])
                try log.close(.configuration)
                log.configuration = SHA256.hash([1])
                log.open()
            }
        },
        BadCase("a change of other settings than there were", "CAP-003", "failed", "CONFIG_CHANGED")
        {
            $0.addRecords = { log in
                log.configure(.zero, watched: ["/data/nmr"])
                log.configure(SHA256.hash([2]), previous: SHA256.hash([1]), watched: ["/data/nmr"])
            }
        },
        BadCase("less watched under the same settings", "CAP-003", "failed", "CONFIG_CHANGED") {
            $0.addRecords = { log in
                log.configure(.zero, watched: ["/data/hplc", "/data/nmr"])
                log.configure(.zero, watched: ["/data/nmr"])
            }
        },
    ]
}

extension TestLog {
    /// Adds a gap that ends now.
    mutating func gap(
        seconds: Int64, found: (created: UInt64, modified: UInt64, deleted: UInt64)? = (0, 0, 0)
    ) {
        append(
            GapBody(
                cause: "queue-overflow", from: Timestamp(unixSeconds: now.unixSeconds - seconds),
                to: now, scope: "/data/nmr",
                result: found.map {
                    Reconciliation(created: $0.created, modified: $0.modified, deleted: $0.deleted)
                }))
    }

    /// Adds what a rescan found: a file of a dataset that no version closes.
    mutating func rescan(_ event: CapturedFile.Event, path: String = "exp2/fid") {
        let dataset = CapturedFile.Dataset(id: "DS-2", version: 1)
        let file =
            event == .deleted
            ? CapturedFile(deleted: dataset, root: "data/nmr", path: path)
            : CapturedFile(
                event: event, dataset: dataset, root: "data/nmr", path: path, size: 1,
                sha256: SHA256.hash([1]), modifiedUtc: now)
        append(CaptureBody.file(file), project: Self.project, cause: GapBody.rescanCause)
    }

    /// Puts a configuration into force.
    mutating func configure(_ sha256: Digest, previous: Digest? = nil, watched: [String]) {
        append(
            ConfigBody(
                sha256: sha256, previous: previous, reason: "a visit", watched: watched))
        configuration = sha256
    }
}

@Suite struct WatchTests {
    /// Case F7: an overflow, told and looked into.
    @Test func aGapWithItsRescanPassesAndSaysForWhichTimeNothingIsClaimed() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.gap(seconds: 60, found: (1, 1, 1))
            for event in [CapturedFile.Event.created, .modified, .deleted] { log.rescan(event) }
            log.gap(seconds: 259_200)
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let result = try #require(report.result("CAP-003"))
        #expect(result.outcome == .passed)
        #expect(result.examined == "2 gaps")
        #expect(result.findings.map(\.code) == ["GAP_PRESENT", "GAP_PRESENT"])
        #expect(result.findings.allSatisfy { $0.effect == .observation })
        #expect(result.findings[0].sentence.contains("aren't shown to be complete"))
        #expect(report.statements.first { $0.id == "L-12" }?.text.contains("2 gaps") == true)
    }

    /// Case F8: what was undone within the hour can't be seen, and that is said.
    @Test func anHourWithoutTheServiceIsToldAndNotClaimed() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.append(ServiceBody(event: .start))
            log.append(ServiceBody(event: .stop))
            log.append(ServiceBody(event: .start), after: 3_600)
            log.gap(seconds: 3_600)
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let found = try #require(report.result("CAP-003")?.findings.first)
        #expect(found.code == "GAP_PRESENT")
        #expect(found.effect == .observation)
        #expect(found.place.sequence != nil && found.place.epoch == 1)
        #expect(found.sentence.contains("for 60 minutes"))
        #expect(found.sentence.contains("changed and put back in that time can't be seen"))
    }

    /// Case F13: a change that takes a folder away is told with the folder.
    @Test func watchingLessIsSaidWithTheFolder() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.configure(.zero, watched: ["/data/hplc", "/data/nmr"])
            log.configure(SHA256.hash([1]), previous: .zero, watched: ["/data/nmr"])
            try log.close(.configuration)
            log.open()
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let found = try #require(report.result("CAP-003")?.findings)
        #expect(found.map(\.code) == ["CONFIG_CHANGED"])
        #expect(found.map(\.effect) == [.observation])
        #expect(found[0].sentence.contains("no longer watched: /data/hplc."))
    }

    @Test func whatARescanFoundMayBeWithheld() async throws {
        var bundle = TestBundle()
        bundle.withholding = [.init(reason: .personalData, what: "names")]
        bundle.hiddenReason = .personalData
        bundle.addRecords = { log in
            log.gap(seconds: 60, found: (1, 0, 0))
            log.rescan(.created)
        }
        bundle.editLog = { log in
            let place = log.families.lastIndex(of: CaptureBody.family)
            log.lines[place ?? 0].withheld = .personalData
        }
        let report = try await bundle.report()
        #expect(report.answer("CAP-003") == "indeterminate")
        #expect(report.codes("CAP-003") == ["HIDDEN"])
    }

    @Test func aLogThatWatchesNothingIsNotAsked() async throws {
        let report = try await TestBundle().report()
        #expect(report.answer("CAP-003") == "not applicable")
        let said = report.statements.first { $0.id == "L-12" }?.text
        #expect(said?.contains("No record says that a folder was watched") == true)
    }

    @Test func aProfileMayAllowLongerGaps() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { $0.gap(seconds: 300_000) }
        var profile = Profile.standard
        profile.limits.gapSeconds = 300_000
        #expect(try await bundle.report(profile: profile).verdict == .passed)
    }
}
