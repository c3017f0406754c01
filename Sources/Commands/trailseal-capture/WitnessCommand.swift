import Capture
import CommandSupport
import LinuxFiles
import RecordLog

/// `witness`: a notary in a folder of its own.
enum WitnessCommand {
    static let spec = CommandSpec(
        name: "witness", summary: "keep a witness in a folder",
        details: [
            "A witness countersigns the heads of logs and remembers the newest of each. It is "
                + "worth something when its folder belongs to another user, host or department."
        ],
        subcommands: [
            CommandSpec(
                name: "init", summary: "make a witness",
                options: [
                    OptionSpec(
                        "name", placeholder: "NAME",
                        help: "the witness's key name, such as qa.example/witness",
                        isRequired: true)
                ],
                positionals: [
                    PositionalSpec("DIR", help: "the witness's folder", kind: .directory)
                ],
                examples: [
                    ExampleSpec(
                        "trailseal-capture witness init /mnt/qa/witness --name qa.example/witness",
                        "Makes key and ledger, and prints the key for the auditor's trust folder."
                    )
                ])
        ])

    static func run(_ arguments: ParsedArguments) throws {
        let folder = Shared.trimmed(try arguments.requiredPositional("DIR"))
        let key = try DirectoryWitness.create(folder, name: try arguments.required("name"))
        try Shared.say(key.description)
    }
}
