import Findings
import Reporting
import Testing

@Suite struct TextReportTests {
    private func lines(
        _ reports: [Report], width: Int = 80, isColoured: Bool = false
    ) -> [Substring] {
        TextReport.render(ReportSet(reports: reports), width: width, isColoured: isColoured)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func theVerdictStandsInTheFirstFiveLines() {
        let lines = lines([SampleReport.report()])
        #expect(lines[..<5].contains("  PASSED  bundle.tar"))
        #expect(lines.contains { $0.hasPrefix("  Integrity     PASSED") })
        #expect(lines.contains { $0.hasPrefix("  Governance    NOT ASKED") })
    }

    @Test func aFailureNamesPlaceExpectedAndFound() {
        let text = lines([SampleReport.report([SampleReport.failing("abc")])])
            .joined(separator: "\n")
        for part in [
            "  FAILED  bundle.tar", "The evidence is contradicted. Failed: CHAIN-001.",
            "Failed, critical", "CHAIN-001 Title of CHAIN-001: failed",
            "failure LEAF_MISMATCH at record 17, epoch 2, log abc,",
            "expected  abc", "found     abc", "Does CHAIN-001 hold?",
            "21 CFR 11.10(e) (clause)", "Rests on    recomputed from public data",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func aDigestStaysInOnePiece() {
        let digest = SampleReport.digest
        let text = lines([SampleReport.report([SampleReport.failing(digest)], text: digest)])
        #expect(text.count { $0.contains(digest) } >= 4)
        #expect(text.contains("         expected"))
        #expect(text.contains("           \(digest)"))
    }

    @Test func nothingJudgedIsNotAPass() {
        let text = lines([SampleReport.report(judgedRecords: 0)]).joined(separator: "\n")
        #expect(text.contains("  INDETERMINATE  bundle.tar"))
        #expect(text.contains("there was nothing to judge"))
    }

    @Test func failuresComeBeforeOpenQuestions() throws {
        let text = lines([SampleReport.report([SampleReport.open, SampleReport.failing()])])
            .joined(separator: "\n")
        let failed = try #require(text.firstRange(of: "CHAIN-001 Title"))
        let open = try #require(text.firstRange(of: "NOT-001 Title"))
        #expect(failed.lowerBound < open.lowerBound)
    }

    @Test(arguments: [40, 60, 80, 120], ["x", "陳愛麗 Éva", String(repeating: "W", count: 300)])
    func noLineIsWiderThanThePage(width: Int, text: String) {
        let report = SampleReport.report([SampleReport.failing(text)], text: text)
        for line in lines([report], width: width) {
            #expect(Self.columns(line) <= width, "\(line)")
        }
    }

    @Test(arguments: SampleReport.hostile)
    func aBundlesWordsNeverMakeALineOfTheirOwn(text: String) {
        let hostile = SampleReport.report(
            [SampleReport.failing(text), SampleReport.open], text: text, fileName: text)
        let lines = lines([hostile])
        let headings = lines.filter { !$0.isEmpty && !$0.hasPrefix(" ") }
        let honest = self.lines([SampleReport.report([SampleReport.failing(), SampleReport.open])])
        #expect(headings == honest.filter { !$0.isEmpty && !$0.hasPrefix(" ") })
        #expect(!lines.contains { $0.trimmedOfSpaces.hasPrefix("PASSED  bundle.tar") })
    }

    @Test(arguments: SampleReport.hostile)
    func onlyPrintableCharactersAreWritten(text: String) {
        let report = SampleReport.report([SampleReport.failing(text)], text: text, fileName: text)
        for line in lines([report]) {
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .format })
        }
    }

    @Test func colourComesOnlyWhenAskedAndChangesNoWord() {
        let report = SampleReport.report([SampleReport.failing(), SampleReport.open])
        let plain = lines([report])
        let coloured = lines([report], isColoured: true)
        #expect(!plain.contains { $0.contains("\u{1B}") })
        #expect(coloured.contains { $0.contains("\u{1B}[1;31m") })
        #expect(coloured.map(Self.uncoloured) == plain.map(String.init))
    }

    @Test func theMachinesClockIsNamedInTheRunBlockOnly() {
        var other = SampleReport.report(atWasGiven: false)
        let first = lines([other])
        other.basis.judgedAt = "2027-01-01T00:00:00.000000000Z"
        let second = lines([other])
        let changed = zip(first, second).filter { $0 != $1 }.map { $0.0 }
        #expect(changed == ["    Judged for  2026-11-21T10:00:00.000000000Z"])
    }

    @Test func everyRuleAskedOrNotIsListed() {
        let text = lines([SampleReport.report()]).joined(separator: "\n")
        for rule in ["BND-001", "SIG-001", "INS-001", "SIG-005"] { #expect(text.contains(rule)) }
        #expect(text.contains("not applicable:"))
        #expect(text.contains("Not implemented in this version"))
    }

    @Test func severalBundlesBeginWithASummary() {
        let set = ReportSet(
            reports: [
                SampleReport.report(fileName: "a.tar"),
                SampleReport.report([SampleReport.failing()], fileName: "b.tar"),
            ], unread: [UnreadBundle(fileName: "c.tar", reason: "cannot read c.tar")])
        let text = TextReport.render(set)
        #expect(text.split(separator: "\n").dropFirst().first == "ALL BUNDLES: NONE")
        #expect(text.contains("  PASSED          a.tar\n  FAILED          b.tar\n"))
        #expect(text.contains("  NO VERDICT      c.tar\n"))
        #expect(TextReport.summary(set) == "PASSED  a.tar\nFAILED  b.tar\nNONE  c.tar\n")
        #expect(set.verdict == nil)
    }

    @Test func theSameReportGivesTheSameBytes() {
        let report = SampleReport.report([SampleReport.failing(), SampleReport.open])
        #expect(lines([report]) == lines([report]))
    }

    private static func columns(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { count, scalar in
            count + ((0x4E00...0x9FFF).contains(scalar.value) ? 2 : 1)
        }
    }

    private static func uncoloured(_ line: Substring) -> String {
        var text = String(line)
        while let start = text.firstRange(of: "\u{1B}["),
            let end = text[start.upperBound...].firstIndex(of: "m")
        {
            text.removeSubrange(start.lowerBound...end)
        }
        return text
    }
}

extension StringProtocol {
    /// Without spaces in front.
    var trimmedOfSpaces: SubSequence { drop { $0 == " " } }
}
