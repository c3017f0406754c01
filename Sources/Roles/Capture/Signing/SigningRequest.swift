package import Cryptography
package import Records

/// What a person signs.
package enum SigningTarget: Hashable, Sendable {
    /// A record by its sequence number.
    case record(UInt64)
    /// The newest version of a dataset, by its id.
    case dataset(String)
}

/// One signing.
package struct SigningRequest: Sendable {
    /// The first component: who says to be signing.
    package let userID: String
    /// The second component; opens the person's own key.
    package let password: SecretBytes
    /// The code of a meaning in the policy.
    package let meaning: String
    /// Why, where the policy asks or the person wants to say.
    package let reason: String?
    /// The role in which the person signs; nil takes the usual one.
    package let role: String?
    /// What is signed, at least one.
    package let targets: [SigningTarget]
    /// Digest of what the person was shown, where something was.
    package let renditionSha256: Digest?

    /// Makes a request.
    package init(
        userID: String, password: SecretBytes, meaning: String, reason: String? = nil,
        role: String? = nil, targets: [SigningTarget], renditionSha256: Digest? = nil
    ) {
        self.userID = userID
        self.password = password
        self.meaning = meaning
        self.reason = reason
        self.role = role
        self.targets = targets
        self.renditionSha256 = renditionSha256
    }
}

/// A signature that is in the log.
package struct SigningResult: Hashable, Sendable {
    /// Sequence number of the signature record.
    package let seq: UInt64
    /// Its chain element.
    package let leaf: Digest
    /// The statement that was signed.
    package let statement: SignatureStatement
    /// Size of the log at the checkpoint that will prove the time.
    package let checkpointSize: UInt64
}
