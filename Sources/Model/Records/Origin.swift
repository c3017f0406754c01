package import CanonicalJSON
package import Cryptography

/// Which program on which machine of which site wrote a record.
///
/// Source: docs/formats/records.md §2.
package struct Origin: FieldReadable {
    /// The program, such as `trailseal-capture`.
    package let system: String
    /// What it was there for, such as `capture`.
    package let systemRole: String
    /// The site.
    package let site: String
    /// The organisation.
    package let organisation: String
    /// The program's version.
    package let version: String
    /// The digest of the configuration in force.
    package let configSha256: Digest
    /// The machine's name.
    package let host: String

    /// Makes an origin.
    package init(
        system: String, systemRole: String, site: String, organisation: String, version: String,
        configSha256: Digest, host: String
    ) {
        self.system = system
        self.systemRole = systemRole
        self.site = site
        self.organisation = organisation
        self.version = version
        self.configSha256 = configSha256
        self.host = host
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        system = try reader.string("system")
        systemRole = try reader.string("systemRole")
        site = try reader.string("site")
        organisation = try reader.string("organisation")
        version = try reader.string("version")
        configSha256 = try reader.digest("configSha256")
        host = try reader.string("host")
    }

    package var json: JSONObject {
        JSONObject([
            ("system", .string(system)), ("systemRole", .string(systemRole)),
            ("site", .string(site)), ("organisation", .string(organisation)),
            ("version", .string(version)), ("configSha256", .digest(configSha256)),
            ("host", .string(host)),
        ])
    }
}
