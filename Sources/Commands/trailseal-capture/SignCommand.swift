import Capture
import CommandSupport
import Records

/// `sign`: a person's electronic signature.
enum SignCommand {
    static let spec = CommandSpec(
        name: "sign", summary: "sign records with user id and password",
        details: [
            "The password opens the signer's own key, at every signing anew. The meaning is one of "
                + "the site's policy; some meanings need a reason.",
            "Wrong passwords are recorded, and too many in a row lock the account.",
        ],
        options: [
            OptionSpec("user", placeholder: "ID", help: "who signs", isRequired: true),
            OptionSpec(
                "meaning", placeholder: "CODE", help: "what the signature means",
                isRequired: true),
            OptionSpec("reason", placeholder: "TEXT", help: "why"),
            OptionSpec(
                "role", placeholder: "ROLE", help: "in which role; the usual one unless given"),
            OptionSpec(
                "record", placeholder: "SEQ", help: "a record by its number", isRepeatable: true),
            OptionSpec(
                "dataset", placeholder: "ID", help: "the newest version of a dataset",
                isRepeatable: true),
            OptionSpec(
                "all-unsigned",
                help: "every dataset that the person has not signed with this meaning"),
            OptionSpec(
                "project", placeholder: "NAME", help: "with --all-unsigned: only this project"),
            PasswordSource.option,
        ],
        positionals: [Shared.store],
        examples: [
            ExampleSpec(
                "trailseal-capture sign /srv/trailseal/nmr7 --user achen --meaning REVIEWED "
                    + "--record 42", "Signs record 42; asks for the password.")
        ])

    static func run(_ arguments: ParsedArguments) throws {
        let user = try arguments.required("user")
        let reader = try StoreReader(Shared.layout(arguments))
        let targets = try targets(arguments, reader, user)
        guard !targets.isEmpty else {
            return try Shared.say("nothing to sign for \(user)")
        }
        let request = SigningRequest(
            userID: user,
            password: Shared.password(try PasswordSource(arguments).read(for: user)),
            meaning: try arguments.required("meaning"), reason: arguments.value("reason"),
            role: arguments.value("role"), targets: targets)
        let result = try Shared.session(arguments) { writer in
            try Signing.sign(request, writer: writer)
        }
        let statement = result.statement
        let list = statement.targets.map { "\($0.seq)" }.joined(separator: ", ")
        try Shared.say(
            "\(statement.printedName) signed \(statement.targets.count == 1 ? "record" : "records")"
                + " \(list): \(statement.meaning.label), record \(result.seq)")
    }

    private static func targets(
        _ arguments: ParsedArguments, _ reader: StoreReader, _ user: String
    ) throws -> [SigningTarget] {
        var targets: [SigningTarget] = []
        for text in arguments.values("record") {
            guard let seq = UInt64(text), String(seq) == text else {
                throw arguments.usage("--record needs a record number, not \(text)")
            }
            targets.append(.record(seq))
        }
        targets += arguments.values("dataset").map { .dataset($0) }
        guard arguments.flag("all-unsigned") else {
            if targets.isEmpty {
                throw arguments.usage("name what to sign: --record, --dataset or --all-unsigned")
            }
            return targets
        }
        guard let person = try reader.people().active(userID: user) else {
            throw CaptureError.unknownUser(user)
        }
        var label: String?
        if let name = arguments.value("project") {
            label = try reader.projects().labels[name]
            guard label != nil else {
                throw CaptureError.unknownRecord("This log knows no project \(name).")
            }
        }
        let unsigned = try reader.unsignedDatasets(
            by: person.personId, meaning: try arguments.required("meaning"), project: label)
        return targets + unsigned.map { .record($0) }
    }
}
