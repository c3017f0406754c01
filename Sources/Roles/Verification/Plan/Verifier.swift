package import BundleFormat
package import Cryptography
package import Findings
package import Records

/// What one judgement needs: the bundle, and everything that doesn't come from it.
package struct VerificationInput: Sendable {
    /// The bytes of the bundle.
    package var source: any ByteSource
    /// The file's name, without its folders.
    package var fileName: String
    /// The anchors that the auditor brought.
    package var trust: Trust
    /// The rules, weights and limits.
    package var profile: Profile
    /// The time that the judgement is made for.
    package var at: Timestamp
    /// Whether that time was given, or read from the machine's clock.
    package var atWasGiven: Bool
    /// Finds a file kept outside the bundle by its mapped path and digest; nil where no folder
    /// was given.
    package var extraFiles: (@Sendable (_ path: String, _ sha256: Digest) -> (any ByteSource)?)?
    /// What came after sealing, from the folder beside the tar.
    package var later: [LaterInput]
    /// Whether the report names the digest of the whole file however large it is.
    package var digestsFile: Bool
    /// Name and version of the program.
    package var program: String
    /// How much is read before the verifier gives up.
    package var limits: BundleLimits

    /// Makes the input of its parts.
    package init(
        source: any ByteSource, fileName: String, trust: Trust, profile: Profile, at: Timestamp,
        atWasGiven: Bool,
        extraFiles: (@Sendable (_ path: String, _ sha256: Digest) -> (any ByteSource)?)? = nil,
        later: [LaterInput] = [], digestsFile: Bool = false, program: String,
        limits: BundleLimits = BundleLimits()
    ) {
        self.source = source
        self.fileName = fileName
        self.trust = trust
        self.profile = profile
        self.at = at
        self.atWasGiven = atWasGiven
        self.extraFiles = extraFiles
        self.later = later
        self.digestsFile = digestsFile
        self.program = program
        self.limits = limits
    }
}

/// Why a bundle can't be judged at all; what is wrong with the evidence is a finding instead.
package enum VerifierError: Error, Hashable, Sendable {
    /// The bytes can't be read.
    case unreadable(offset: UInt64, text: String)
}

/// Judges a bundle: bytes, then facts, then one result per rule, then the verdict.
package enum Verifier {
    /// Judges one bundle.
    ///
    /// 1. Collect the facts; nothing is judged yet.
    /// 2. Judge receipts and certificates once under the auditor's trust.
    /// 3. Ask every rule of the profile.
    /// 4. Put the report together; the verdict is computed from the results.
    /// 5. Where it is PASSED, find out until when.
    ///
    /// - Parameters:
    ///   - input: The bundle, the trust, the profile and the time.
    ///   - progress: Told how many of how many bytes were read, from any task.
    /// - Returns: The report, whatever the bundle holds.
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    package static func verify(
        _ input: VerificationInput,
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)? = nil
    ) async throws -> Report {
        await judge(try await facts(input, progress: progress), input)
    }

    /// Judges one bundle of several, and keeps what the others can contradict.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    package static func verifyOfSeveral(
        _ input: VerificationInput,
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)? = nil
    ) async throws -> (report: Report, history: BundleHistory) {
        let facts = try await facts(input, progress: progress)
        return (await judge(facts, input), BundleHistory(facts, fileName: input.fileName))
    }

    /// Collects the facts of one bundle, without judgement.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    package static func facts(
        _ input: VerificationInput,
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)? = nil
    ) async throws -> Facts {
        try await FactCollector(input, progress: progress).facts()
    }

    /// Judges facts that were collected, or built by hand.
    package static func judge(_ facts: Facts, _ input: VerificationInput) async -> Report {
        let context = JudgementContext(
            facts: facts, trust: input.trust, profile: input.profile, at: input.at)
        let results = await PlanRunner(checks: Checks.all).results(on: facts, in: context)
        async let endurance =
            Verdict(of: results) == .passed
            ? EnduranceSearch(facts: facts, input: input, results: results).endurance(from: context)
            : nil
        var report = ReportAssembly(facts: facts, context: context, input: input)
            .report(of: results)
        if report.verdict == .passed { report.endurance = await endurance }
        return report
    }
}
