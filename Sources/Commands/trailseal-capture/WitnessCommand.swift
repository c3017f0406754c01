import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog
import Records

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
                ]),
            CommandSpec(
                name: "check", summary: "check the ledger of a witness, line by line",
                details: [
                    "Says of each log how many heads were countersigned, and the newest. A line that "
                        + "was taken out, put in or changed is told. An end that was cut off is not: "
                        + "compare the digest of the last line with one that was noted earlier."
                ],
                positionals: [
                    PositionalSpec("DIR", help: "the witness's folder", kind: .directory)
                ]),
        ])

    static func run(_ arguments: ParsedArguments) throws {
        if arguments.command.last == "check" { return try check(arguments) }
        let folder = Shared.trimmed(try arguments.requiredPositional("DIR"))
        let key = try DirectoryWitness.create(folder, name: try arguments.required("name"))
        try Shared.say(key.description)
    }

    private static func check(_ arguments: ParsedArguments) throws {
        let audit = try WitnessAudit(of: Shared.trimmed(try arguments.requiredPositional("DIR")))
        for log in audit.logs {
            try Shared.say(
                "log \(log.id.hex): \(log.heads) \(log.heads == 1 ? "head" : "heads"), newest "
                    + "\(log.newestSize) records, \(log.newestTime.secondsText)")
        }
        try Shared.say("the ledger holds together; last line \(audit.tail.hex)")
    }
}
