import CommandSupport
import Forge
import LinuxFiles

/// `samples`: writes the sample bundles.
enum SamplesCommand {
    static let spec = CommandSpec(
        name: "samples", summary: "write the sample bundles with their expected judgements",
        details: [
            "Each sample is a folder with bundle.tar, the auditor's trust folder, expected.json and "
                + "a README that says why it must be judged so. The bytes are the same every time."
        ],
        options: [
            OptionSpec(
                "only", placeholder: "CASE", help: "write only this sample", isRepeatable: true)
        ],
        positionals: [PositionalSpec("FOLDER", help: "where the folders go; existing ones go")],
        examples: [
            ExampleSpec(
                "trailseal-forge samples sample-bundles --only good-minimal",
                "Makes one sample again.")
        ])

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        let folder = try arguments.requiredPositional("FOLDER")
        let only = arguments.values("only")
        let chosen: [Sample]
        do {
            chosen = only.isEmpty ? Samples.all : try only.map(Samples.named)
        } catch {
            throw arguments.usage("\(error)")
        }
        for sample in chosen {
            do {
                try Samples.write(sample, below: folder)
            } catch let error as SystemError {
                throw CommandFailure.writing(error)
            } catch {
                throw CommandFailure(.internalError, "\(sample.name): \(error)")
            }
        }
        let noun = chosen.count == 1 ? "sample" : "samples"
        try StandardStreams.write(
            "\(chosen.count) \(noun) written below \(Printable.line(folder))\n")
        return .success
    }
}
