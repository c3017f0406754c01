package import BundleFormat
package import Cryptography
package import Findings
package import Records

/// Everything that was read from one bundle, without judgement.
///
/// Plain values: a test can build them by hand. Source: docs/architecture.md.
package struct Facts: Sendable {
    /// The archive.
    package var frame: FrameFacts { didSet { owedMemo = OwedMemo() } }
    /// The list of contents.
    package var manifest: ManifestFacts { didSet { owedMemo = OwedMemo() } }
    /// The seal over it.
    package var seal: SealFacts
    /// The BagIt members.
    package var bag: BagFacts
    /// The logs, in order of label.
    package var logs: [LogFacts] { didSet { owedMemo = OwedMemo() } }
    /// The certificates in the bundle that could be read; none of them is an anchor.
    package var certificates: [Certificate]
    /// The revocation lists in the bundle that could be read.
    package var revocation: [CertificateRevocationList]
    /// The OCSP responses in the bundle that could be read.
    package var responses: [RevocationResponse]
    /// The policies in the bundle that could be read, by the digest of their bytes.
    package var policies: [Digest: SitePolicy]
    /// Members under `evidence/` that couldn't be read as what they should be.
    package var unreadableEvidence: [UnreadableEvidence]
    /// How `data/README.html` compares with what the records give.
    package var readme: ViewFacts
    /// Files kept outside the bundle that were asked for with `--files`, by digest.
    package var outsideFiles: [Digest: OutsideFile]
    /// Instrument audit trails among the files.
    package var instrumentTrails: [InstrumentTrailFacts]
    /// What came after sealing, from beside the tar.
    package var later: LaterFacts
    /// Members that are read whole, by path, but for those of checkpoints; see
    /// `BundleLimits.wholeBytes(of:)`.
    package var smallMembers: [String: [UInt8]]
    private var owedMemo = OwedMemo()

    /// Makes the facts of a bundle in which nothing was found; a test sets what it needs.
    package init(frame: FrameFacts = FrameFacts(byteCount: 0)) {
        self.frame = frame
        manifest = .missing
        seal = SealFacts()
        bag = BagFacts()
        logs = []
        certificates = []
        revocation = []
        responses = []
        policies = [:]
        unreadableEvidence = []
        readme = .missing
        outsideFiles = [:]
        instrumentTrails = []
        later = LaterFacts()
        smallMembers = [:]
    }

    /// Where the files that the bundle owes should stand; found out once.
    package var owed: OwedFiles {
        owedMemo.owed {
            OwedFiles(
                logs.map { ($0.label, $0.datasets) },
                bundle: frame.bundle ?? manifest.content?.bundle)
        }
    }

    /// Takes what was worked out before something else of a log came to be known.
    mutating func know(_ owed: OwedFiles) { owedMemo = OwedMemo(owed) }

    /// The bytes of a small member outside `data/` and the folders of checkpoints; nil where there is none
    /// of that path.
    package func bytes(of path: String) -> [UInt8]? { smallMembers[path] }

    /// The log of that label.
    package func log(_ label: String) -> LogFacts? { logs.first { $0.label == label } }

    /// Whether what a rule establishes is missing, so that rules standing on it can't be asked.
    ///
    /// `BND-001`: no member could be read. `BND-002`: the manifest isn't understood. `BND-004`:
    /// there is no seal of the closed form. `REC-001`: no log with a readable record.
    package func lacksGround(of rule: RuleID) -> Bool {
        switch rule {
        case "BND-001": frame.members.isEmpty
        case "BND-002": manifest.content == nil
        case "BND-004": seal.closed == nil
        case "REC-001": !logs.contains { $0.table.count > 0 }
        default: false
        }
    }
}

/// The list of contents, as far as it was understood.
package enum ManifestFacts: Sendable {
    /// There is no `manifest.json`.
    case missing
    /// It isn't a manifest of any version.
    case unreadable(reason: String)
    /// It is one of a version that this program doesn't know.
    case unknownVersion(Int64)
    /// It was read.
    case read(Manifest)

    /// The manifest, where it was read.
    package var content: Manifest? {
        if case .read(let manifest) = self { manifest } else { nil }
    }
}

/// The seal over the list of contents.
package struct SealFacts: Sendable {
    /// The bytes of `manifest.json.p7s`; nil where there is no such member.
    package var bytes: [UInt8]?
    /// What they read as; nil where there are none.
    package var reading: ClosedCMSReading?
    /// Whether the signature holds over the exact bytes of the manifest.
    package var holds: Bool

    /// Makes the facts of their parts.
    package init(bytes: [UInt8]? = nil, reading: ClosedCMSReading? = nil, holds: Bool = false) {
        self.bytes = bytes
        self.reading = reading
        self.holds = holds
    }

    /// The seal, where it has the closed form.
    package var closed: ClosedCMSSignature? {
        if case .closed(let signature)? = reading { signature } else { nil }
    }
}

/// The members that make the bundle a BagIt bag, and what they should read.
package struct BagFacts: Hashable, Sendable {
    /// What each of the three tag files should hold, by path; empty where it can't be told.
    package var expected: [String: [UInt8]]

    /// Takes the bytes that the tag files should hold.
    package init(expected: [String: [UInt8]] = [:]) { self.expected = expected }
}

/// A member under `evidence/` that isn't what its path says.
package struct UnreadableEvidence: Hashable, Sendable {
    /// The member.
    package var path: String
    /// Why it couldn't be read.
    package var reason: String

    /// Pairs a member with why it couldn't be read.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

/// How a member that is made from the records compares with making it again.
package enum ViewFacts: Hashable, Sendable {
    /// The member isn't there.
    case missing
    /// Every byte is the same.
    case same
    /// It departs from what the records give.
    ///
    /// - Parameters:
    ///   - offset: The first byte that differs, in the member.
    ///   - sequence: The record whose row it lies in, where rows belong to records.
    ///   - expected: What the records give there, an excerpt.
    ///   - found: What stands there, an excerpt.
    case differs(offset: UInt64, sequence: UInt64?, expected: String, found: String)
    /// It can't be made again here, with why.
    case unknown(reason: String)
}

/// A file outside the bundle that stands for one that the bundle refers to.
package struct OutsideFile: Hashable, Sendable {
    /// Its size in bytes.
    package var size: UInt64
    /// Its digest; nil where it couldn't be read.
    package var sha256: Digest?

    /// Pairs size and digest.
    package init(size: UInt64, sha256: Digest?) {
        self.size = size
        self.sha256 = sha256
    }
}
