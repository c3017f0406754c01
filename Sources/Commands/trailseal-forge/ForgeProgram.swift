import CommandSupport
import Forge
import LinuxFiles

/// The command line of `trailseal-forge`.
enum ForgeProgram {
    static let version = ProgramVersion.text

    static let spec = CommandSpec(
        name: "trailseal-forge",
        summary: "make sample bundles and simulated instrument data",
        details: [
            "For demonstrations and tests. Everything it makes comes out the same on every machine; "
                + "its keys are known to everybody and good for nothing else."
        ],
        subcommands: [
            instrument, SamplesCommand.spec, MutateCommand.spec, FuzzCommands.seeds,
            FuzzCommands.fuzz, CorpusCommand.spec, RulePagesCommand.spec, RenderingsCommand.spec,
        ],
        examples: [
            ExampleSpec(
                "trailseal-forge instrument nmr --experiments 2",
                "Two finished experiments of a simulated spectrometer below nmr.")
        ],
        exitStatuses: [
            StatusSpec(.success), StatusSpec(.failed, "a change passed, or a sample differs"),
            StatusSpec(.usage), StatusSpec(.unreadable), StatusSpec(.cannotCreate),
            StatusSpec(.inputOutput),
        ])

    private static let instrument = CommandSpec(
        name: "instrument", summary: "write experiments as a spectrometer would",
        details: [
            "Each experiment is a folder like TopSpin's, with synthetic signals and vendor audit "
                + "files whose hashes are right."
        ],
        options: [
            OptionSpec("experiments", placeholder: "N", help: "how many experiments (default 1)"),
            OptionSpec(
                "points", placeholder: "N", help: "complex points of each decay (default 4096)"),
        ],
        positionals: [
            PositionalSpec("FOLDER", help: "the project's folder; made if it isn't there")
        ])

    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        switch arguments.command.last {
        case "instrument":
            let folder = try arguments.requiredPositional("FOLDER")
            let count = try arguments.integer("experiments", in: 1...1000) ?? 1
            let points = try arguments.integer("points", in: 16...1_048_576) ?? 4096
            do {
                try InstrumentFolder.writeExperiments(
                    Int(count), pointCount: Int(points), below: folder)
            } catch {
                throw CommandFailure.writing(error)
            }
            let noun = count == 1 ? "experiment" : "experiments"
            try StandardStreams.write("\(count) \(noun) written below \(Printable.line(folder))\n")
            return .success
        case "samples": return try SamplesCommand.run(arguments)
        case "mutate": return try await MutateCommand.run(arguments)
        case "seeds": return try FuzzCommands.writeSeeds(arguments)
        case "fuzz": return try await FuzzCommands.tryAgain(arguments)
        case "corpus": return try CorpusCommand.run(arguments)
        case "rule-pages": return try RulePagesCommand.run(arguments)
        case "renderings": return try await RenderingsCommand.run(arguments)
        default:
            throw arguments.usage("name a command")
        }
    }
}
