package import Cryptography
import RecordLog
import Records
import SQLiteDatabase

/// The end of a person's part in a log.
///
/// The ids stay taken for ever, and what the person recorded and signed stays as it is. The certificate
/// stays valid unless it is revoked: nothing in the log makes it invalid.
package struct Leaving: Sendable {
    /// Sequence number of the record; nil where the person had left already.
    package let seq: UInt64?
    /// The name that stands beside the person's signatures.
    package let printedName: String
    /// The person's certificate, nil where the store doesn't keep it.
    package let certificate: Certificate?
    /// Whether the own authority's newest list says that it is revoked.
    package let isRevoked: Bool
    /// Whether the store's own authority issues certificates, and so revokes them.
    package let isOwnAuthority: Bool

    /// Ends a person's part in the log.
    ///
    /// With `revoking` the own authority's next list names the certificate; it is made first, so that a
    /// stop between the two can be repaired by the same command.
    ///
    /// - Parameters:
    ///   - administratorPassword: Opens the own authority, where `init` was given one.
    ///   - revoking: Whether to revoke the certificate as well.
    /// - Throws: `CaptureError.refused` where nothing would be left to show that the person signed before
    ///   the revocation, and where the authority is an outside one.
    package static func run(
        userID: String, administratorPassword: SecretBytes?, revoking: Bool = false,
        writer: LogWriter
    ) throws -> Leaving {
        try translating {
            let authority = try PersonChanges.requireAdministrator(administratorPassword, writer)
            let register = try PersonRegister(writer.store.table)
            // Who has left already can still have the certificate revoked.
            let former = revoking ? register.any(userID: userID) : nil
            guard let person = register.active(userID: userID) ?? former else {
                throw CaptureError.unknownUser(userID)
            }
            let certificate = try CertificateFolder(writer.layout).certificate(
                person.certificateSha256)
            if revoking { try revoke(certificate, of: person, by: authority, writer) }
            return Leaving(
                seq: person.status == .active ? try end(person, writer) : nil,
                printedName: person.printedName, certificate: certificate, isRevoked: revoking,
                isOwnAuthority: authority != nil)
        }
    }

    private static func end(_ person: IdentityBody, _ writer: LogWriter) throws -> UInt64 {
        let body = IdentityBody(
            personId: person.personId, userId: person.userId, printedName: person.printedName,
            kind: person.kind, roles: person.roles, osUser: person.osUser, signIn: person.signIn,
            proofing: person.proofing, status: .deactivated, spkiSha256: person.spkiSha256,
            certificateSha256: person.certificateSha256, keyStore: person.keyStore)
        return try PersonChanges.append(
            EntryDraft(
                family: IdentityBody.family, body: body.json,
                actor: Enrolment.administrator(writer)), writer)
    }

    private static func revoke(
        _ certificate: Certificate?, of person: IdentityBody, by authority: OwnAuthority?,
        _ writer: LogWriter
    ) throws {
        guard let authority else {
            throw CaptureError.refused(
                "The certificate is of an outside authority: have it revoked there and take the list "
                    + "in with `trailseal-capture certificates add`.")
        }
        guard let certificate else {
            throw CaptureError.damaged("The store lacks the certificate of \(person.userId).")
        }
        // A signature that nothing dates before the revocation could be one made with a stolen key.
        let receipt = try writer.newestReceipt()?.size ?? 0
        let last = try writer.store.table.records(
            "WHERE person = ? AND \(RecordTable.ofFamily) ORDER BY seq DESC LIMIT 1",
            [.text(person.personId), .text(SignatureBody.family)]
        ).first
        if let last, last.seq >= receipt {
            throw CaptureError.refused(
                "No receipt covers record \(last.seq), which \(person.userId) signed: once the "
                    + "certificate is revoked nothing would show that the signature is older. Run "
                    + "`trailseal-capture checkpoint` first.")
        }
        try RevocationUpkeep.revoke(certificate, by: authority, writer)
    }
}
