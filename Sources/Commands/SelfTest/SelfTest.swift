import AuditorTrust
import BundleFormat
import CommandSupport
import Cryptography
import Findings
import Records
package import Reporting
import TrustAnchors
package import Verification

/// The verifier's test of itself: known answers, and bundles with known judgements.
///
/// Every bundle goes the way that a user's bundle goes, from its bytes and a trust folder to the verdict.
/// Source: docs/formats/report.md §11.
package struct SelfTest: Sendable {
    private let corpus: Corpus?
    private let answers: [KnownAnswers.Case]
    private let program: String

    /// Chooses what to test by.
    ///
    /// - Parameters:
    ///   - corpus: The bundles; nil counts as a failure.
    ///   - answers: The known answers.
    ///   - program: Name and version of the program.
    package init(
        corpus: Corpus? = .builtIn, answers: [KnownAnswers.Case] = KnownAnswers.cases,
        program: String
    ) {
        self.corpus = corpus
        self.answers = answers
        self.program = program
    }

    /// Runs everything, whatever comes out.
    ///
    /// - Parameter date: The date that the page should bear; a machine's clock is never asked.
    package func run(date: String?) async -> SelfTestReport {
        var bundles: [SelfTestReport.Bundle] = []
        for sample in corpus?.samples ?? [] { bundles.append(await judge(sample)) }
        return SelfTestReport(
            program: program, date: date, ruleSetSHA256: Catalogue.sha256.hex,
            algorithmTable: "\(AlgorithmTable.version), \(AlgorithmTable.sha256.hex)",
            profiles: Profile.shipped.map { .init(name: $0.name, sha256: $0.sha256.hex) },
            corpusSHA256: corpus?.sha256.hex,
            answers: answers.map { .init(name: $0.name, holds: $0.holds()) }, bundles: bundles)
    }

    private func judge(_ sample: Corpus.Sample) async -> SelfTestReport.Bundle {
        do {
            let report = try await report(on: sample)
            var wrong: [SelfTestReport.WrongRule] = []
            for (rule, word) in sample.rules.sorted(by: { $0.key < $1.key }) {
                let found = report.results.first { $0.rule.id.rawValue == rule }?.outcome.word
                if found != word {
                    wrong.append(.init(rule: rule, expected: word, found: found ?? "not asked"))
                }
            }
            return .init(
                name: sample.name, expected: sample.verdict, found: report.verdict.rawValue,
                ruleCount: sample.rules.count, wrongRules: wrong)
        } catch {
            return .init(
                name: sample.name, expected: sample.verdict, found: "no verdict: \(error)",
                ruleCount: sample.rules.count, wrongRules: [])
        }
    }

    /// What is wrong with a corpus, and not with a bundle.
    private enum Unusable: Error {
        case time(String)
        case profile(String)
    }

    private func report(on sample: Corpus.Sample) async throws -> Report {
        guard let at = Timestamp(rfc3339: sample.at) else { throw Unusable.time(sample.at) }
        guard let profile = Profile.shipped.first(where: { $0.name == sample.profile }) else {
            throw Unusable.profile(sample.profile)
        }
        let trust = try TrustFolder.read("trust", from: .memory(sample.trust))
        return try await Verifier.verify(
            VerificationInput(
                source: MemorySource(sample.bundle), fileName: "bundle.tar", trust: Trust(trust),
                profile: profile, at: at, atWasGiven: true,
                later: sample.later.map { LaterInput(name: $0.key, bytes: $0.value) }
                    .sorted { $0.name < $1.name }, program: program))
    }
}
