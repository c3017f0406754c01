package import Cryptography
import LinuxFiles
import RecordLog
package import Records

/// A person who has just proved who they are, with the key that the proof opened.
package struct AuthenticatedPerson {
    /// The person's state now.
    package let identity: IdentityBody
    /// The person's own key.
    let key: PrivateKey
    /// The certificate over it.
    let certificate: Certificate
}

/// Checks user id and password; every failure becomes a record.
///
/// A user id that nobody has is refused without a record: what was typed there may well be a
/// password, and nothing gets out of the log again.
///
/// Source: 21 CFR 11.200(a)(1), 11.300(d).
package enum PasswordCheck {
    /// Opens a person's key.
    ///
    /// - Throws: `unknownUser`, `locked`, `wrongPassword` with the number of attempts.
    package static func run(
        userID: String, password: SecretBytes, writer: LogWriter
    ) throws -> AuthenticatedPerson {
        try translating {
            let table = writer.store.table
            guard let identity = try PersonRegister(table).any(userID: userID),
                identity.kind == .human
            else { throw CaptureError.unknownUser(userID) }
            let state = try CredentialState(of: identity.personId, table)
            switch identity.status {
            case .active: break
            case .locked: throw try refuse(identity, state, writer)
            case .deactivated: throw CaptureError.unknownUser(userID)
            }
            if state.isLocked { throw try refuse(identity, state, writer) }
            let bytes = try Files.read(
                writer.layout.personKey(identity.personId), limit: 1 << 16)
            let key: PrivateKey
            do { key = try PrivateKey(encryptedPKCS8: bytes, password: password) } catch {
                throw try wrong(identity, state, writer)
            }
            return try require(identity, key, writer)
        }
    }

    private static func require(
        _ identity: IdentityBody, _ key: PrivateKey, _ writer: LogWriter
    ) throws -> AuthenticatedPerson {
        guard key.spkiSha256 == identity.spkiSha256 else {
            throw CaptureError.damaged(
                "The key file of \(identity.userId) isn't the key that the log binds to them.")
        }
        guard
            let certificate = try CertificateFolder(writer.layout).certificate(
                identity.certificateSha256)
        else {
            throw CaptureError.damaged("The certificate of \(identity.userId) is missing.")
        }
        return AuthenticatedPerson(identity: identity, key: key, certificate: certificate)
    }

    /// Records a wrong password, and the lock when it was the last one allowed.
    private static func wrong(
        _ identity: IdentityBody, _ state: CredentialState, _ writer: LogWriter
    ) throws -> CaptureError {
        let policy = try PolicyRegister.current(
            writer.store.table, layout: writer.layout, genesis: writer.genesis)
        let allowed = Int(clamping: policy.limits.lockAfterFailures)
        let kinds = state.recordsForWrongPassword(allowed: allowed)
        try record(kinds, identity, attempts: state.failures + 1, writer)
        return .wrongPassword(
            userID: identity.userId, attempts: state.failures + 1, allowed: allowed)
    }

    /// Records an attempt on a locked account, right or wrong.
    private static func refuse(
        _ identity: IdentityBody, _ state: CredentialState, _ writer: LogWriter
    ) throws -> CaptureError {
        try record([.failed], identity, attempts: state.failures + 1, writer)
        return .locked(userID: identity.userId)
    }

    private static func record(
        _ kinds: [CredentialBody.Kind], _ identity: IdentityBody, attempts: Int,
        _ writer: LogWriter
    ) throws {
        let drafts = kinds.map { kind in
            EntryDraft(
                family: CredentialBody.family,
                body: CredentialBody(
                    personId: identity.personId, userId: identity.userId, kind: kind,
                    attempts: UInt64(clamping: attempts)
                ).json, actor: writer.serviceActor)
        }
        _ = try writer.append(drafts)
    }
}
