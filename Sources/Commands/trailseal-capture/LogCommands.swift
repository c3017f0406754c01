import CanonicalJSON
import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog
import Records

/// `checkpoint`: asks the notaries about the newest head.
enum CheckpointCommand {
    static let spec = CommandSpec(
        name: "checkpoint", summary: "have the log's newest head witnessed",
        details: [
            "Every command closes what it began; this one asks for the receipts that are still "
                + "missing, and brings a new log into its first epoch once it may begin."
        ],
        options: [
            OptionSpec("heartbeat", help: "append an empty epoch, to show that the log is alive")
        ],
        positionals: [Shared.store])

    static func run(_ arguments: ParsedArguments) throws {
        let outcome = try LogWriter.advance(
            Shared.layout(arguments), context: Shared.context(),
            isHeartbeat: arguments.flag("heartbeat"), transport: .network)
        Shared.warn(outcome)
        guard let outcome else { return }
        try Shared.say("checkpoint over \(outcome.size) records")
        for notary in outcome.notaries {
            switch notary.result {
            case .received: try Shared.say("receipt from \(notary.name)")
            case .alreadyThere: try Shared.say("receipt from \(notary.name) was there already")
            case .failed: break
            }
        }
        if !outcome.notaries.isEmpty, !outcome.hasReceipt {
            throw CommandFailure(.inputOutput, "no notary gave a receipt")
        }
    }
}

/// `status`: where a store stands.
enum StatusCommand {
    static let spec = CommandSpec(
        name: "status", summary: "show where the log stands", options: [Shared.json],
        positionals: [Shared.store])

    static func run(_ arguments: ParsedArguments) throws {
        let report = try StatusReport.read(StoreReader(Shared.layout(arguments)))
        if arguments.flag("json") {
            return try StandardStreams.write(CanonicalJSON.encode(report.json) + [0x0a])
        }
        try Shared.say(text(report))
    }

    private static func text(_ report: StatusReport) -> String {
        var lines = [
            "log         \(report.logID.hex)",
            "site        \(report.genesis.organisation), \(report.genesis.site)",
            "records     \(report.size), in epoch \(report.epoch)",
            "state       \(state(report))",
            "checkpoint  \(report.checkpointSize.map { "over \($0) records" } ?? "none")",
            "receipts    \(report.receipts.isEmpty ? "none" : report.receipts.joined(separator: ", "))",
            "unwitnessed \(report.unwitnessedRecords) records after the newest receipt",
        ]
        for person in report.people {
            let identity = person.identity
            let lock = person.isLocked ? ", locked" : ""
            lines.append(
                "person      \(identity.personId)  \(identity.userId)  \(identity.printedName)  "
                    + "\(identity.roles.joined(separator: ", "))  \(identity.status.rawValue)\(lock)"
            )
        }
        for dataset in report.datasets {
            guard let closed = dataset.closed else {
                lines.append("dataset     \(dataset.path)  interrupted")
                continue
            }
            lines.append(
                "dataset     \(dataset.path)  [\(dataset.project)]  version "
                    + "\(closed.dataset.version)  \(closed.dataset.state.rawValue)  "
                    + "\(closed.fileCount) files  \(dataset.id)")
        }
        return lines.joined(separator: "\n")
    }

    private static func state(_ report: StatusReport) -> String {
        if report.isEnded { return "ended" }
        if !report.isClosed { return "epoch \(report.epoch) is running or was never closed" }
        if !report.isCustodyConfirmed, !report.genesis.unwitnessed {
            return "waits for the custodian's confirmation"
        }
        return "closed and ready"
    }
}

/// `log`: who did what, when.
enum LogCommand {
    static let spec = CommandSpec(
        name: "log", summary: "list records: who, what, when",
        options: [
            OptionSpec("person", placeholder: "ID", help: "only this person or user id"),
            OptionSpec("family", placeholder: "NAME", help: "only this family, such as signature"),
            OptionSpec("project", placeholder: "NAME", help: "only this project"),
            OptionSpec("dataset", placeholder: "ID", help: "only this dataset"),
            OptionSpec("from", placeholder: "TIME", help: "only records from this time on"),
            OptionSpec("to", placeholder: "TIME", help: "only records before this time"),
            OptionSpec("text", placeholder: "TEXT", help: "only records that hold this text"),
            OptionSpec("json", help: "write one JSON object a line"),
        ],
        positionals: [Shared.store],
        examples: [
            ExampleSpec(
                "trailseal-capture log /srv/trailseal/nmr7 --person achen "
                    + "--from 2026-11-01T00:00:00+01:00", "Lists what achen did since November.")
        ])

    static func run(_ arguments: ParsedArguments) throws {
        var query = LogQuery()
        query.person = arguments.value("person")
        query.family = arguments.value("family")
        query.project = arguments.value("project")
        query.dataset = arguments.value("dataset")
        query.text = arguments.value("text")
        query.from = try Shared.time("from", arguments)
        query.to = try Shared.time("to", arguments)
        let reader = try StoreReader(Shared.layout(arguments))
        try query.run(on: reader) { row in
            if arguments.flag("json") {
                try StandardStreams.write(CanonicalJSON.encode(row.json) + [0x0a])
            } else {
                try StandardStreams.write(row.text + "\n")
            }
        }
    }
}

/// `end`: the last record of a log.
enum EndCommand {
    static let spec = CommandSpec(
        name: "end", summary: "end the log; the next one names it",
        options: [
            OptionSpec("reason", placeholder: "TEXT", help: "why it ends", isRequired: true)
        ],
        positionals: [Shared.store])

    static func run(_ arguments: ParsedArguments) throws {
        let reason = try arguments.required("reason")
        let checkpoint = try Shared.session(arguments) { writer in
            try writer.endLog(reason: reason, actor: try writer.administrator())
        }
        try Shared.say("the log has ended with \(checkpoint.size) records")
    }
}
