import CommandSupport
import Forge
import LinuxFiles

/// `rule-pages`: writes the page of every rule.
enum RulePagesCommand {
    static let spec = CommandSpec(
        name: "rule-pages", summary: "write a page for every rule of the verifier",
        details: [
            "Each page says what the rule asks, for which texts and how firmly, what it rests on, what "
                + "missing evidence gives, what could be behind a failure, and which samples show it. A "
                + "test says when a page is out of step with the catalogue, the phrases or the samples."
        ],
        positionals: [
            PositionalSpec("FOLDER", help: "the folder docs/rules; its .md files go")
        ],
        examples: [
            ExampleSpec("trailseal-forge rule-pages docs/rules", "Writes every page again.")
        ])

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        let folder = try arguments.requiredPositional("FOLDER")
        do throws(SystemError) {
            try Files.createDirectories(folder)
            for entry in try Files.list(folder) where entry.shownName.hasSuffix(".md") {
                try Files.remove("\(folder)/\(entry.shownName)")
            }
            for page in RulePages.all {
                try Files.writeDurably(Array(page.text.utf8), to: "\(folder)/\(page.name)")
            }
        } catch {
            throw CommandFailure.writing(error)
        }
        try StandardStreams.write(
            "\(RulePages.all.count) pages written below \(Printable.line(folder))\n")
        return .success
    }
}
