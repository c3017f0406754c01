import Findings
import Testing

@testable import Verification

/// VAL-004: whoever doesn't give the known answers says so, and judges nothing.
@Suite struct KnownAnswersTests {
    @Test func thisProgramGivesThemAll() throws {
        #expect(KnownAnswers.cases.isEmpty == false)
        #expect(KnownAnswers.failuresOfThisProcess == [])
        #expect(try Laboratory().codes(KnownAnswersCheck()) == [])
    }

    @Test func eachAnswerThatComesOutOtherwiseFailsByName() throws {
        let check = KnownAnswersCheck { ["SHA-256", "Merkle tree"] }
        let findings = try Laboratory().findings(check)
        #expect(check.rule == "VAL-004")
        #expect(findings.map(\.effect) == [.failure, .failure])
        #expect(findings.map(\.expected) == ["SHA-256", "Merkle tree"])
    }
}
