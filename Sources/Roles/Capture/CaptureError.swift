/// What can keep the capture role from doing what was asked, each with one sentence.
package enum CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no store in the folder.
    case noStore(path: String)
    /// Something stands where a new folder or file was to be made.
    case alreadyThere(path: String)
    /// Another process writes to the store or the witness.
    case busy(path: String, holder: String)
    /// A file or database could not be read or written.
    case storage(String)
    /// The disk or the quota is full.
    case diskFull(String)
    /// The store contradicts itself.
    case damaged(String)
    /// A folder or file could not be made.
    case cannotCreate(String)
    /// A file or folder that was named isn't what the command needs.
    case unusable(String)
    /// A path that was asked for cannot be captured.
    case input(path: String, reason: String)
    /// The log is shorter than, or differs from, what a witness has seen.
    case rolledBack(witness: String, witnessed: UInt64, stored: UInt64, differs: Bool)
    /// The log was ended by `log.end`, or its calendar is used up.
    case logEnded(String)
    /// Epoch 1 may not begin yet.
    case notReady(String)
    /// An earlier commit failed and its record may not be written with other bytes.
    case writerStopped(String)
    /// The operating system's user stands for no enrolled person.
    case actorUnknown(osUser: String)
    /// No active person has this user id.
    case unknownUser(String)
    /// The password did not open the key.
    case wrongPassword(userID: String, attempts: Int, allowed: Int)
    /// Too many wrong passwords; somebody with authority must unlock.
    case locked(userID: String)
    /// The person exists and may not do this.
    case refused(String)
    /// A record that was named does not exist.
    case unknownRecord(String)
    /// A value on the command line or in a request is not acceptable.
    case usage(String)
    /// A notary did not give a receipt.
    case notary(String)
    /// Cryptography could not work.
    case cryptography(String)

    /// What kind of failure it is; a command's exit status follows from it.
    package enum Kind: Hashable, Sendable {
        /// Named for the exit statuses that docs/formats/command-line.md §1 lists.
        case usage, noInput, internalError, cannotCreate, inputOutput, busy, refused
    }

    /// The kind of failure.
    package var kind: Kind {
        switch self {
        case .usage: .usage
        case .noStore, .input, .unknownRecord, .unusable: .noInput
        case .alreadyThere, .cannotCreate: .cannotCreate
        case .storage, .diskFull, .damaged, .notary: .inputOutput
        case .busy: .busy
        case .rolledBack, .logEnded, .notReady, .actorUnknown, .unknownUser, .wrongPassword,
            .locked, .refused:
            .refused
        case .writerStopped, .cryptography: .internalError
        }
    }

    package var description: String {
        switch self {
        case .noStore(let path): "There is no TrailSeal store in \(path)."
        case .alreadyThere(let path): "\(path) exists already and is left as it is."
        case .busy(let path, let holder):
            "\(path) is being written by \(holder.isEmpty ? "another process" : holder)."
        case .storage(let text), .diskFull(let text), .damaged(let text), .logEnded(let text),
            .notReady(let text), .refused(let text), .usage(let text), .notary(let text),
            .unknownRecord(let text), .cannotCreate(let text), .unusable(let text):
            text
        case .cryptography(let text): "Cryptography failed: \(text)."
        case .writerStopped(let text):
            "Nothing more is written by this process, because a commit failed: \(text)"
        case .input(let path, let reason): "\(path) can't be captured: \(reason)."
        case .rolledBack(let witness, let witnessed, let stored, let differs):
            rollbackSentence(witness, witnessed, stored, differs)
        case .actorUnknown(let user):
            "The operating system user \(user) stands for no enrolled person, so nothing was "
                + "recorded; enrol the person with --os-user \(user)."
        case .unknownUser(let user): "No active person has the user id \(user)."
        case .wrongPassword(let user, let attempts, let allowed):
            "The password for \(user) is wrong (attempt \(attempts) of \(allowed))."
        case .locked(let user):
            "The account \(user) is locked after too many wrong passwords."
        }
    }

    private func rollbackSentence(
        _ witness: String, _ witnessed: UInt64, _ stored: UInt64, _ differs: Bool
    ) -> String {
        let found =
            differs
            ? "has other records below record \(witnessed) than the witness \(witness) has seen"
            : "holds \(stored) records, and the witness \(witness) has seen \(witnessed)"
        return "This store \(found), so nothing is appended: keep it as it is and begin the next "
            + "log with `init --previous STORE`, whose genesis names the newest witnessed head."
    }
}
