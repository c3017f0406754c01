/// What a member is for, as the manifest says it; the path decides.
package enum MemberRole: String, Hashable, Sendable, CaseIterable {
    /// A tag file of the bag.
    case bag
    /// The human-readable copy.
    case readme
    /// A captured file.
    case file
    /// Records, as lines or as a table.
    case records
    /// A certificate.
    case certificate
    /// A revocation list or response.
    case revocation
    /// The keys of a log.
    case keys
    /// A checkpoint.
    case checkpoint
    /// What a notary gave for a checkpoint, or was asked.
    case receipt
    /// A site policy.
    case policy
}

extension MemberPath {
    /// What the member is for; nil for the manifest and its seal, which the manifest doesn't list.
    package var role: MemberRole? {
        switch self {
        case .manifest, .seal: nil
        case .bagInfo, .bagit, .manifestSHA256: .bag
        case .readme: .readme
        case .file, .unnamed: .file
        case .recordsCSV, .recordsJSONL: .records
        case .certificate: .certificate
        case .revocationList, .revocationResponse: .revocation
        case .keys: .keys
        case .note: .checkpoint
        case .receipt: .receipt
        case .policy: .policy
        }
    }
}
