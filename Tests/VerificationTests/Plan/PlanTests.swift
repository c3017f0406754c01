import CanonicalJSON
import Findings
import Records
import Testing
@testable import Verification

/// A check that answers what a test tells it to.
private struct FixedCheck: Check {
    let rule: RuleID
    var needs: [RuleID] = []
    let answer: CheckAnswer

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer { answer }
}

/// A check that passes where another one failed before it.
private struct SeeingCheck: Check {
    let rule: RuleID = "EXP-001"
    let needs: [RuleID] = []
    let sees: [RuleID] = ["SIG-003"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let hasFailed = context.prior["SIG-003"]?.outcome == .failed
        return .findings(hasFailed ? [] : [Finding(.failure, "Y", "y")])
    }
}

@Suite struct PlanTests {
    private func results(
        _ checks: [any Check], facts: Facts = Facts(), rules: Set<RuleID>
    ) async -> [RuleResult] {
        let context = JudgementContext(
            facts: facts, trust: Trust(), profile: Profile(name: "test", rules: rules),
            at: Timestamp(unixSeconds: 0))
        return await PlanRunner(checks: checks).results(on: facts, in: context)
    }

    @Test func aBlockedCheckNamesItsBlocker() async {
        let check = FixedCheck(rule: "BND-003", needs: ["BND-001"], answer: .findings([]))
        let results = await results([check], rules: ["BND-003"])
        #expect(results.map(\.outcome) == [.notRun(blockedBy: "BND-001")])
    }

    @Test func theNearestMissingGroundIsTheBlocker() async {
        var facts = Facts()
        facts.frame.members = [
            MemberFact(parsed: nil, foreignName: "x", headerOffset: 0, size: 0)
        ]
        let check = FixedCheck(
            rule: "CHAIN-005", needs: ["BND-001", "BND-002", "REC-001"], answer: .findings([]))
        let results = await results([check], facts: facts, rules: ["CHAIN-005"])
        #expect(results.map(\.outcome) == [.notRun(blockedBy: "BND-002")])
    }

    @Test func aRuleThatNothingAnswersStaysOpen() async {
        let results = await results([], rules: ["BND-001"])
        #expect(results.map(\.outcome) == [.notRun(blockedBy: "BND-001")])
        #expect(Verdict(of: results) == .indeterminate)
    }

    @Test func nothingStopsAtTheFirstFailure() async {
        let checks = [
            FixedCheck(rule: "BND-001", answer: .findings([Finding(.failure, "X", "x")])),
            FixedCheck(rule: "VAL-004", answer: .findings([])),
        ]
        let results = await results(checks, rules: ["BND-001", "VAL-004"])
        #expect(results.map(\.outcome) == [.failed, .passed])
    }

    @Test func whoLooksAtAnotherResultIsAskedBehindIt() async {
        let failing = FixedCheck(rule: "SIG-003", answer: .findings([Finding(.failure, "X", "x")]))
        let passing = FixedCheck(rule: "VAL-004", answer: .findings([]))
        let results = await results(
            [SeeingCheck(), passing, failing], rules: ["SIG-003", "EXP-001", "VAL-004"])
        #expect(results.map(\.rule.id) == ["SIG-003", "VAL-004", "EXP-001"].sorted(by: order))
        #expect(results.first { $0.rule.id == "EXP-001" }?.outcome == .passed)
    }

