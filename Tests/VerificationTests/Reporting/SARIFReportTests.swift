import CanonicalJSON
import Findings
import Testing
import TrailSealTestKit

@testable import Reporting

@Suite struct SARIFReportTests {
    /// A result of SARIF, as far as these tests ask.
    private struct Result: Equatable {
        let rule, level, text, fingerprint: String
    }

    private func run(_ set: ReportSet) throws -> JSONObject {
        let log = SARIFReport.object(set, by: SampleReport.run).objectValue
        return try #require(log?["runs"]?.arrayValue?.first?.objectValue)
    }

    private func results(_ set: ReportSet) throws -> [Result] {
        try #require(try run(set)["results"]?.arrayValue).map { value in
            let object = try #require(value.objectValue)
            return Result(
                rule: try #require(object["ruleId"]?.stringValue),
                level: try #require(object["level"]?.stringValue),
                text: try #require(object["message"]?.objectValue?["text"]?.stringValue),
                fingerprint: try #require(
                    object["partialFingerprints"]?.objectValue?["primaryLocationLineHash"]?
                        .stringValue))
        }
    }

    private func results(_ results: RuleResult...) throws -> [Result] {
        try self.results(ReportSet(reports: [SampleReport.report(results)]))
    }

    private static func result(
        _ severity: Severity, _ effect: Finding.Effect, sentence: String = "It is so."
    ) -> RuleResult {
        let finding = Finding(effect, "CODE", at: Place(member: "a", sequence: 7), sentence)
        return RuleResult(rule: SampleReport.rule("BND-001", severity), findings: [finding])
    }

    // MARK: Levels

    /// A finding of an effect in a rule of a weight, and its level; nil where it isn't listed.
    static let levels: [(Severity, Finding.Effect, String?)] = [
        (.critical, .failure, "error"), (.major, .failure, "error"),
        (.minor, .failure, "note"), (.observation, .failure, "note"),
        (.critical, .openQuestion, "warning"), (.major, .openQuestion, "warning"),
        (.minor, .openQuestion, "note"), (.observation, .openQuestion, "note"),
        (.critical, .observation, "note"), (.observation, .observation, "note"),
        (.critical, .note, nil), (.minor, .note, nil),
    ]

    @Test(arguments: levels)
    func theLevelSaysWhatAFindingDoesToTheVerdict(
        _ severity: Severity, _ effect: Finding.Effect, _ level: String?
    ) throws {
        #expect(try results(Self.result(severity, effect)).first?.level == level)
    }

    @Test func whatPassedIsNotListed() throws {
        #expect(try results(ReportSet(reports: [SampleReport.report()])) == [])
    }

    @Test func aRuleThatWasNotRunSaysSoItself() throws {
        let blocked = RuleResult(
            rule: SampleReport.rule("SIG-001"), outcome: .notRun(blockedBy: "BND-001"))
        let listed = try results(blocked)
        #expect(listed.map(\.level) == ["warning"])
        #expect(listed.first?.text == "Title of SIG-001: not run: blocked by BND-001.")
    }

    @Test func whatIsNotListedIsCounted() throws {
        let finding = Finding(.failure, "CODE", "It is so.")
        let many = RuleResult(
            rule: SampleReport.rule("BND-001"), findings: [finding], unlisted: 1_200)
        #expect(try results(many).last?.text.hasSuffix("1,200 more findings not listed.") == true)
    }

    @Test func aVerdictThatNoRuleExplainsIsListed() throws {
        let empty = SampleReport.report(judgedRecords: 0)
        #expect(empty.verdict == .indeterminate)
        let listed = try results(ReportSet(reports: [empty]))
        #expect(listed.map(\.rule) == ["VERDICT"])
        #expect(listed.map(\.level) == ["warning"])
    }

    // MARK: Fingerprints

    @Test func aFingerprintStaysWhileTheFindingDoes() throws {
        let first = try results(Self.result(.critical, .failure))
        let other = try results(Self.result(.minor, .failure, sentence: "In other words."))
        #expect(first.map(\.fingerprint) == ["BND-001:CODE:bundle.tar::7::a:1"])
        #expect(first.map(\.fingerprint) == other.map(\.fingerprint))
    }

    @Test func noTwoResultsShareAFingerprint() throws {
        let finding = Finding(.failure, "CODE", at: Place(sequence: 7), "It is so.")
        let twice = RuleResult(rule: SampleReport.rule("BND-001"), findings: [finding, finding])
        let set = ReportSet(reports: [
            SampleReport.report([twice]), SampleReport.report([twice], fileName: "b%3A.tar"),
        ])
        #expect(Set(try results(set).map(\.fingerprint)).count == 4)
    }

    // MARK: Text

    static let messages = [
        ("plain words", "plain words"), ("{0} {a}", "{{0}} {{a}}"),
        ("[click](http://x)", "[click]<U+0028>http://x)"), ("a[1] (b)", "a[1] (b)"),
        ("]\u{200B}(", "]<U+200B>("), ("\u{1B}[31m", "<U+001B>[31m"),
    ]

    @Test(arguments: messages)
    func aMessageHasNoPlaceholderAndNoLink(_ text: String, _ shown: String) {
        #expect(SARIFText.message(text) == shown)
    }

    static let addresses = [
        ("bundle.tar", "bundle.tar"), ("data/a b.csv", "data/a%20b.csv"), ("é", "%C3%A9"),
        ("a:b?c#d%", "a%3Ab%3Fc%23d%25"), ("\u{1}", "%01"),
    ]

    @Test(arguments: addresses)
    func anAddressIsAReferenceInWhichNothingActs(_ path: String, _ uri: String) {
        #expect(SARIFText.uri(path) == uri)
    }

    // MARK: The run

    @Test func anUnreadBundleIsWhatTheRunTells() throws {
        let set = ReportSet(
            reports: [], unread: [UnreadBundle(fileName: "x.tar", reason: "cannot read x.tar")])
        let invocation = try run(set)["invocations"]?.arrayValue?.first?.objectValue
        #expect(invocation?["executionSuccessful"] == .boolean(false))
        let told = invocation?["toolExecutionNotifications"]?.arrayValue?.first?.objectValue
        #expect(told?["message"]?.objectValue?["text"] == .string("cannot read x.tar"))
    }

    @Test func theProgramIsNamedWithVersionCommitAndDigest() throws {
        let driver = try run(ReportSet(reports: []))["tool"]?.objectValue?["driver"]?.objectValue
        #expect(driver?["semanticVersion"] == .string("1.2.3"))
        let build = driver?["properties"]?.objectValue
        #expect(build?["commit"] == .string("c0ffee"))
        #expect(build?["sha256"] == .string(SampleReport.digest))
    }

    @Test func everyRuleIsDescribedAndSaysWhetherItWasAsked() throws {
        let driver = try run(ReportSet(reports: [SampleReport.report()]))["tool"]?.objectValue?[
            "driver"]?.objectValue
        let rules = try #require(driver?["rules"]?.arrayValue).map(\.objectValue)
        #expect(
            rules.map { $0?["id"]?.stringValue } == [
                "BND-001", "COMPARISON", "INS-001", "SIG-001", "SIG-005", "VERDICT",
            ])
        #expect(
            rules.map { $0?["defaultConfiguration"]?.objectValue?["enabled"] } == [
                .boolean(true), .boolean(true), .boolean(true), .boolean(true), .boolean(false),
                .boolean(true),
            ])
    }

    // MARK: Structure

    @Test func hostileWordsKeepThePublishedStructure() throws {
        let documents = HostileReportTests.words.enumerated().flatMap { number, words in
            [("all", TaggedReport.Reach.all), ("foreign", .foreign)].map { name, reach in
                let set = TaggedReport(reach: reach) { "\($0) \(words.text)" }.set
                return (
                    name: "\(number)-\(name)", bytes: SARIFReport.render(set, by: SampleReport.run)
                )
            }
        }
        // The tagged exit code is 10 while a bundle wasn't read; nothing else may be wrong.
        let problems = try DocumentPeer.problems("sarif", in: documents).filter {
            !$0.contains("§3.20.14")
        }
        #expect(problems == [])
    }

    /// What the peer must refuse, each made by one replacement in a sound file.
    static let faults = [
        ("\"version\":\"2.1.0\"", "\"version\":\"2.0.0\"", "version"),
        ("\"level\":\"error\",\"locations\"", "\"level\":\"fatal\",\"locations\"", "level"),
        ("\"startLine\":1", "\"startLine\":0", "startLine"),
        ("\"columnKind\"", "\"columnSort\"", "columnSort"),
        ("\"ruleIndex\":0", "\"ruleIndex\":1", "§3.27.6"),
        ("The leaf", "[The leaf](http://x) {0}", "§3.11.6"),
        ("The leaf", "The {0} leaf", "§3.11.5"),
        ("\"uri\":\"bundle.tar\"", "\"uri\":\"http:bundle\"", "§3.10.1"),
        ("\"kind\":\"fail\"", "\"kind\":\"open\"", "§3.27.10"),
    ]

    @Test(arguments: faults)
    func thePeerSeesWhatIsWrong(_ sound: String, _ fault: String, _ named: String) throws {
        let set = ReportSet(reports: [SampleReport.report([SampleReport.failing()])])
        let text = String(decoding: SARIFReport.render(set, by: SampleReport.run), as: UTF8.self)
        let broken = text.split(separator: sound, omittingEmptySubsequences: false)
            .joined(separator: fault)
        #expect(broken != text)
        let answers = try DocumentPeer.problems(
            "sarif", in: [("broken", Array(broken.utf8)), ("sound", Array(text.utf8))])
        #expect(answers.contains { $0.hasPrefix("broken\t") && $0.contains(named) }, "\(answers)")
        #expect(!answers.contains { $0.hasPrefix("sound\t") }, "\(answers)")
    }
}
