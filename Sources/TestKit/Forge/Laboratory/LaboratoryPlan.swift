internal import Cryptography
internal import Records

/// What one sample laboratory is to have.
package struct LaboratoryPlan: Hashable, Sendable {
    /// Starts the random generator; laboratories with another seed share no key.
    package var seed: String
    /// Whether a witness in a folder countersigns every checkpoint.
    package var hasWitness = true
    /// Whether an RFC 3161 authority dates every checkpoint.
    package var hasAuthority = false
    /// Whether that authority has its certificate from a subordinate one, which stands in its tokens.
    package var hasSubordinate = false
    /// Whether that authority dates the seal too.
    package var stampsSeal = false
    /// Whether the auditor knows the institution's sign-in service.
    package var hasSignIn = false
    /// Whether the machine measures how far its clock is from a reference.
    package var measuresClock = false
    /// Seconds since 1970 at which everything begins.
    package var start = LaboratoryClock.start
    /// The policy's code for each meaning that the laboratory adds to the standard ones.
    package var policyVersion = "1"

    /// Codes of the meanings that the policy asks for on every dataset.
    package var requiredMeanings: [String] = []

    /// Plans a laboratory with a witness and no authority.
    package init(seed: String) { self.seed = seed }

    static let boot = "6f6f7d5c-0d3b-4f0e-9d5a-1f2e3d4c5b6a"
    static let organisation = "Example Laboratory"
    static let site = "Basel"
    /// What the folders of the laboratory are called in records and settings.
    static let presentedFolder = "/srv/nmr400"
    static let authorityURL = "https://tsa.example/stamp"
    static let authorityPolicy = "1.3.6.1.4.1.99999.1"

    var policy: SitePolicy {
        let standard = SitePolicy.standard(policyId: "POL-SIGN", version: policyVersion)
        return SitePolicy(
            policyId: standard.policyId, version: standard.version, meanings: standard.meanings,
            requireReason: standard.requireReason, roles: standard.roles, limits: standard.limits,
            requiredSignatures: requiredMeanings.map {
                SitePolicy.RequiredSignature(target: "dataset", meaning: $0)
            })
    }
}

/// A person of the laboratory.
package struct LaboratoryPerson: Hashable, Sendable {
    /// The site's own id.
    package let personID: String
    /// The account name for signing.
    package let userID: String
    /// The name beside signatures.
    package let printedName: String
    /// The role.
    package let role: String

    /// Records and asks for exports.
    package static let analyst = LaboratoryPerson(
        personID: "P0042", userID: "achen", printedName: "Alice Chen", role: "analyst")
    /// Reviews and approves.
    package static let reviewer = LaboratoryPerson(
        personID: "P0007", userID: "rmeier", printedName: "Robert Meier", role: "reviewer")

    /// Everybody.
    package static let all = [analyst, reviewer]

    var password: SecretBytes {
        SecretBytes(copying: Array("everybody knows \(userID)".utf8))
    }
}
