import BundleFormat
import CanonicalJSON
import Cryptography
import Findings
import RecordLog
import Records
import Testing
import Verification

@Suite struct HonestBundleTests {
    @Test func passesEveryRuleOfThePlan() async throws {
        let report = try await TestBundle().report()
        for result in report.results {
            let isFine = ["passed", "not applicable"].contains(result.outcome.word)
            #expect(isFine, "\(result.rule.id): \(result.outcome) \(result.findings)")
        }
        #expect(report.verdict == .passed)
        #expect(report.results.map(\.rule.id) == Profile.standard.plan.map(\.id))
    }

    @Test func reportSaysWhatWasCovered() async throws {
        let bytes = try TestBundle().bytes()
        let report = try await TestBundle.report(on: bytes)
        let log = try #require(report.logs.first)
        #expect(log.recordCount == log.recomputedCodes)
        #expect(log.epochCount == 4)
        #expect(log.unwitnessedTail == 0)
        #expect(log.custody == "custodian")
        #expect(report.subject.sha256 == SHA256.hash(bytes).hex)
        #expect(report.subject.export?.approver == "Bob Okafor (P2)")
        #expect(report.datasets.map(\.instrumentTrail) == ["raw data agree with its own trail"])
        #expect(report.signatures.count == 2)
        #expect(Set(report.statements.map(\.id)).isSuperset(of: ["W-01", "W-15", "L-01"]))
        #expect(!report.statements.contains { $0.id == "W-04" })
    }

    @Test func verifiesTheSameTwice() async throws {
        let bytes = try TestBundle().bytes()
        let first = try await TestBundle.report(on: bytes)
        let second = try await TestBundle.report(on: bytes)
        #expect(first == second)
    }

    @Test func keylessProfilePassesWithoutKeysAndSaysSo() async throws {
        var bundle = TestBundle()
        bundle.editMembers = { members in
            for path in members.keys { if case .keys = path { members[path] = nil } }
        }
        let report = try await bundle.report(profile: .keyless)
        #expect(report.verdict == .passed)
        #expect(report.result("CHAIN-002") == nil)
        #expect(report.rulesNotAsked.contains { $0.rule.id == "CHAIN-002" })
        let codes = report.statements.first { $0.id == "W-10" }
        #expect(codes?.text.contains("not recomputed") == true)
    }

    @Test func recordsOfOtherProjectsMayBeWithheldAndAreCounted() async throws {
        let report = try await TestBundle.hidingAnotherProject.report()
        #expect(report.verdict == .passed)
        #expect(report.logs.map(\.withheldCount) == [1])
    }

    @Test func whatAnotherReasonCoversIsTheApproversWord() async throws {
        for query in [ExportQuery(), ExportQuery(project: TestLog.project)] {
            var bundle = TestBundle()
            bundle.query = query
            bundle.withholding = [.init(reason: .personalData, what: "who mistyped a password")]
            bundle.addRecords = { $0.append(TestBundle.failedAttempt) }
            bundle.hiddenFamilies = ["credential"]
            bundle.hiddenReason = .personalData
            let report = try await bundle.report()
            #expect(report.verdict == .passed)
            let notes = report.result("EXP-002")?.findings.map(\.code)
            #expect(notes == ["APPROVERS_WORD"])
        }
    }

    @Test func aQueryByNumberMayLeaveOutAnything() async throws {
        var bundle = TestBundle()
        bundle.query = ExportQuery(project: TestLog.project, records: [5])
        bundle.withholding = [.init(reason: .outOfScope, what: "other records")]
        bundle.addRecords = { $0.append(TestBundle.failedAttempt) }
        bundle.hiddenFamilies = ["credential"]
        #expect(try await bundle.report().answer("EXP-002") == "passed")
    }

    @Test func aFamilyThatIsKeptElsewhereAndNotHerePasses() async throws {
        var bundle = TestBundle()
        bundle.notKeptHere = [.init(family: "audit", where: "LIMS", why: "its own trail")]
        #expect(try await bundle.report().verdict == .passed)
    }

