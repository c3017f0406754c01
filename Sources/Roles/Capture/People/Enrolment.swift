package import Cryptography
import LinuxFiles
import RecordLog
import Records

/// A person to enrol.
package struct EnrolmentRequest: Sendable {
    /// The site's own id, unique for ever.
    package let personID: String
    /// The account name for signing, unique for ever.
    package let userID: String
    /// The name that stands beside signatures.
    package let printedName: String
    /// Roles from the policy, the usual one first.
    package let roles: [String]
    /// The operating system's user that stands for this person, where one does.
    package let osUser: String?
    /// How the identity was checked.
    package let proofing: String
    /// The document that was seen, where it is noted.
    package let document: String?
    /// The person's own password.
    package let password: SecretBytes

    /// Makes a request.
    package init(
        personID: String, userID: String, printedName: String, roles: [String],
        osUser: String? = nil, proofing: String, document: String? = nil, password: SecretBytes
    ) {
        self.personID = personID
        self.userID = userID
        self.printedName = printedName
        self.roles = roles
        self.osUser = osUser
        self.proofing = proofing
        self.document = document
        self.password = password
    }
}

/// What came of an enrolment.
package enum EnrolmentResult: Hashable, Sendable {
    /// The person is enrolled, by this record.
    case enrolled(seq: UInt64)
    /// A certificate request was written; the person is enrolled when the certificate comes in.
    case requested(path: String)
}

/// Enrols people: an own key for each, and a record that binds it to them.
///
/// Source: 21 CFR 11.100(a), (b), 11.300(a).
package enum Enrolment {
    /// Enrols a person.
    ///
    /// - Parameters:
    ///   - request: Who.
    ///   - administratorPassword: Opens the own authority, where `init` was given one.
    ///   - writer: The log.
    /// - Throws: `CaptureError.refused` for ids that were given before and short passwords.
    package static func enrol(
        _ request: EnrolmentRequest, administratorPassword: SecretBytes?, writer: LogWriter
    ) throws -> EnrolmentResult {
        try translating {
            try check(request, writer)
            let pending = PendingIdentity(request, by: try administrator(writer), writer.context)
            let authority =
                writer.configuration.authority == .own
                ? try OwnAuthority.open(
                    writer.layout, organisation: writer.configuration.organisation,
                    password: administratorPassword) : nil
            let key = try PrivateKey.generate(.p256)
            // The key file comes first: a record that binds a key nobody holds helps nobody. A
            // file without a record, left by a crash, is replaced by the next attempt.
            try Files.writeDurably(
                key.encryptedPKCS8(
                    password: request.password, cost: writer.context.keyFileCost),
                to: writer.layout.personKey(request.personID), mode: 0o600)
            guard let authority else { return try requestCertificate(pending, key, writer) }
            try RevocationUpkeep.renew(writer, by: authority)
            let certificate = try authority.issue(
                commonName: request.printedName, spki: key.spki, usage: .person,
                context: writer.context)
            return .enrolled(seq: try bind(pending, certificate, writer))
        }
    }

    /// Appends the records that make a pending person a person of the log.
    static func bind(
        _ pending: PendingIdentity, _ certificate: Certificate, _ writer: LogWriter
    ) throws -> UInt64 {
        try CertificateFolder(writer.layout).keep(certificate)
        let actor = try administrator(writer)
        let identity = pending.identity(certificate: certificate)
        let appended = try writer.append([
            EntryDraft(family: IdentityBody.family, body: identity.json, actor: actor),
            EntryDraft(
                family: CredentialBody.family,
                body: CredentialBody(
                    personId: identity.personId, userId: identity.userId, kind: .enrol,
                    by: actor.personId ?? actor.userId
                ).json, actor: actor),
        ])
        return appended.first?.seq ?? 0
    }

    static func administrator(_ writer: LogWriter) throws -> Actor {
        ActorResolution.administrator(
            writer.context.host, in: try PersonRegister(writer.store.table))
    }

    private static func requestCertificate(
        _ pending: PendingIdentity, _ key: PrivateKey, _ writer: LogWriter
    ) throws -> EnrolmentResult {
        let der = try CertificateIssuer.makeRequest(
            subject: SubjectName(
                commonName: pending.printedName, organisation: writer.configuration.organisation),
            key: key)
        try pending.save(in: writer.layout)
        return .requested(
            path: try CertificateRequests.write(
                der, as: CertificateRequests.name(personID: pending.personId), in: writer.layout))
    }

    private static func check(_ request: EnrolmentRequest, _ writer: LogWriter) throws {
        try PersonNames.requireID(request.personID, "person id")
        try PersonNames.requireID(request.userID, "user id")
        try PersonNames.requirePrintable(request.printedName, "printed name")
        try PersonNames.requirePrintable(request.proofing, "note on the identity check")
        if let document = request.document {
            try PersonNames.requirePrintable(document, "name of the document")
        }
        try PasswordRule.require(request.password, for: request.userID)
        let table = writer.store.table
        let policy = try PolicyRegister.current(
            table, layout: writer.layout, genesis: writer.genesis)
        guard !request.roles.isEmpty else { throw CaptureError.usage("A role is needed.") }
        for role in request.roles where !policy.roles.contains(role) {
            throw CaptureError.usage(
                "The policy knows no role \(role); it knows "
                    + "\(policy.roles.joined(separator: ", ")).")
        }
        let conflict = try PersonRegister(table).conflict(
            personID: request.personID, userID: request.userID, osUser: request.osUser)
        if let conflict { throw CaptureError.refused(conflict) }
    }
}
