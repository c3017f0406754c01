internal import Capture

/// The honest laboratories that samples start from.
///
/// A sample named as the twin of another uses the same scene with the same seed, so the two differ
/// in what the sample changes and in nothing else.
enum Scene {
    static let project = "QC-26-118"
    static let sample = "S-551"

    /// The smallest experiment that has everything.
    static let experiment = SimulatedExperiment(
        number: 1, title: "Sample S-551, 1H", pointCount: 64)

    /// One experiment, which nobody has signed yet.
    static func minimal(
        seed: String = "minimal", experiment: SimulatedExperiment = experiment,
        changing change: (String, inout [UInt8]) -> Void = { _, _ in },
        plan: (inout LaboratoryPlan) -> Void = { _ in }
    ) throws -> Laboratory {
        var chosen = LaboratoryPlan(seed: seed)
        plan(&chosen)
        let laboratory = try Laboratory(chosen)
        try laboratory.acquire([experiment], sample: sample, changing: change)
        try laboratory.begin(sample: sample, project: project)
        return laboratory
    }

    /// As `minimal`, with an authority that dates checkpoints and seal.
    static func timeStamped() throws -> Laboratory {
        try minimal(
            seed: "time-stamped",
            plan: {
                $0.hasAuthority = true
                $0.stampsSeal = true
            })
    }

    /// As `timeStamped`, with an authority that has its certificate from a subordinate one.
    static func stampedBySubordinate() throws -> Laboratory {
        try minimal(
            seed: "stamped by subordinate",
            plan: {
                $0.hasAuthority = true
                $0.hasSubordinate = true
                $0.stampsSeal = true
            })
    }

    /// As `minimal`, with an authority that dates checkpoints and no witness.
    static func stampedOnly() throws -> Laboratory {
        try minimal(
            seed: "stamped only",
            plan: {
                $0.hasAuthority = true
                $0.hasWitness = false
            })
    }

    /// As `minimal`, with a signature on the dataset that was made past the programs.
    static func signed(_ change: (inout ForgedSignature) -> Void) throws -> Laboratory {
        let laboratory = try minimal()
        var forged = ForgedSignature()
        change(&forged)
        try laboratory.forge(forged, targets: [laboratory.newestDataset()])
        return laboratory
    }

    /// As `minimal`, signed by the author after a sign-in at the institution's service.
    static func signedIn(
        _ change: @escaping @Sendable (inout SignInService.Answer) -> Void = { _ in }
    ) throws -> Laboratory {
        let laboratory = try minimal(seed: "signed in", plan: { $0.hasSignIn = true })
        try laboratory.restate(.analyst, account: SignInService.account(of: .analyst))
        var forged = ForgedSignature()
        forged.signIn = change
        try laboratory.forge(forged, targets: [laboratory.newestDataset()])
        return laboratory
    }

    /// Two experiments, signed by their author and by a reviewer.
    static func twoSignatures() throws -> Laboratory {
        let laboratory = try Laboratory(LaboratoryPlan(seed: "two signatures"))
        let second = SimulatedExperiment(
            number: 2, title: "Sample S-551, 1H again", pointCount: 64, isBigEndian: true,
            usesCarriageReturns: true, noiseSeed: 2)
        try laboratory.acquire([experiment, second], sample: sample)
        let recorded = try laboratory.begin(sample: sample, project: project)
        let datasets = recorded.datasets.map(\.id)
        try laboratory.sign(.analyst, meaning: "AUTHORED", datasets: datasets)
        try laboratory.sign(.reviewer, meaning: "REVIEWED", datasets: datasets)
        return laboratory
    }

    /// One experiment, signed by author and reviewer, at a site whose policy asks for signatures.
    static func requiring(_ meanings: [String]) throws -> Laboratory {
        let laboratory = try minimal(
            seed: "required signatures", plan: { $0.requiredMeanings = meanings })
        let dataset = [try laboratory.newestDataset()]
        try laboratory.sign(.analyst, meaning: "AUTHORED", records: dataset)
        try laboratory.sign(.reviewer, meaning: "REVIEWED", records: dataset)
        return laboratory
    }

    /// Two projects, of which one is exported.
    static func twoProjects() throws -> Laboratory {
        let laboratory = try Laboratory(LaboratoryPlan(seed: "two projects"))
        try laboratory.acquire([experiment], sample: sample)
        let recorded = try laboratory.begin(sample: sample, project: project)
        try laboratory.acquire([experiment], sample: "T-7")
        let other = try laboratory.record(sample: "T-7", project: "STAB-9")
        try laboratory.sign(
            .analyst, meaning: "AUTHORED", datasets: recorded.datasets.map(\.id))
        try laboratory.sign(.reviewer, meaning: "REVIEWED", datasets: other.datasets.map(\.id))
        return laboratory
    }
}
