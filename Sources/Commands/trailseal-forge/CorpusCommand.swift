import CommandSupport
import Forge
import LinuxFiles

/// `corpus`: packs the sample bundles for the verifier's self-test.
enum CorpusCommand {
    static let spec = CommandSpec(
        name: "corpus", summary: "pack the sample bundles for the verifier's self-test",
        details: [
            "Writes \(CorpusSource.path), which is compiled into trailseal-verify. A test says when it "
                + "is out of step with the samples."
        ],
        positionals: [
            PositionalSpec("SAMPLES", help: "the folder sample-bundles", kind: .directory),
            PositionalSpec("FILE", help: "the Swift file to write", kind: .file),
        ],
        examples: [
            ExampleSpec(
                "trailseal-forge corpus sample-bundles \(CorpusSource.path)",
                "After the samples were made again.")
        ])

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        let samples = try arguments.requiredPositional("SAMPLES")
        let file = try arguments.requiredPositional("FILE")
        let text: String
        do {
            text = try CorpusSource.text(of: samples)
        } catch let error as SystemError {
            throw CommandFailure.reading(error)
        }
        do throws(SystemError) {
            try Files.writeDurably(Array(text.utf8), to: file)
        } catch {
            throw CommandFailure.writing(error)
        }
        return .success
    }
}
