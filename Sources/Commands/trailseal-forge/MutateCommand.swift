import BundleFormat
import CommandSupport
import Forge
import LinuxFiles
import Records

/// `mutate`: changes a bundle in every place and has each change judged.
enum MutateCommand {
    static let spec = CommandSpec(
        name: "mutate", summary: "judge every single-byte change of a bundle, and every cut",
        details: [
            "Every byte is changed once, in memory, and the verifier judges each result in this "
                + "process. None may pass. A change of which the report names the member it lies in "
                + "counts as named.",
            "Exit status 10 says that a change passed, and the report says where.",
        ],
        options: [
            OptionSpec(
                "trust", placeholder: "DIR", help: "the auditor's trust: roots/ and witnesses",
                kind: .directory, isRequired: true),
            OptionSpec(
                "at", placeholder: "RFC3339", help: "the time to judge at", isRequired: true),
            OptionSpec(
                "stride", placeholder: "N", help: "change every Nth byte only (default 1)"),
            OptionSpec(
                "member", placeholder: "PATH",
                help: "change this member only, such as manifest.json.p7s"),
            OptionSpec("truncations", help: "judge every cut of the bundle as well"),
            OptionSpec("jobs", placeholder: "N", help: "how many at a time (default 2)"),
        ],
        positionals: [PositionalSpec("BUNDLE", help: "an honest bundle")],
        examples: [
            ExampleSpec(
                "trailseal-forge mutate good-minimal/bundle.tar --trust good-minimal/trust "
                    + "--at 2026-11-02T15:00:00Z --truncations",
                "Tries every byte and every cut of a sample.")
        ])

    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        let bundle = try read(try arguments.requiredPositional("BUNDLE"))
        let text = try arguments.required("at")
        guard let at = Timestamp(rfc3339: text) else {
            throw arguments.usage("--at needs a time such as 2026-11-02T15:00:00Z, not \(text)")
        }
        let stride = Int(try arguments.integer("stride", in: 1...1_000_000) ?? 1)
        let jobs = Int(try arguments.integer("jobs", in: 1...256) ?? 2)
        let trial = try MutationTrial(
            bundle, trust: SampleTrust.read(try arguments.required("trust")), at: at)
        let started = Clocks.monotonicNanoseconds()
        guard try await trial.passesUnchanged() else {
            throw CommandFailure(.failed, "the bundle doesn't pass even as it is")
        }
        var tally = await trial.changes(
            stride: stride, jobs: jobs, within: arguments.value("member"))
        if arguments.flag("truncations") {
            tally.add(await trial.truncations(stride: stride, jobs: jobs))
        }
        let seconds = (Clocks.monotonicNanoseconds() - started) / 1_000_000_000
        try StandardStreams.write(tally.text + "\(seconds) s, \(jobs) at a time\n")
        return tally.isClean ? .success : .failed
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do { return try Files.read(path, limit: 1 << 26) } catch {
            throw CommandFailure.reading(error)
        }
    }
}
