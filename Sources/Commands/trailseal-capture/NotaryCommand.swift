import Capture
import CommandSupport
import LinuxFiles
import Records

/// `notary`: stores with Object Lock that keep the notes of a log.
enum NotaryCommand {
    static let spec = CommandSpec(
        name: "notary", summary: "keep notes in a store with Object Lock",
        details: [
            "A bucket with Object Lock keeps the checkpoints' notes where nobody can take them away. "
                + "What it answers is not signed, so its receipts prove no date: they are claims, "
                + "beside a witness or a time-stamp authority."
        ],
        subcommands: [
            CommandSpec(
                name: "add", summary: "test a store and make it a notary of the log",
                details: [
                    "Locks an object of its own for a quarter of an hour and tries to delete, "
                        + "shorten, weaken and overwrite it. The log records what came of it. A store "
                        + "that lets go is refused.",
                    "A note that is locked can't be deleted by anybody before its time is up, and "
                        + "neither can the bucket. The access key needs to list versions, read, put "
                        + "and set retention, and nothing more.",
                ],
                options: [
                    OptionSpec(
                        "endpoint", placeholder: "URL",
                        help: "the store, such as https://s3.example", isRequired: true),
                    OptionSpec(
                        "region", placeholder: "NAME", help: "the region to sign for",
                        isRequired: true),
                    OptionSpec(
                        "bucket", placeholder: "NAME", help: "a bucket with Object Lock",
                        isRequired: true),
                    OptionSpec(
                        "retention-days", placeholder: "N",
                        help: "how long each note is locked, 1 to 36500", isRequired: true),
                    OptionSpec(
                        "credentials", placeholder: "FILE",
                        help:
                            "two lines, access key id and secret access key; nobody else may read "
                            + "the file", kind: .file, isRequired: true),
                    OptionSpec(
                        "prefix", placeholder: "TEXT",
                        help: "what the objects' keys begin with; trailseal unless given"),
                    OptionSpec(
                        "name", placeholder: "NAME",
                        help: "the notary's name; that of the store's host unless given"),
                ],
                positionals: [Shared.store],
                examples: [
                    ExampleSpec(
                        "trailseal-capture notary add /srv/trailseal/nmr7 --endpoint "
                            + "https://s3.example --region eu-1 --bucket lab-notes "
                            + "--retention-days 3653 --credentials /etc/trailseal/s3.key",
                        "Keeps every note for ten years.")
                ]),
            CommandSpec(
                name: "check", summary: "test the log's stores again",
                details: [
                    "As add does. The receipts of a store that lets go of what is locked count for "
                        + "nothing any more, those that it gave before neither."
                ],
                options: [
                    OptionSpec(
                        "name", placeholder: "NAME", help: "only this one; all unless given")
                ],
                positionals: [Shared.store]),
        ])

    static func run(_ arguments: ParsedArguments) throws {
        if arguments.command.last == "check" { return try check(arguments) }
        let notary = try configured(arguments)
        let result = try Shared.session(arguments) { writer in
            try ObjectLockSetup.add(notary, to: writer, transport: NotaryTransport.network.stores)
        }
        try say(result)
        try Shared.say("\(notary.name) is a notary of this log")
    }

    private static func check(_ arguments: ParsedArguments) throws {
        let results = try Shared.session(arguments) { writer in
            let stores = writer.configuration.notaries.filter { notary in
                notary.kind == .objectLock
                    && (arguments.value("name") ?? notary.name) == notary.name
            }
            guard !stores.isEmpty else {
                throw CaptureError.unusable("This log has no such store with Object Lock.")
            }
            return try stores.map {
                try ObjectLockSetup.test($0, writer, NotaryTransport.network.stores)
            }
        }
        for result in results { try say(result) }
    }

    private static func say(_ result: NotaryBody) throws {
        for test in result.tests {
            try Shared.say(
                "\(result.notary): \(test.attempt.rawValue): \(test.outcome.rawValue) "
                    + "(status \(test.status))")
        }
        try Shared.say("\(result.notary) is \(result.result.rawValue)")
    }

    private static func configured(_ arguments: ParsedArguments) throws -> NotaryConfiguration {
        guard let days = try arguments.integer("retention-days", in: 1...36_500) else {
            throw arguments.usage("--retention-days is missing")
        }
        let settings = ObjectLockSettings(
            region: try arguments.required("region"), bucket: try arguments.required("bucket"),
            prefix: arguments.value("prefix") ?? "trailseal", retentionDays: Int64(days),
            credentials: try path(try arguments.required("credentials"), arguments))
        let endpoint = try arguments.required("endpoint")
        let store = try settings.store(at: endpoint)
        guard settings.isPrefixUsable else {
            throw arguments.usage("--prefix takes letters, digits, -._~ and / between names")
        }
        let name = arguments.value("name") ?? Notaries.stem(store.authority)
        guard Notaries.stem(name) == name else {
            throw arguments.usage("--name takes letters, digits, dots, _ and -")
        }
        return NotaryConfiguration(
            kind: .objectLock, name: name, place: store.endpoint, objectLock: settings)
    }

    private static func path(_ text: String, _ arguments: ParsedArguments) throws -> String {
        let path: [UInt8]
        do { path = try Files.resolvedPath(text) } catch { throw CommandFailure.reading(error) }
        guard let text = String(validating: path, as: UTF8.self) else {
            throw arguments.usage("the path of --credentials must be UTF-8")
        }
        return text
    }
}