    @Test func aKeyThatSomebodyGetsAfterTheExportIsNoPersonsYet() async throws {
        var bundle = TestBundle()
        bundle.addAfterExport = { $0.append(TestPerson.sealKeeper.identity(at: $0.now)) }
        let report = try await bundle.report()
        #expect(report.answer("BND-004") == "passed")
        #expect(report.answer("PKI-001") == "passed")
    }

    @Test func anotherOperatorOnAnotherMachineIsSaid() async throws {
        var bundle = TestBundle()
        bundle.files["exp1/1/audita.txt"] = TestFiles.trail(
            of: TestFiles.fid, user: "mse", host: "av600")
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        #expect(
            report.result("INS-003")?.findings.map(\.code) == ["VENDOR_OPERATOR", "VENDOR_HOST"])
    }

    @Test func aGapWithItsRescanIsCountedTwiceAndAgrees() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.append(
                GapBody(
                    cause: "stopped", from: log.now, to: log.now,
                    result: Reconciliation(created: 0, modified: 0, deleted: 0)))
        }
        #expect(try await bundle.report().answer("CHAIN-006") == "passed")
    }

    @Test func aCrashWithinTheLimitPassesAndIsListed() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { $0.open(recovering: true, after: 600) }
        let report = try await bundle.report()
        #expect(report.answer("CHAIN-006") == "passed")
        #expect(report.verdict == .passed)
        #expect(report.logs.first?.unclosedEpochs.count == 1)
        #expect(report.statements.contains { $0.id == "L-02" })
    }

    @Test func aClockSetBackWithItsRecordPasses() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.append(ServiceBody(event: .start), after: 4_000)
            log.append(
                ClockBody(stepMs: -3_000_000, from: log.now, to: log.now), after: -3_000)
        }
        let report = try await bundle.report()
        #expect(report.answer("TIME-002") == "passed")
        #expect(report.verdict == .passed)
    }

    /// The table states offsets that the records leave to their openings, here in more than one block.
    @Test func recordsBehindAnotherOpeningHaveItsClockHoweverFarBehind() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            for (offset, zone) in [("-03:30", "America/St_Johns"), ("+01:00", "Europe/Zurich")] {
                try log.close(.time)
                log.wall = (offset, zone)
                log.open()
                for _ in 0..<1_500 { log.append(UnknownBody()) }
            }
        }
        let report = try await bundle.report()
        #expect(report.answer("REC-001") == "passed")
        #expect(report.answer("REC-002") == "passed")
        #expect(report.answer("CPY-001") == "passed")
        #expect(report.logs.first.map { $0.recordCount > 3_000 } == true)
    }

    @Test func theLogOfALaterVersionIsNotAFailure() async throws {
        var bundle = TestBundle()
        bundle.editArchive = { archive in
            let text = String(decoding: archive[0].data, as: UTF8.self)
            archive[0].data = Array(text.replacing(#","v":1}"#, with: #","v":2}"#).utf8)
        }
        let report = try await bundle.report()
        #expect(report.answer("BND-002") == "indeterminate")
        #expect(report.result("BND-003")?.outcome == .notRun(blockedBy: "BND-002"))
        #expect(report.verdict == .indeterminate)
    }

    @Test func unknownFieldsOfARecordAreKeptAndListed() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            log.append(UnknownBody())
        }
        let report = try await bundle.report()
        #expect(report.verdict == .passed)
        let notes = report.result("REC-001")?.findings.filter { $0.code == "UNKNOWN_FIELD" } ?? []
        #expect(notes.compactMap(\.found) == ["family weather, 1 time"])
    }

    @Test func cellsThatBeginLikeAFormulaAreSaid() async throws {
        var bundle = TestBundle()
        bundle.addRecords = { log in
            for (user, name) in [
                ("=cmd|' /C calc'!A0", "@SUM(1)"), ("-2+3", "Alice"), ("a=1", "+"),
            ] {
                let actor = Actor(
                    userId: user, name: name, kind: .human, source: "os-session",
                    attribution: .loginSession)
                log.append(UnknownBody(), actor: actor)
            }
        }
        let report = try await bundle.report()
        #expect(report.answer("REC-002") == "passed")
        let notes = report.result("REC-002")?.findings.filter { $0.code == "FORMULA_CELL" } ?? []
        #expect(
            notes.compactMap(\.found) == [
                "name +", "name @SUM(1)", "userId -2+3", "userId =cmd|' /C calc'!A0",
            ])
        let honest = try await TestBundle().report()
        #expect(honest.result("REC-002")?.findings == [])
    }
}

