/// One thing that is wrong with a certificate path.
package struct PathProblem: Sendable, Hashable {
    /// What is wrong.
    package enum Kind: Sendable, Hashable {
        /// A certificate had ended.
        case expired
        /// A certificate hadn't begun.
        case notYetValid
        /// No issuer was found, or the path ends at a root that nobody anchored.
        case noIssuer
        /// A signature doesn't hold under its issuer's key.
        case badSignature
        /// An issuer is no authority, by its basic constraints.
        case notCA
        /// More authorities stand below one than it allows.
        case pathLength
        /// A key has a use that its certificate doesn't permit.
        case keyUsage
        /// A key or a hash that no longer carries a signature; dated leniency is the caller's.
        case weak
        /// A libcrypto verification error that has no name here.
        case other(Int32)
    }

    /// The place in the path, 0 for the leaf.
    package let depth: Int
    /// The SHA-256 of the certificate it concerns.
    package let certificate: Digest
    /// What is wrong.
    package let kind: Kind
    /// A sentence fragment for a person.
    package let text: String

    /// States a problem.
    package init(depth: Int, certificate: Digest, kind: Kind, text: String) {
        self.depth = depth
        self.certificate = certificate
        self.kind = kind
        self.text = text
    }
}

/// What came of building a path at one moment.
package struct PathResult: Sendable, Hashable {
    /// The path, leaf first, as far as it could be built.
    package let chain: [Certificate]
    /// Whether the path ends at an anchor and every signature on the way is right.
    package let reachesAnchor: Bool
    /// All problems, leaf first; a path is good only without any.
    package let problems: [PathProblem]

    /// States what a path came to.
    package init(chain: [Certificate], reachesAnchor: Bool, problems: [PathProblem]) {
        self.chain = chain
        self.reachesAnchor = reachesAnchor
        self.problems = problems
    }

    /// Whether the path ends at an anchor and nothing is wrong with it.
    package var isGood: Bool { reachesAnchor && problems.isEmpty }
}

/// What the leaf of a path is to be used for.
package enum PathPurpose: Sendable, Hashable {
    /// Signing documents: key usage, if stated, must hold digitalSignature or nonRepudiation.
    case signing
    /// Dating: extended key usage must be critical and timeStamping alone.
    case timeStamping
    /// Anything; only the path itself is judged.
    case any
}
