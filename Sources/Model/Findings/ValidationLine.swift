/// One signature or time-stamp over X.509 certificates, with what was seen of it and what decides about it.
///
/// Digests, times and codes for programs that judge signatures; the words for people are in the register
/// and among the findings.
///
/// Source: docs/formats/report.md §18.
package struct ValidationLine: Hashable, Sendable {
    /// What was signed by whom.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The seal over the list of contents.
        case seal
        /// A person's electronic signature over records.
        case person
        /// A time-stamp of an authority, over a checkpoint, a seal or a whole bundle.
        case timeStamp = "time-stamp"
    }

    /// A reason code that counts against it.
    package struct Problem: Hashable, Sendable {
        /// The reason code.
        package var code: String
        /// Whether the evidence contradicts; else it is missing.
        package var isFailure: Bool

        /// Pairs a code with its weight.
        package init(code: String, isFailure: Bool) {
            self.code = code
            self.isFailure = isFailure
        }
    }

    /// What it is.
    package var kind: Kind
    /// Where it stands.
    package var place: Place
    /// Who made it: the certificate's subject, or the name of the authority.
    package var signer: String
    /// SHA-256 of the message, 64 hex digits; nil where it isn't kept apart.
    package var sha256: String?
    /// SHA-256 of what was signed, 64 hex digits; nil where it isn't known.
    package var contentSHA256: String?
    /// The signature itself, in base64; nil where it can't be read.
    package var signatureValue: String?
    /// When it was made by the word of whoever made it, in UTC; of a time-stamp the time it states.
    package var statedTime: String?
    /// By when it had certainly been made, in UTC; nil where nothing proves it.
    package var provedTime: String?
    /// SHA-256 of each certificate from the signer's upwards, 64 hex digits.
    package var certificates: [String] = []
    /// Whether the last of these is an anchor of the auditor's.
    package var reachesAnchor = false
    /// What counts against it, each code once, in the order of the checks.
    package var problems: [Problem] = []

    /// Makes a line of which nothing more is known.
    package init(kind: Kind, place: Place, signer: String) {
        self.kind = kind
        self.place = place
        self.signer = signer
    }
}