extension TestBundle {
    /// A record without a project.
    static let failedAttempt = CredentialBody(personId: "P9", userId: "u9", kind: .failed)

    /// An honest bundle that withholds a record of a project nobody asked for.
    static var hidingAnotherProject: TestBundle {
        var bundle = TestBundle()
        bundle.withholding = [.init(reason: .outOfScope, what: "other projects")]
        bundle.addRecords = { log in
            let other = "ffeeddccbbaa9988"
            log.append(ProjectBody(label: other, name: "STAB-9"), project: other)
            log.append(failedAttempt, project: other)
        }
        bundle.hiddenFamilies = ["credential"]
        return bundle
    }
}

/// A family that this version doesn't know.
private struct UnknownBody: RecordBody {
    static let family = "weather"

    init() {}

    init(from reader: inout FieldReader) throws(SchemaError) {}

    var json: JSONObject { JSONObject([("sky", "grey")]) }
}

@Suite struct FilesElsewhereTests {
    /// The honest bundle without its raw data, which the manifest accounts for.
    private func bundle(_ why: Manifest.Absent.Reason) throws -> TestBundle {
        var bundle = TestBundle()
        let (log, _) = try bundle.log()
        let digest = SHA256.hash(TestFiles.fid)
        let sequence = try #require(
            log.lines.firstIndex {
                String(decoding: $0.entry, as: UTF8.self).contains(digest.hex)
            })
        bundle.editMembers = { members in
            for path in members.keys where path.text.hasSuffix("/fid") { members[path] = nil }
        }
        bundle.editManifest = { manifest in
            manifest.absent = [
                Manifest.Absent(
                    log: manifest.logs[0].log, sequence: UInt64(sequence), sha256: digest,
                    size: UInt64(TestFiles.fid.count), why: why)
            ]
        }
        return bundle
    }

    @Test func aReferencedFileStaysOpenUntilItIsHandedIn() async throws {
        let bundle = try bundle(.referenced)
        let open = try await bundle.report()
        #expect(open.answer("CAP-001") == "indeterminate")
        #expect(open.codes("CAP-001") == ["FILE_ELSEWHERE"])
        #expect(open.answer("INS-002") == "indeterminate")
        let handed = try await bundle.report(
            extraFiles: [SHA256.hash(TestFiles.fid): TestFiles.fid])
        #expect(handed.answer("CAP-001") == "passed")
    }

    @Test func aFileHandedInWithOtherBytesFails() async throws {
        let report = try await bundle(.referenced).report(
            extraFiles: [SHA256.hash(TestFiles.fid): [1, 2, 3]])
        #expect(report.codes("CAP-001") == ["FILE_DIGEST_MISMATCH"])
        #expect(report.verdict == .failed)
    }

    @Test(arguments: [(Manifest.Absent.Reason.changed, "FILE_CHANGED"), (.gone, "FILE_GONE")])
    func aFileThatIsChangedOrGoneFails(
        _ why: Manifest.Absent.Reason, _ code: String
    ) async throws {
        let report = try await bundle(why).report()
        #expect(report.codes("CAP-001") == [code])
        #expect(report.verdict == .failed)
    }
}
