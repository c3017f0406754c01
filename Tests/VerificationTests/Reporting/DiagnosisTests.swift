import Findings
import Testing
import TrailSealTestKit

@testable import Reporting
@testable import Verification

/// What is said of a result that isn't passed: what it could mean, and who can mend it.
@Suite struct DiagnosisTests {
    private static let effects: [Finding.Effect] = [.failure, .openQuestion, .observation, .note]

    @Test func everyReasonCodeSaysWhatItCouldMeanAndWhatMendsIt() throws {
        for code in ReasonCodes.sorted.map(\.code) {
            for effect in Self.effects {
                let diagnosis = try #require(ReasonCodes.diagnosis(of: code, effect), "\(code)")
                #expect(diagnosis.couldMean.hasSuffix("."), "\(code)")
                #expect(diagnosis.couldMean.count > 20, "\(code)")
                #expect(diagnosis.remedy.hasSuffix("."), "\(code)")
                #expect(!diagnosis.remedy.contains(".."), "\(code)")
            }
        }
    }

    /// Whatever can keep a bundle from passing names somebody who can mend it.
    @Test func whatFailsOrStaysOpenNamesWhoCanMendIt() throws {
        let emitted = try Self.emitted()
        #expect(emitted.failing.count > 90)
        #expect(emitted.open.count > 40)
        for code in emitted.failing {
            #expect(ReasonCodes.diagnosis(of: code, .failure)?.menders.isEmpty == false, "\(code)")
        }
        for code in emitted.open {
            #expect(
                ReasonCodes.diagnosis(of: code, .openQuestion)?.menders.isEmpty == false, "\(code)")
        }
    }

    /// Evidence that is missing is no guilt.
    @Test func noWordOnMissingEvidenceReadsLikeGuilt() throws {
        for rule in Catalogue.rules {
            guard let phrase = RulePhrases.phrase(for: rule.id) else { continue }
            #expect(Self.accusations(in: phrase.whenOpen) == [], "\(rule.id)")
        }
        for code in try Self.emitted().open {
            let diagnosis = try #require(ReasonCodes.diagnosis(of: code, .openQuestion))
            #expect(Self.accusations(in: diagnosis.couldMean + diagnosis.remedy) == [], "\(code)")
            #expect(Self.accusations(in: ReasonCodes.meaning(of: code) ?? "") == [], "\(code)")
        }
        for narrowed in ReasonCodes.narrowed where narrowed.effect == .openQuestion {
            let diagnosis = try #require(
                ReasonCodes.diagnosis(of: narrowed.code, .openQuestion, in: narrowed.rule))
            #expect(Self.accusations(in: diagnosis.couldMean) == [], "\(narrowed)")
        }
    }

    @Test func theNarrowestDiagnosisCounts() {
        let general = ReasonCodes.diagnosis(of: "TIME_ORDER", .failure)
        let narrow = ReasonCodes.diagnosis(of: "TIME_ORDER", .failure, in: "TIME-002")
        #expect(general != narrow)
        #expect(ReasonCodes.diagnosis(of: "TIME_ORDER", .failure, in: "SIG-001") == general)
        #expect(
            ReasonCodes.diagnosis(of: "NOT_YET_VALID", .openQuestion)
                != ReasonCodes.diagnosis(of: "NOT_YET_VALID", .failure))
        #expect(ReasonCodes.diagnosis(of: "NO_SUCH_CODE", .failure) == nil)
    }

    /// A narrowed meaning stands for a rule and a code that exist.
    @Test func everyNarrowedMeaningIsOfARuleThatGivesTheCode() {
        for narrowed in ReasonCodes.narrowed {
            #expect(Catalogue.rule(narrowed.rule)?.isImplemented == true, "\(narrowed)")
            #expect(ReasonCodes.meaning(of: narrowed.code) != nil, "\(narrowed)")
            #expect(
                ReasonCodes.diagnosis(of: narrowed.code, narrowed.effect, in: narrowed.rule)
                    != ReasonCodes.diagnosis(of: narrowed.code, narrowed.effect), "\(narrowed)")
        }
    }

    @Test func eachReasonIsExplainedOnceHoweverOftenItWasFound() {
        let findings = (0..<5).map {
            Finding(.failure, "LEAF_MISMATCH", at: Place(sequence: $0), "x")
        }
        let others = [
            Finding(.openQuestion, "HIDDEN", "y"), Finding(.note, "CUSTODY", "z"),
            Finding(.failure, "NO_SUCH_CODE", "w"),
        ]
        let reasons = ResultReason.all(of: findings + others)
        #expect(reasons.map(\.code) == ["LEAF_MISMATCH", "HIDDEN"])
        #expect(ResultReason.facts(reasons).count == 4)
    }

    // MARK: Words

    private static let guilty = [
        "tamper", "forge", "manipulat", "fraud", "falsif", "guilt", "suspic", "dishonest",
        "conceal",
        "cheat", "deceiv", "on purpose", "taken away", "cut away", "unseen", "without right",
        "fake",
    ]

    private static func accusations(in text: String) -> [String] {
        guilty.filter(text.lowercased().contains)
    }

    /// The codes that stand beside an effect in the sources of the checks.
    private static func emitted() throws -> (failing: Set<String>, open: Set<String>) {
        var failing: Set<String> = []
        var open: Set<String> = []
        for path in try sources(RepositoryRoot.path + "/Sources/Roles/Verification") {
            let text = String(decoding: try readFile(path), as: UTF8.self)
            for match in text.matches(of: /\.failure,\s*(?:is[A-Za-z]+ \? )?"([A-Z0-9_]{4,})"/) {
                failing.insert(String(match.1))
            }
            for match in text.matches(of: /(?:failure|\.fail)\(\s*"([A-Z0-9_]{4,})"/) {
                failing.insert(String(match.1))
            }
            for match in text.matches(of: /\.openQuestion,\s*"([A-Z0-9_]{4,})"/) {
                open.insert(String(match.1))
            }
            for match in text.matches(of: /(?:open|\.doubt)\(\s*"([A-Z0-9_]{4,})"/) {
                open.insert(String(match.1))
            }
            for match in text.matches(
                of: /\.openQuestion : \.(?:failure|observation),\s*"([A-Z0-9_]{4,})"/)
            {
                open.insert(String(match.1))
            }
        }
        return (failing, open)
    }

    private static func sources(_ folder: String) throws -> [String] {
        try namesInFolder(folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift") { return [path] }
            return name.contains(".") ? [] : try sources(path)
        }
    }
}
