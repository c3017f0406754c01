package import CanonicalJSON
package import Cryptography

/// The whole state of a person, service or device from here on.
///
/// Source: docs/formats/records.md §4; 21 CFR 11.100(b) for the proofing.
package struct IdentityBody: RecordBody {
    /// Whether the identity may act.
    package enum Status: String, Hashable, Sendable {
        /// It may, it may not for the time being, it never may again.
        case active, locked, deactivated
    }

    /// Where the private key lies.
    package enum KeyStore: String, Hashable, Sendable {
        /// In a file under a password.
        case file
        /// In a token that doesn't give it out.
        case token
    }

    package static let family = "identity"

    /// The site's id of the person, for ever theirs.
    package let personId: String
    /// The account.
    package let userId: String
    /// The name that signatures print.
    package let printedName: String
    /// What it is.
    package let kind: Actor.Kind
    /// The roles held.
    package let roles: [String]
    /// The account of the operating system.
    package let osUser: String?
    /// The account at a sign-in service.
    package let signIn: SignInAccount?
    /// How the identity was verified.
    package let proofing: Proofing
    /// Whether it may act.
    package let status: Status
    /// The digest of the public key that signs for it.
    package let spkiSha256: Digest
    /// The digest of that key's certificate.
    package let certificateSha256: Digest
    /// Where the private key lies.
    package let keyStore: KeyStore

    /// Makes a state.
    package init(
        personId: String, userId: String, printedName: String, kind: Actor.Kind = .human,
        roles: [String], osUser: String? = nil, signIn: SignInAccount? = nil, proofing: Proofing,
        status: Status = .active, spkiSha256: Digest, certificateSha256: Digest,
        keyStore: KeyStore = .file
    ) {
        self.personId = personId
        self.userId = userId
        self.printedName = printedName
        self.kind = kind
        self.roles = roles
        self.osUser = osUser
        self.signIn = signIn
        self.proofing = proofing
        self.status = status
        self.spkiSha256 = spkiSha256
        self.certificateSha256 = certificateSha256
        self.keyStore = keyStore
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        personId = try reader.string("personId")
        userId = try reader.string("userId")
        printedName = try reader.string("printedName")
        kind = try reader.choice("kind")
        roles = try reader.strings("roles")
        osUser = try reader.optionalString("osUser")
        signIn = try reader.optional("signIn")
        proofing = try reader.value("proofing")
        status = try reader.choice("status")
        spkiSha256 = try reader.digest("spkiSha256")
        certificateSha256 = try reader.digest("certificateSha256")
        keyStore = try reader.choice("keyStore")
    }

    package var json: JSONObject {
        JSONObject([
            ("personId", .string(personId)), ("userId", .string(userId)),
            ("printedName", .string(printedName)), ("kind", .choice(kind)),
            ("roles", .texts(roles)), ("osUser", .text(osUser)), ("signIn", .fields(signIn)),
            ("proofing", .fields(proofing)), ("status", .choice(status)),
            ("spkiSha256", .digest(spkiSha256)), ("certificateSha256", .digest(certificateSha256)),
            ("keyStore", .choice(keyStore)),
        ])
    }
}

/// How a person's identity was verified.
package struct Proofing: FieldReadable {
    /// What was done, such as `passport seen`.
    package let method: String
    /// Who did it.
    package let by: String
    /// When.
    package let at: Timestamp
    /// The document that keeps it.
    package let document: String?

    /// Makes a statement.
    package init(method: String, by: String, at: Timestamp, document: String? = nil) {
        self.method = method
        self.by = by
        self.at = at
        self.document = document
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        method = try reader.string("method")
        by = try reader.string("by")
        at = try reader.time("at")
        document = try reader.optionalString("document")
    }

    package var json: JSONObject {
        JSONObject([
            ("method", .string(method)), ("by", .string(by)), ("at", .time(at)),
            ("document", .text(document)),
        ])
    }
}
