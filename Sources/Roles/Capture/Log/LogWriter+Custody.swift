import Cryptography
package import RecordLog
package import Records

/// What a log asks of its custodian and how it ends.
extension LogWriter {
    /// Takes the code that the custodian read out of the opened custodian file.
    ///
    /// - Parameter code: 32 hex digits; blanks and hyphens between them don't matter.
    /// - Throws: `CaptureError.refused` for a wrong code.
    package func confirmCustody(code: String) throws {
        try translating {
            let digits = code.lowercased().filter { $0 != " " && $0 != "-" }
            guard let bytes = Hex.decode(digits),
                try store.table.setting(StoreSetting.confirmationDigest)
                    == SHA256.hash(bytes).bytes
            else {
                throw CaptureError.refused(
                    "The code isn't the one that the custodian file of this log gives.")
            }
            guard try store.table.setting(StoreSetting.confirmed) == nil else { return }
            try store.add(
                setting: StoreSetting.confirmed,
                value: Array(context.clock.now().utc.text.utf8))
        }
    }

    /// Ends the log: `log.end` comes last before the last close.
    ///
    /// - Parameters:
    ///   - reason: Why, one line.
    ///   - actor: Who ends it.
    package func endLog(reason: String, actor: Actor) throws -> StoredCheckpoint {
        try translating {
            try PersonNames.requirePrintable(reason, "reason")
            let body = LogEndBody(reason: reason, by: actor.personId ?? actor.userId)
            let (_, checkpoint) = try append(
                [EntryDraft(family: LogEndBody.family, body: body.json, actor: actor)],
                closing: .end)
            end()
            return checkpoint
        }
    }
}

/// Who acts, resolved from the facts that this writer was given.
extension LogWriter {
    /// The enrolled person behind the operating system's user.
    ///
    /// - Throws: `CaptureError.actorUnknown`.
    package func resolvedActor() throws -> Actor {
        try translating {
            try ActorResolution.person(context.host, in: try PersonRegister(store.table))
        }
    }

    /// Whoever runs an administrative command.
    package func administrator() throws -> Actor {
        try translating {
            ActorResolution.administrator(
                context.host, in: try PersonRegister(store.table))
        }
    }
}
