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
                "only", placeholder: "CASE", help: "only this sample", isRepeatable: true),
            OptionSpec("check", help: "write nothing; say which samples would come out otherwise"),
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
        if arguments.flag("check") { return try check(chosen, folder) }
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

    private static func check(_ samples: [Sample], _ folder: String) throws -> ExitStatus {
        var status = ExitStatus.success
        for sample in samples {
            for path in try Samples.differences(of: sample, below: folder) {
                try StandardStreams.write("\(sample.name)/\(path) would come out otherwise\n")
                status = .failed
            }
        }
        if status == .success {
            try StandardStreams.write("\(samples.count) samples come out as they are\n")
        }
        return status
    }
}
