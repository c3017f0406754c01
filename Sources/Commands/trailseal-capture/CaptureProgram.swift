import Capture
import CommandSupport

/// The program as a whole: its subcommands, and what each of them calls.
enum CaptureProgram {
    static let name = "trailseal-capture"
    static let version = ProgramVersion.text

    static let spec = CommandSpec(
        name: name, summary: "record what an instrument wrote, and who signs for it",
        details: [
            "Keeps a store on the instrument's workstation: records of folders and files, chained "
                + "and coded, witnessed by somebody else. Watched folders are only ever read.",
            "Passwords come from the terminal or from a descriptor, never from an argument.",
        ],
        subcommands: [
            InitCommand.spec, WitnessCommand.spec, EnrollCommand.spec, PersonCommand.spec,
            RecordCommand.spec, SignCommand.spec, CheckpointCommand.spec, StatusCommand.spec,
            LogCommand.spec, ConfirmCommand.spec, CertificatesCommand.spec, NotaryCommand.spec,
            EndCommand.spec,
        ],
        examples: [
            ExampleSpec(
                "trailseal-capture record /srv/trailseal/nmr7 /data/nmr/QC-26-118 --project QC-26-118",
                "Records every experiment in a folder."),
            ExampleSpec(
                "trailseal-capture sign /srv/trailseal/nmr7 --user achen --meaning REVIEWED "
                    + "--all-unsigned",
                "Signs what achen has not signed yet; asks for the password."),
            ExampleSpec(
                "trailseal-capture log /srv/trailseal/nmr7 --project QC-26-118 --family signature",
                "Lists the signatures of a project."),
        ],
        exitStatuses: [
            StatusSpec(.success), StatusSpec(.usage), StatusSpec(.unreadable),
            StatusSpec(.internalError), StatusSpec(.cannotCreate), StatusSpec(.inputOutput),
            StatusSpec(.busy, "another process writes to the store"), StatusSpec(.refused),
        ])

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        do {
            try perform(arguments)
            return .success
        } catch let error as CaptureError {
            throw failure(error)
        }
    }

    private static func perform(_ arguments: ParsedArguments) throws {
        switch arguments.command.first {
        case InitCommand.spec.name: try InitCommand.run(arguments)
        case WitnessCommand.spec.name: try WitnessCommand.run(arguments)
        case EnrollCommand.spec.name: try EnrollCommand.run(arguments)
        case PersonCommand.spec.name: try PersonCommand.run(arguments)
        case RecordCommand.spec.name: try RecordCommand.run(arguments)
        case SignCommand.spec.name: try SignCommand.run(arguments)
        case CheckpointCommand.spec.name: try CheckpointCommand.run(arguments)
        case StatusCommand.spec.name: try StatusCommand.run(arguments)
        case LogCommand.spec.name: try LogCommand.run(arguments)
        case ConfirmCommand.spec.name: try ConfirmCommand.run(arguments)
        case CertificatesCommand.spec.name: try CertificatesCommand.run(arguments)
        case NotaryCommand.spec.name: try NotaryCommand.run(arguments)
        case EndCommand.spec.name: try EndCommand.run(arguments)
        default: throw arguments.usage("a command is missing")
        }
    }

    /// What an error of the role means for a caller of the program.
    static func failure(_ error: CaptureError) -> CommandFailure {
        let sentence = error.description
        let message = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        switch error.kind {
        case .usage: return CommandFailure(.usage, message)
        case .noInput: return CommandFailure(.unreadable, message)
        case .cannotCreate: return CommandFailure(.cannotCreate, message)
        case .inputOutput: return CommandFailure(.inputOutput, message)
        case .busy: return CommandFailure(.busy, message)
        case .refused: return CommandFailure(.refused, message)
        case .internalError: return CommandFailure(.internalError, message)
        }
    }
}
