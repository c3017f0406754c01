import CommandSupport
import Forge
import LinuxFiles

/// `renderings`: writes what the verifier says of each sample, or only the digests of that.
enum RenderingsCommand {
    static let spec = CommandSpec(
        name: "renderings", summary: "write the reports on the sample bundles, or their digests",
        details: [
            "Writes \(SampleRenderings.path), by which a test sees when a report on a sample comes out "
                + "otherwise; with --pages also every report as an HTML page, for a browser."
        ],
        options: [
            OptionSpec(
                "pages", placeholder: "FOLDER", help: "write the HTML pages too", kind: .directory)
        ],
        positionals: [
            PositionalSpec("SAMPLES", help: "the folder sample-bundles", kind: .directory),
            PositionalSpec("FILE", help: "the table to write", kind: .file),
        ],
        examples: [
            ExampleSpec(
                "trailseal-forge renderings sample-bundles \(SampleRenderings.path)",
                "After the words or the shape of a report changed.")
        ])

    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        let samples = try arguments.requiredPositional("SAMPLES")
        let file = try arguments.requiredPositional("FILE")
        let pages = arguments.value("pages")
        var lines = [SampleRenderings.heading]
        do {
            if let pages { try Files.createDirectories(pages) }
            for sample in Samples.all {
                let renderings = try SampleRenderings.all(
                    of: try await SampleRenderings.reports(on: sample, in: samples))
                lines.append(SampleRenderings.line(sample.name, renderings))
                if let pages {
                    try Files.writeDurably(renderings[1], to: "\(pages)/\(sample.name).html")
                }
            }
            try Files.writeDurably(Array(lines.map { $0 + "\n" }.joined().utf8), to: file)
        } catch let error as SystemError {
            throw CommandFailure.writing(error)
        }
        try StandardStreams.write("\(Samples.all.count) samples rendered\n")
        return .success
    }
}
