import Capture
import CommandSupport
import LinuxFiles
import Records

/// `record`: captures datasets.
enum RecordCommand {
    static let spec = CommandSpec(
        name: "record", summary: "record what is new, changed or gone in files and folders",
        details: [
            "A TopSpin experiment or a Varian .fid folder is one dataset, and so are a JEOL or "
                + "JCAMP file, any other file, and any other folder. Files are only read. Symbolic "
                + "links are not followed, and what can't be captured is named.",
            "Whoever runs the command must be enrolled with their operating system user, or name "
                + "themselves with --user and a password.",
        ],
        options: [
            OptionSpec(
                "project", placeholder: "NAME", help: "the project that the data belong to",
                isRequired: true),
            OptionSpec(
                "user", placeholder: "ID",
                help: "who acts, at a machine that several people share; asks for the password"),
            OptionSpec(
                "settle", placeholder: "SECONDS",
                help: "a dataset counts as finished only when it was quiet so long; 0 unless given"),
            PasswordSource.option, Shared.quiet,
        ],
        positionals: [
            Shared.store,
            PositionalSpec(
                "PATH", help: "a file or folder to record", count: .oneOrMore, kind: .file),
        ],
        examples: [
            ExampleSpec(
                "trailseal-capture record /srv/trailseal/nmr7 /data/nmr/QC-26-118 "
                    + "--project QC-26-118", "Records all experiments of a sample.")
        ])

    static func run(_ arguments: ParsedArguments) throws {
        _ = try StoreReader(Shared.layout(arguments))
        let user = arguments.value("user")
        let password = try user.map {
            Shared.password(try PasswordSource(arguments).read(for: $0))
        }
        let settle = try arguments.integer("settle", in: 0...86_400) ?? 0
        let paths = arguments.positionals("PATH").map { Array(Shared.trimmed($0).utf8) }
        let meter = ProgressMeter("Hashing", isQuiet: arguments.flag("quiet"))
        let result = try Shared.session(arguments) { writer in
            let actor: Actor
            if let user, let password {
                let person = try PasswordCheck.run(
                    userID: user, password: password, writer: writer)
                actor = ActorResolution.authenticated(
                    person.identity, facts: writer.context.host)
            } else {
                actor = try writer.resolvedActor()
            }
            return try Recording.run(
                RecordingRequest(
                    paths: paths, project: try arguments.required("project"), actor: actor,
                    settlingSeconds: Int64(settle), progress: { meter.add(Int64($0)) }),
                writer: writer)
        }
        meter.finish()
        if !arguments.flag("quiet") {
            for dataset in result.datasets { try Shared.say(line(dataset)) }
        }
        for entry in result.uncaptured {
            StandardStreams.writeError(
                Printable.line("not captured: \(entry.path) \(entry.reason)") + "\n")
        }
    }

    private static func line(_ dataset: DatasetOutcome) -> String {
        var text = "\(dataset.path)  \(dataset.kind.rawValue)  version \(dataset.version)  "
        text += "\(dataset.state.rawValue)  \(dataset.fileCount) files"
        if let seq = dataset.seq {
            text += "  \(dataset.created) new, \(dataset.modified) changed, "
            text += "\(dataset.deleted) gone  record \(seq)"
        } else {
            text += "  unchanged"
        }
        if !dataset.missing.isEmpty {
            text += "\n    not final: \(dataset.missing.joined(separator: "; "))"
        }
        return text
    }
}