    /// Whoever sees another one stands behind it in the catalogue, or it would see nothing.
    @Test func whatACheckSeesStandsInFrontOfIt() {
        for check in Checks.all {
            for seen in check.sees { #expect(order(seen, check.rule), "\(check.rule)") }
        }
    }

    private func order(_ one: RuleID, _ other: RuleID) -> Bool {
        let places = Catalogue.rules.map(\.id)
        return places.firstIndex(of: one) ?? 0 < places.firstIndex(of: other) ?? 0
    }

    @Test func anObservationRuleNeverFails() async {
        let context = JudgementContext(
            facts: Facts(), trust: Trust(),
            profile: Profile(
                name: "test", rules: ["BND-001"], severityChanges: ["BND-001": .observation]),
            at: Timestamp(unixSeconds: 0))
        let check = FixedCheck(rule: "BND-001", answer: .findings([Finding(.failure, "X", "x")]))
        let results = await PlanRunner(checks: [check]).results(on: Facts(), in: context)
        #expect(results.map(\.outcome) == [.observation])
        #expect(Verdict(of: results) == .passed)
    }

    static let verdicts: [([Outcome], Verdict)] = [
        ([], .indeterminate),
        ([.passed], .passed),
        ([.passed, .notApplicable(.noneRecorded)], .passed),
        ([.passed, .observation], .passed),
        ([.passed, .indeterminate], .indeterminate),
        ([.passed, .notRun(blockedBy: "BND-001")], .indeterminate),
        ([.indeterminate, .failed], .failed),
        ([.failed, .passed], .failed),
    ]

    @Test(arguments: verdicts)
    func theVerdictIsTheWorstThatDecides(_ outcomes: [Outcome], _ verdict: Verdict) throws {
        let rule = try #require(Catalogue.rule("BND-001"))
        #expect(Verdict(of: outcomes.map { RuleResult(rule: rule, outcome: $0) }) == verdict)
    }

    @Test func aMinorFailureDoesNotDecide() throws {
        let rule = try #require(Catalogue.rule("AUTH-006"))
        #expect(rule.severity == .minor)
        #expect(Verdict(of: [RuleResult(rule: rule, outcome: .failed)]) == .passed)
    }

    @Test func aBundleWithoutAJudgedRecordNeverPasses() throws {
        let rule = try #require(Catalogue.rule("BND-001"))
        let report = Report(
            results: [RuleResult(rule: rule, outcome: .passed)], judgedRecords: 0,
            rulesNotAsked: [], subject: ReportSubject(fileName: "x", byteCount: 0),
            basis: ReportBasis(
                program: "", ruleSetSHA256: "", profile: "", profileSHA256: "", judgedAt: "",
                judgedAtWasGiven: true, anchors: []), logs: [], signatures: [], datasets: [],
            statements: [])
        #expect(report.verdict == .indeterminate)
    }
}

@Suite struct CatalogueTests {
    @Test func everyRuleStandsOnce() {
        let ids = Catalogue.rules.map(\.id)
        #expect(ids.count == 103)
        #expect(Set(ids).count == ids.count)
        #expect(Catalogue.positions["CHAIN-003"] == ids.firstIndex(of: "CHAIN-003"))
    }

    @Test func everyRuleAsksAQuestionAndCitesAText() {
        for rule in Catalogue.rules {
            #expect(rule.question.hasSuffix("?"), "\(rule.id)")
            #expect(!rule.clauses.isEmpty, "\(rule.id)")
            #expect(!rule.title.isEmpty)
        }
    }

    @Test func everyBuiltRuleHasACheckAndNoOtherHas() {
        let built = Set(Catalogue.rules.filter(\.isImplemented).map(\.id))
        #expect(Set(Checks.all.map(\.rule)) == built)
        #expect(Checks.all.count == built.count)
        #expect(built.count == 48)
    }

    @Test func profilesHoldBuiltRulesOnly() {
        for profile in Profile.shipped {
            #expect(profile.plan.allSatisfy { $0.isImplemented })
            #expect(profile.plan.count + profile.rulesNotAsked.count == Catalogue.rules.count)
        }
        #expect(
            Profile.standard.rules.subtracting(Profile.keyless.rules) == ["CHAIN-002"])
        #expect(
            Profile.complete.rules.subtracting(Profile.standard.rules) == ["TIME-003"])
    }
}

@Suite struct ProfileFileTests {
    @Test(arguments: Profile.shipped)
    func aProfileComesBackFromItsOwnBytes(_ profile: Profile) throws {
        let bytes = CanonicalJSON.encode(.object(profile.json))
        #expect(try Profile(bytes: bytes) == profile)
    }

    @Test func severityAndLimitsAreRead() throws {
        var profile = Profile.standard
        profile.severityChanges = ["CKPT-002": .minor]
        profile.limits.unwitnessedRecords = 5
        profile.limits.asksForIndependence = false
        let bytes = CanonicalJSON.encode(.object(profile.json))
        let back = try Profile(bytes: bytes)
        #expect(back == profile)
        #expect(back.sha256 != Profile.standard.sha256)
        #expect(back.plan.first { $0.id == "CKPT-002" }?.severity == .minor)
    }

    static let refused: [(String, ProfileError)] = [
        (#"{"name":"x","rules":[],"v":1}"#, .noRules),
        (#"{"name":"x","rules":["NO-001"],"v":1}"#, .unknownRule("NO-001")),
        (#"{"name":"x","rules":["AUD-001"],"v":1}"#, .unknownRule("AUD-001")),
        (#"{"name":"x","rules":["BND-001"],"v":2}"#, .wrongMember("v")),
        (#"{"more":1,"name":"x","rules":["BND-001"],"v":1}"#, .unknownMember("more")),
        (
            #"{"limits":{"pace":1},"name":"x","rules":["BND-001"],"v":1}"#,
            .unknownMember("limits/pace")
        ),
        (
            #"{"limits":{"skewMilliseconds":-1},"name":"x","rules":["BND-001"],"v":1}"#,
            .wrongMember("limits/skewMilliseconds")
        ),
    ]

    @Test(arguments: refused)
    func aProfileThatWouldBeHalfIgnoredIsRefused(_ text: String, _ error: ProfileError) {
        #expect(throws: error) { try Profile(bytes: Array(text.utf8)) }
    }
}
