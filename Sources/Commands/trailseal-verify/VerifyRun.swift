import AuditorTrust
import BundleFormat
import CommandSupport
import Cryptography
import Findings
import LinuxFiles
import RecordLog
import Records
import Reporting
import SelfTest
import TrustAnchors
import Verification

/// One run over some bundles.
///
/// 1. Everything that the auditor brought is read; what can't be used ends the run here.
/// 2. Reports of an earlier run under the same names are taken away.
/// 3. Each bundle is judged; one that can't be read is noted and the next one is judged.
/// 4. Several bundles are compared with each other, and all with the auditor's notebook.
/// 5. What was seen is noted, unless something failed.
/// 6. The reports are written whole, or none of them stays.
struct VerifyRun {
    private let bundles: [String]
    private let trust: Trust
    private let profile: Profile
    private let at: Timestamp
    private let atWasGiven: Bool
    private let files: FilesFolder?
    private let later: LaterFolders
    private let output: ReportOutput
    private let forkProof: String?
    private let notebook: Notebook?
    private let notebookFile: NotebookFile?
    private let digestsFile: Bool
    private let isQuiet: Bool

    /// What a run takes from a report that it makes again, where the command line doesn't say it.
    struct Known {
        /// The time to judge for.
        var at: Timestamp
        /// Whether that time was given.
        var atWasGiven: Bool
        /// Whether the digests of whole files were asked for.
        var digestsFile: Bool
        /// The auditor's notebook as it was; nil where none was brought.
        var notebook: Notebook?
    }

    /// Takes a command line, and what is known besides.
    init(_ arguments: ParsedArguments, known: Known? = nil) throws {
        bundles = arguments.positionals("BUNDLE")
        if bundles.contains("-") {
            throw arguments.usage("a bundle is read at many places, so it can't come from a pipe")
        }
        let given = try known?.at ?? Self.time(arguments)
        at = given ?? Timestamp(unixSeconds: Clocks.realtimeNanoseconds() / 1_000_000_000)
        atWasGiven = known?.atWasGiven ?? (given != nil)
        digestsFile = known?.digestsFile ?? arguments.flag("digest")
        isQuiet = arguments.flag("quiet")
        output = try ReportOutput(arguments, bundles: bundles)
        forkProof = arguments.value("fork-proof")
        notebookFile =
            try known == nil ? arguments.value("notebook").map { try NotebookFile($0) } : nil
        notebook = known?.notebook ?? notebookFile?.notebook
        if forkProof != nil && bundles.count < 2 && notebook == nil {
            throw arguments.usage(
                "--fork-proof needs at least two bundles to compare, or a notebook")
        }
        if let path = arguments.value("notebook"), output.writes(to: path) {
            throw arguments.usage("a report would replace the notebook \(Printable.line(path))")
        }
        later = try LaterFolders(arguments, bundles: bundles)
        var folder = try TrustFolder.read(try arguments.required("trust"))
        for path in arguments.values("crl") { try folder.addRevocation(path) }
        trust = Trust(folder)
        profile = try ProfileChoice.profile(arguments.value("profile") ?? "standard")
        files = try arguments.value("files").map(FilesFolder.init)
    }

    /// The time that `--at` gives; nil without it.
    static func time(_ arguments: ParsedArguments) throws(UsageError) -> Timestamp? {
        guard let text = arguments.value("at") else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw arguments.usage(
                "--at needs a time such as 2026-11-21T10:00:00Z, not \(Printable.line(text))")
        }
        return time
    }

    func run() async throws -> ExitStatus {
        try output.prepare()
        let (set, forks, noted) = try await judgeAll()
        if let forkProof { try ForkProofFile.write(forks, to: forkProof) }
        if let noted { try notebookFile?.write(noted) }
        try output.write(set, isQuiet: isQuiet)
        return set.status
    }

    /// Judges every bundle and compares them with each other and with the notebook.
    ///
    /// The program's own file is hashed meanwhile, on another core where there is one.
    ///
    /// - Returns: The reports, the proofs of forks, and the notebook with what may be noted.
    func judgeAll() async throws -> (set: ReportSet, forks: [ForkProof], noted: Notebook?) {
        async let program = ProgramVersion.ownSHA256
        let judged = try await judgeEach()
        var set = judged.set
        let digest = await program
        for index in set.reports.indices { set.reports[index].basis.programSHA256 = digest }
        return (set, judged.forks, judged.noted)
    }

    private func judgeEach() async throws -> (
        set: ReportSet, forks: [ForkProof], noted: Notebook?
    ) {
        var set = ReportSet(reports: [])
        var histories: [BundleHistory] = []
        var manifests: [Digest?] = []
        for bundle in bundles {
            do {
                let judged = try await judge(bundle)
                set.reports.append(judged.report)
                guard let history = judged.history else { continue }
                histories.append(history)
                manifests.append(judged.report.subject.manifestSHA256.flatMap { Digest(hex: $0) })
            } catch let failure as CommandFailure where failure.status == .unreadable {
                set.unread.append(
                    UnreadBundle(fileName: Self.name(bundle), reason: failure.message))
                StandardStreams.writeError("trailseal-verify: \(failure.message)\n")
            }
        }
        let series = BundleSeries.compare(histories)
        set.comparisons = series.comparisons
        guard let notebook else { return (set, series.forks, nil) }
        let visits = NotebookSeries(notebook, histories)
        let (comparison, forks) = visits.compare()
        set.notebook = comparison
        let (noted, told) = visits.noting(
            comparison, verdict: set.verdict, time: at, manifests: manifests)
        set.notebook = told
        return (set, series.forks + forks, noted)
    }

    private func judge(
        _ path: String
    ) async throws -> (report: Report, history: BundleHistory?) {
        let source: FileSource
        do throws(SystemError) { source = try FileSource(path) } catch {
            throw CommandFailure.reading(error)
        }
        let meter = ProgressMeter(
            "Verifying \(Printable.line(Self.name(path)))",
            totalBytes: Int64(clamping: source.size), isQuiet: isQuiet)
        defer { meter.finish() }
        let counter = ProgressCounter(meter)
        do {
            let input = VerificationInput(
                source: source, fileName: Self.name(path), trust: trust, profile: profile,
                at: at, atWasGiven: atWasGiven, extraFiles: files?.lookUp,
                later: try later.files(of: path), digestsFile: digestsFile,
                program: VerifyProgram.identity)
            let size = source.size
            let progress: @Sendable (UInt64, UInt64) -> Void = { done, total in
                guard done < total else { return counter.reach(size) }
                let share = size.multipliedFullWidth(by: done)
                counter.reach(total.dividingFullWidth(share).quotient)
            }
            guard bundles.count > 1 || notebook != nil else {
                return (try await Verifier.verify(input, progress: progress), nil)
            }
            return try await Verifier.verifyOfSeveral(input, progress: progress)
        } catch VerifierError.unreadable(let offset, let text) {
            throw CommandFailure(
                .unreadable, "cannot read \(Printable.line(path)) at byte \(offset): \(text)")
        }
    }

    /// The name without folders, which is all that a report may depend on.
    private static func name(_ path: String) -> String {
        String(decoding: PathText.name(of: path), as: UTF8.self)
    }
}
