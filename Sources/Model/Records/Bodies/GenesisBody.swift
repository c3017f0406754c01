package import CanonicalJSON
package import Cryptography

/// The first record of a log: everything that is fixed before the second one.
///
/// Source: docs/formats/records.md §3.
package struct GenesisBody: RecordBody {
    /// Who keeps the master secret.
    package enum Custody: String, Hashable, Sendable {
        /// Someone away from the host.
        case custodian
        /// The host itself, which proves less.
        case host
    }

    package static let family = "genesis"
    /// The depths that a key calendar may have.
    package static let depths: ClosedRange<Int64> = 1...24

    /// The head over the commitments of all keys.
    package let calendar: Digest
    /// The calendar has 2 to this power epochs.
    package let calendarDepth: Int
    /// Who keeps the master secret.
    package let custody: Custody
    /// The certificate that the master secret is enveloped to.
    package let custodianCertificateSha256: Digest
    /// The raw Ed25519 public key of the log, 32 bytes.
    package let logKey: [UInt8]
    /// The organisation.
    package let organisation: String
    /// The site.
    package let site: String
    /// The machine.
    package let host: String
    /// The program.
    package let program: ProgramIdentity
    /// The digest of the configuration.
    package let configSha256: Digest
    /// The digest of the site policy.
    package let policySha256: Digest
    /// The log that this one continues.
    package let previous: LogReference?
    /// How many witnessed records of the previous log are lost.
    package let lost: UInt64?
    /// Whether the log went on without an outside receipt for epoch 0.
    package let unwitnessed: Bool

    /// Makes a genesis.
    package init(
        calendar: Digest, calendarDepth: Int, custody: Custody,
        custodianCertificateSha256: Digest, logKey: [UInt8], organisation: String, site: String,
        host: String, program: ProgramIdentity, configSha256: Digest, policySha256: Digest,
        previous: LogReference? = nil, lost: UInt64? = nil, unwitnessed: Bool = false
    ) {
        self.calendar = calendar
        self.calendarDepth = calendarDepth
        self.custody = custody
        self.custodianCertificateSha256 = custodianCertificateSha256
        self.logKey = logKey
        self.organisation = organisation
        self.site = site
        self.host = host
        self.program = program
        self.configSha256 = configSha256
        self.policySha256 = policySha256
        self.previous = previous
        self.lost = lost
        self.unwitnessed = unwitnessed
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        calendar = try reader.digest("calendar")
        calendarDepth = Int(try reader.integer("calendarDepth", in: Self.depths))
        custody = try reader.choice("custody")
        custodianCertificateSha256 = try reader.digest("custodianCertificateSha256")
        logKey = try reader.hexBytes("logKey", count: 32)
        organisation = try reader.string("organisation")
        site = try reader.string("site")
        host = try reader.string("host")
        program = try reader.value("program")
        configSha256 = try reader.digest("configSha256")
        policySha256 = try reader.digest("policySha256")
        previous = try reader.optional("previous")
        lost = try reader.optionalCount("lost")
        unwitnessed = try reader.mark("unwitnessed")
    }

    package var json: JSONObject {
        JSONObject([
            ("calendar", .digest(calendar)), ("calendarDepth", .integer(Int64(calendarDepth))),
            ("custody", .choice(custody)),
            ("custodianCertificateSha256", .digest(custodianCertificateSha256)),
            ("logKey", .hex(logKey)), ("organisation", .string(organisation)),
            ("site", .string(site)), ("host", .string(host)), ("program", .fields(program)),
            ("configSha256", .digest(configSha256)), ("policySha256", .digest(policySha256)),
            ("previous", .fields(previous)), ("lost", .count(lost)),
            ("unwitnessed", .mark(unwitnessed)),
        ])
    }
}
