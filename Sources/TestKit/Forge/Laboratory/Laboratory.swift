package import Capture
internal import Cryptography
internal import LinuxFiles
internal import RecordLog
internal import Records

/// An honest laboratory in one process, made with the real capture and sealing roles.
///
/// Clock, randomness, host, program and paths are fixed, so what it makes comes out byte for byte
/// the same on every machine. Its keys are known to everybody. One laboratory at a time: the
/// repeatable random generator belongs to the whole process, and stays as long as the samples are
/// made (`DeterministicRandom.remove` gives the real one back).
package final class Laboratory {
    /// What it was asked to have.
    package let plan: LaboratoryPlan
    /// Its clock.
    package let clock: LaboratoryClock
    let workspace: Workspace
    let layout: StoreLayout
    let context: CaptureContext
    let authority: LaboratoryAuthority?
    let witnessKey: String?

    static let custodianPassword = SecretBytes(copying: Array("the custodian's own".utf8))
    static let witnessName = "qa.example/witness"

    /// Begins a log and has it witnessed; nobody is enrolled yet.
    ///
    /// - Throws: Whatever the roles throw; an honest laboratory has no reason to fail.
    package init(_ plan: LaboratoryPlan) throws {
        DeterministicRandom.install(seed: Array("trailseal sample \(plan.seed)".utf8))
        self.plan = plan
        clock = LaboratoryClock(start: plan.start, isMeasured: plan.measuresClock)
        workspace = try Workspace()
        layout = StoreLayout(workspace.file("store"))
        context = Self.context(clock, workspace)
        authority =
            plan.hasAuthority
            ? try LaboratoryAuthority(clock: clock, hasSubordinate: plan.hasSubordinate) : nil
        witnessKey =
            plan.hasWitness
            ? try DirectoryWitness.create(
                workspace.file("witness"), name: Self.witnessName
            ).description : nil
        _ = try Initialisation.run(request, at: layout.folder, context: context)
        _ = try LogWriter.advance(layout, context: context, transport: transport)
    }

    private static func context(_ clock: LaboratoryClock, _ workspace: Workspace) -> CaptureContext
    {
        CaptureContext(
            clock: clock, random: LibraryRandom(),
            host: HostFacts(
                host: "NMR-400", osUser: LaboratoryPerson.analyst.userID,
                loginUser: LaboratoryPerson.analyst.userID, boot: LaboratoryPlan.boot),
            program: ProgramIdentity(
                name: "trailseal-capture", version: "1.0.0",
                sha256: SHA256.hash(Array("trailseal-capture of the samples".utf8))),
            presentation: PathPresentation(
                actual: workspace.path, presented: LaboratoryPlan.presentedFolder),
            keyFileCost: .negligible)
    }

    private var request: InitialisationRequest {
        var notaries: [NotaryConfiguration] = []
        if plan.hasWitness {
            notaries.append(
                NotaryConfiguration(
                    kind: .witness, name: "qa", place: LaboratoryPlan.presentedFolder + "/witness"))
        }
        if plan.hasAuthority {
            notaries.append(
                NotaryConfiguration(
                    kind: .rfc3161, name: "tsa", place: LaboratoryPlan.authorityURL))
        }
        return InitialisationRequest(
            organisation: LaboratoryPlan.organisation, site: LaboratoryPlan.site,
            policy: plan.policy, custodian: .own(password: Self.custodianPassword),
            custodianFolder: workspace.file("custodian"), notaries: notaries,
            isUnwitnessed: notaries.isEmpty, calendarDepth: 8)
    }

    /// Brings queries to the laboratory's own authority.
    var transport: NotaryTransport {
        NotaryTransport(timeStamps: { [authority] url, query in
            guard let authority, url == LaboratoryPlan.authorityURL else {
                throw CaptureError.notary("there is no network in a laboratory: \(url)")
            }
            return try authority.answer(query)
        })
    }

    /// Opens the log, does some work, closes the epoch and has the head witnessed.
    @discardableResult
    package func session<Result>(_ body: (LogWriter) throws -> Result) throws -> Result {
        try LogWriter.session(
            layout, context: context,
            closed: { [transport] writer in
                let outcome = try Checkpointing.collect(writer, transport: transport)
                for notary in outcome?.notaries ?? [] {
                    if case .failed(let why) = notary.result {
                        throw ForgeError.broken("no receipt from \(notary.name): \(why)")
                    }
                }
            }, body)
    }

    /// The log, for reading.
    package func reader() throws -> StoreReader {
        try StoreReader(layout, presentation: context.presentation)
    }
}

/// The library's generator, which a laboratory has made repeatable.
private struct LibraryRandom: RandomSource {
    func bytes(_ count: Int) throws -> [UInt8] { try SystemRandom.bytes(count) }
}
