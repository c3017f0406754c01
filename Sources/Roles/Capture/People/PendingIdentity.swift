import CanonicalJSON
import Cryptography
import LinuxFiles
import Records

/// A person whose certificate isn't there yet.
struct PendingIdentity: FieldReadable {
    let personId: String
    let userId: String
    let printedName: String
    let roles: [String]
    let osUser: String?
    let proofing: Proofing

    init(_ request: EnrolmentRequest, by actor: Actor, _ context: CaptureContext) {
        personId = request.personID
        userId = request.userID
        printedName = request.printedName
        roles = request.roles
        osUser = request.osUser
        proofing = Proofing(
            method: request.proofing, by: actor.personId ?? actor.userId,
            at: context.clock.now().utc, document: request.document)
    }

    init(from reader: inout FieldReader) throws(SchemaError) {
        personId = try reader.string("personId")
        userId = try reader.string("userId")
        printedName = try reader.string("printedName")
        roles = try reader.strings("roles")
        osUser = try reader.optionalString("osUser")
        proofing = try reader.value("proofing")
    }

    var json: JSONObject {
        JSONObject([
            ("personId", .string(personId)), ("userId", .string(userId)),
            ("printedName", .string(printedName)), ("roles", .texts(roles)),
            ("osUser", .text(osUser)), ("proofing", .fields(proofing)),
        ])
    }

    /// The body of the person's record.
    func identity(certificate: Certificate) -> IdentityBody {
        IdentityBody(
            personId: personId, userId: userId, printedName: printedName, roles: roles,
            osUser: osUser, proofing: proofing, spkiSha256: certificate.spkiSha256,
            certificateSha256: certificate.sha256)
    }

    /// Keeps the person until the certificate comes.
    func save(in layout: StoreLayout) throws {
        try Files.writeDurably(
            CanonicalJSON.encode(.object(json)), to: Self.path(personId, layout), mode: 0o600)
    }

    /// Reads a kept person, nil when there is none.
    static func read(_ personID: String, _ layout: StoreLayout) throws -> PendingIdentity? {
        let path = path(personID, layout)
        guard Files.exists(path) else { return nil }
        let bytes = try Files.read(path, limit: 1 << 16)
        do {
            guard let object = try CanonicalJSON.parse(bytes).objectValue else {
                throw CaptureError.damaged("\(path) isn't an object.")
            }
            var reader = FieldReader(object)
            return try PendingIdentity(from: &reader)
        } catch let error as CaptureError {
            throw error
        } catch {
            throw CaptureError.damaged("\(path) is damaged: \(error).")
        }
    }

    private static func path(_ personID: String, _ layout: StoreLayout) -> String {
        "\(layout.requests)/\(CertificateRequests.name(personID: personID)).json"
    }
}
