import Findings
import Testing
import Verification

@testable import Reporting

/// Clauses and principles: what the rules that serve them came to.
@Suite struct RequirementTableTests {
    /// A report in which every rule of the catalogue was asked.
    private static func report(_ answer: (Rule) -> Outcome?) -> Report {
        var report = SampleReport.report(
            Catalogue.rules.compactMap { rule in
                answer(rule).map { RuleResult(rule: rule, outcome: $0) }
            })
        report.rulesNotAsked = Catalogue.rules.filter { answer($0) == nil }.map {
            RuleNotAsked(rule: $0, reason: .notImplemented)
        }
        return report
    }

    @Test func everyCitationOfPart11HasItsLine() {
        let lines = Part11Table.lines(of: Self.report { _ in .passed })
        let named = Set(lines.flatMap { $0.asked.map(\.rule) })
        for rule in Catalogue.rules
        where rule.clauses.contains(where: { $0.citation.hasPrefix("21 CFR") }) {
            #expect(named.contains(rule.id), "\(rule.id)")
        }
    }

    @Test func everyRuleOfAPrincipleIsInTheCatalogue() {
        #expect(PrincipleTable.rules.filter { Catalogue.rule($0) == nil } == [])
    }

    @Test func aStandingFollowsFromTheAnswers() throws {
        func standing(_ answer: (Rule) -> Outcome?) throws -> RequirementLine.Standing {
            try #require(
                Part11Table.lines(of: Self.report(answer)).first { $0.name == "21 CFR 11.10(e)" }
            ).standing
        }
        #expect(try standing { _ in .passed } == .shown)
        #expect(try standing { _ in nil } == .notExamined)
        #expect(try standing { _ in .notApplicable(.noneRecorded) } == .nothingToAsk)
        #expect(try standing { $0.id == "CHAIN-001" ? .passed : nil } == .inPart)
        #expect(try standing { $0.id == "CHAIN-001" ? .indeterminate : .passed } == .open)
        #expect(
            try standing { $0.id == "CHAIN-001" ? .notRun(blockedBy: "BND-001") : .passed }
                == .open)
        #expect(try standing { $0.id == "CHAIN-001" ? .failed : .indeterminate } == .contradicted)
    }

    @Test func whatNoFileShowsIsNeverShown() {
        let lines = Part11Table.lines(of: Self.report { _ in .passed })
        for name in ["21 CFR 11.10(i)", "21 CFR 11.10(j)", "21 CFR 11.100(c)"] {
            #expect(lines.first { $0.name == name }?.standing == .outside)
        }
    }

    @Test func noRenderingCallsAnythingCompliant() throws {
        let set = ReportSet(reports: [Self.report { _ in .passed }])
        let pages = [
            TextReport.render(set), String(decoding: HTMLReport.render(set), as: UTF8.self),
        ]
        for page in pages {
            #expect(!page.lowercased().contains("compliant"))
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-02T15:00:00Z", 1_793_631_600),
        ("2000-02-29T23:59:59.5Z", 951_868_799), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func momentsAreReadAndWritten(_ text: String, _ seconds: Int64) {
        #expect(Moment.seconds(text) == seconds)
        #expect(CalendarTime.text(seconds).prefix(10) == text.prefix(10))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01T00:00:00Z", "<U+202E>-01-01T00:00:00Z", "2026-11-02 15:00:00Z",
    ])
    func whatIsNoMomentIsNotDrawn(_ text: String) { #expect(Moment.seconds(text) == nil) }

    @Test func aLongListSaysWhatItLeavesOut() {
        let listing = Listing(Array(1...1000), limit: 100, beyond: 50, noun: "files")
        #expect(listing.shown == Array(1...90) + Array(991...1000))
        #expect(listing.note?.hasPrefix("Of 1,050 files the first 90 and the last 10") == true)
        #expect(Listing([1], limit: 100, noun: "files").note == nil)
        #expect(
            Listing([1], limit: 100, beyond: 2, noun: "files").note?.hasPrefix("2 more") == true)
    }
}
