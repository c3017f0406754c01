package import Cryptography
package import Records

/// Everything that `init` has to be told.
package struct InitialisationRequest: Sendable {
    /// Who shall keep the log's master secret.
    package enum Custodian: Sendable {
        /// A new key pair, made here and handed over in a folder, under this password.
        case own(password: SecretBytes)
        /// Somebody who has a certificate already.
        case given(Certificate)
    }

    /// The organisation's name.
    package let organisation: String
    /// The site's name.
    package let site: String
    /// The site's policy.
    package let policy: SitePolicy
    /// Who issues certificates.
    package let authority: Configuration.Authority
    /// Protects the authority's key; nil leaves it to whoever may read the store's keys.
    package let administratorPassword: SecretBytes?
    /// Who keeps the master secret.
    package let custodian: Custodian
    /// Where the custodian's files go; nil keeps them in the store, and genesis says `host`.
    package let custodianFolder: String?
    /// Whom to ask for receipts.
    package let notaries: [NotaryConfiguration]
    /// Whether the log may begin without a receipt and without the custodian's word.
    package let isUnwitnessed: Bool
    /// The calendar has 2 to this power epochs.
    package let calendarDepth: Int
    /// The log before this one.
    package let previous: LogReference?
    /// How many records of the log before are lost, after a rollback.
    package let lost: UInt64?

    /// Makes a request.
    package init(
        organisation: String, site: String, policy: SitePolicy,
        authority: Configuration.Authority = .own, administratorPassword: SecretBytes? = nil,
        custodian: Custodian, custodianFolder: String? = nil,
        notaries: [NotaryConfiguration] = [], isUnwitnessed: Bool = false,
        calendarDepth: Int = 16, previous: LogReference? = nil, lost: UInt64? = nil
    ) {
        self.organisation = organisation
        self.site = site
        self.policy = policy
        self.authority = authority
        self.administratorPassword = administratorPassword
        self.custodian = custodian
        self.custodianFolder = custodianFolder
        self.notaries = notaries
        self.isUnwitnessed = isUnwitnessed
        self.calendarDepth = calendarDepth
        self.previous = previous
        self.lost = lost
    }
}

/// What `init` made.
package struct InitialisationResult: Hashable, Sendable {
    /// The log's id.
    package let logID: Digest
    /// The store folder.
    package let folder: String
    /// Where the custodian's files lie.
    package let custodianFolder: String
    /// Whether the custodian still has to confirm the file.
    package let needsConfirmation: Bool
    /// Certificate requests to send out, with `--ca requests`.
    package let requests: [String]
}
