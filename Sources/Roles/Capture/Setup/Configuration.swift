package import CanonicalJSON
package import Cryptography
import LinuxFiles
package import Records

/// The notaries that a store may ask, each by its place.
package struct NotaryConfiguration: FieldReadable {
    /// The sorts of notary.
    package enum Kind: String, Hashable, Sendable {
        /// A folder that keeps a key and a ledger of its own.
        case witness
        /// An RFC 3161 authority.
        case rfc3161
        /// A bucket whose objects are locked.
        case objectLock = "object-lock"
    }

    /// The sort.
    package let kind: Kind
    /// Short name, the stem of its receipts' file names: letters, digits, `.`, `_`, `-`.
    package let name: String
    /// The folder's path, or the URL of the authority or the store.
    package let place: String
    /// How the store is asked; nil for the other sorts.
    package let objectLock: ObjectLockSettings?

    /// Makes one.
    package init(kind: Kind, name: String, place: String, objectLock: ObjectLockSettings? = nil) {
        self.kind = kind
        self.name = name
        self.place = place
        self.objectLock = objectLock
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        kind = try reader.choice("kind")
        name = try reader.string("name")
        place = try reader.string("place")
        objectLock = try reader.optional("objectLock")
        guard (objectLock != nil) == (kind == .objectLock) else {
            throw reader.error(
                "objectLock", objectLock == nil ? .missing : .notAllowed,
                "stands with the kind object-lock")
        }
    }

    package var json: JSONObject {
        JSONObject([
            ("kind", .choice(kind)), ("name", .string(name)), ("place", .string(place)),
            ("objectLock", .fields(objectLock)),
        ])
    }
}

/// The site's settings of one store.
package struct Configuration: FieldReadable {
    /// Who issues certificates.
    package enum Authority: String, Hashable, Sendable {
        /// A small authority of the store itself.
        case own
        /// Somebody else: requests go out, certificates come in.
        case requests
    }

    /// The organisation's name.
    package let organisation: String
    /// The site's name.
    package let site: String
    /// Who issues certificates.
    package let authority: Authority
    /// Whom to ask for receipts.
    package let notaries: [NotaryConfiguration]

    /// Makes settings.
    package init(
        organisation: String, site: String, authority: Authority, notaries: [NotaryConfiguration]
    ) {
        self.organisation = organisation
        self.site = site
        self.authority = authority
        self.notaries = notaries
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        _ = try reader.integer("v", in: 1...1)
        organisation = try reader.string("organisation")
        site = try reader.string("site")
        authority = try reader.choice("authority")
        notaries = try reader.list("notaries")
    }

    package var json: JSONObject {
        JSONObject([
            ("v", .integer(1)), ("organisation", .string(organisation)), ("site", .string(site)),
            ("authority", .choice(authority)), ("notaries", .list(notaries)),
        ])
    }

    /// The canonical bytes that are kept on disk.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }

    /// The digest that records name.
    package var sha256: Digest { SHA256.hash(encoded) }

    /// Reads the settings of a store.
    package static func read(_ layout: StoreLayout) throws -> Configuration {
        try translating {
            let bytes: [UInt8]
            do throws(SystemError) {
                bytes = try Files.read(layout.configuration, limit: 1 << 20)
            } catch {
                if error.isMissing { throw CaptureError.noStore(path: layout.folder) }
                throw error
            }
            do {
                guard let object = try CanonicalJSON.parse(bytes).objectValue else {
                    throw CaptureError.damaged("The store's config.json isn't an object.")
                }
                var reader = FieldReader(object)
                return try Configuration(from: &reader)
            } catch let error as JSONError {
                throw CaptureError.damaged("The store's config.json is damaged: \(error).")
            } catch let error as SchemaError {
                throw CaptureError.damaged("The store's config.json is damaged: \(error).")
            }
        }
    }
}
