package import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Later changes to a person: unlocking and a new password; leaving is in `Leaving`.
///
/// Each is a new record; nothing about the person's past changes.
package enum PersonChanges {
    /// Lets a locked person sign again.
    ///
    /// - Parameter administratorPassword: Opens the own authority, where `init` was given one.
    /// - Returns: Sequence number of the record.
    package static func unlock(
        userID: String, administratorPassword: SecretBytes?, writer: LogWriter
    ) throws -> UInt64 {
        try translating {
            let person = try person(userID, administratorPassword, writer)
            return try append(
                credential(.unlocked, person, by: Enrolment.administrator(writer)), writer)
        }
    }

    /// Puts a person's key under a new password; the old one opens it a last time.
    ///
    /// The new key file takes the place of the old one before the record is made.
    ///
    /// - Returns: Sequence number of the record.
    package static func changePassword(
        userID: String, old: SecretBytes, new: SecretBytes, writer: LogWriter
    ) throws -> UInt64 {
        try translating {
            try PasswordRule.require(new, for: userID)
            let person = try PasswordCheck.run(userID: userID, password: old, writer: writer)
            try Files.writeDurably(
                person.key.encryptedPKCS8(password: new, cost: writer.context.keyFileCost),
                to: writer.layout.personKey(person.identity.personId), mode: 0o600)
            let actor = ActorResolution.authenticated(
                person.identity, facts: writer.context.host)
            return try append(credential(.changed, person.identity, by: actor), writer)
        }
    }

    /// The active person of a user id, for whoever may administrate.
    private static func person(
        _ userID: String, _ administratorPassword: SecretBytes?, _ writer: LogWriter
    ) throws -> IdentityBody {
        try requireAdministrator(administratorPassword, writer)
        guard let person = try PersonRegister(writer.store.table).active(userID: userID)
        else { throw CaptureError.unknownUser(userID) }
        return person
    }

    /// Opens the own authority, which nobody but an administrator can.
    ///
    /// - Returns: Nil where the authority is an outside one.
    @discardableResult
    static func requireAdministrator(
        _ password: SecretBytes?, _ writer: LogWriter
    ) throws -> OwnAuthority? {
        guard writer.configuration.authority == .own else { return nil }
        let authority = try OwnAuthority.open(
            writer.layout, organisation: writer.configuration.organisation, password: password)
        try RevocationUpkeep.renew(writer, by: authority)
        return authority
    }

    private static func credential(
        _ kind: CredentialBody.Kind, _ person: IdentityBody, by actor: Actor
    ) -> EntryDraft {
        let body = CredentialBody(
            personId: person.personId, userId: person.userId, kind: kind,
            by: actor.personId ?? actor.userId)
        return EntryDraft(family: CredentialBody.family, body: body.json, actor: actor)
    }

    static func append(_ draft: EntryDraft, _ writer: LogWriter) throws -> UInt64 {
        try writer.append([draft]).first?.seq ?? 0
    }
}
