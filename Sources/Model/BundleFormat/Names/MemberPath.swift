package import Cryptography

/// A place in a bundle: the closed list of paths that a member may have.
///
/// Paths are below the bundle's own folder. `log` and `project` are labels of 16 hex digits.
///
/// Source: docs/formats/bundle.md §3.
package enum MemberPath: Hashable, Sendable {
    /// `manifest.json`
    case manifest
    /// `manifest.json.p7s`
    case seal
    /// `bag-info.txt`
    case bagInfo
    /// `bagit.txt`
    case bagit
    /// `manifest-sha256.txt`
    case manifestSHA256
    /// `data/README.html`
    case readme
    /// `data/files/<log>/<project>/<path>`
    case file(log: String, project: String, path: MappedName)
    /// `data/unnamed/<sha256>`
    case unnamed(Digest)
    /// `data/records/<log>.csv`
    case recordsCSV(log: String)
    /// `data/records/<log>.jsonl`
    case recordsJSONL(log: String)
    /// `evidence/certificates/<sha256>.cer`
    case certificate(Digest)
    /// `evidence/revocation/<sha256>.crl`
    case revocationList(Digest)
    /// `evidence/revocation/<sha256>.ocsp`
    case revocationResponse(Digest)
    /// `evidence/logs/<log>/keys.json`
    case keys(log: String)
    /// `evidence/logs/<log>/<size>/note`
    case note(log: String, size: UInt64)
    /// `evidence/logs/<log>/<size>/<notary>.<kind>`
    case receipt(log: String, size: UInt64, notary: MappedName, kind: ReceiptKind)
    /// `evidence/policies/<sha256>.json`
    case policy(Digest)
}

/// What a notary gives back, or was asked, by the end of the file's name.
package enum ReceiptKind: String, Hashable, Sendable, CaseIterable {
    /// A C2SP cosignature line.
    case cosignature = "cosignature"
    /// An RFC 3161 response.
    case timeStampResponse = "tsr"
    /// The RFC 3161 request that it answers.
    case timeStampRequest = "tsq"
    /// What an object store with a lock answered.
    case objectLock = "s3.json"
}

extension MemberPath {
    /// The path below the bundle's folder.
    package var text: String {
        switch self {
        case .manifest: "manifest.json"
        case .seal: "manifest.json.p7s"
        case .bagInfo: "bag-info.txt"
        case .bagit: "bagit.txt"
        case .manifestSHA256: "manifest-sha256.txt"
        case .readme: "data/README.html"
        case .file(let log, let project, let path): "data/files/\(log)/\(project)/\(path)"
        case .unnamed(let digest): "data/unnamed/\(digest.hex)"
        case .recordsCSV(let log): "data/records/\(log).csv"
        case .recordsJSONL(let log): "data/records/\(log).jsonl"
        case .certificate(let digest): "evidence/certificates/\(digest.hex).cer"
        case .revocationList(let digest): "evidence/revocation/\(digest.hex).crl"
        case .revocationResponse(let digest): "evidence/revocation/\(digest.hex).ocsp"
        case .keys(let log): "evidence/logs/\(log)/keys.json"
        case .note(let log, let size): "evidence/logs/\(log)/\(size)/note"
        case .receipt(let log, let size, let notary, let kind):
            "evidence/logs/\(log)/\(size)/\(notary).\(kind.rawValue)"
        case .policy(let digest): "evidence/policies/\(digest.hex).json"
        }
    }

    /// Whether the member is payload in BagIt's sense.
    package var isPayload: Bool {
        switch self {
        case .readme, .file, .unnamed, .recordsCSV, .recordsJSONL: true
        default: false
        }
    }

    /// The log that the member belongs to, where it belongs to one.
    package var log: String? {
        switch self {
        case .file(let log, _, _), .recordsCSV(let log), .recordsJSONL(let log), .keys(let log),
            .note(let log, _), .receipt(let log, _, _, _):
            log
        default: nil
        }
    }

    /// The digest that the path itself states, where it states one.
    package var statedDigest: Digest? {
        switch self {
        case .unnamed(let digest), .certificate(let digest), .revocationList(let digest),
            .revocationResponse(let digest), .policy(let digest):
            digest
        default: nil
        }
    }
}

extension MemberPath: Comparable, CustomStringConvertible {
    /// The order of members: manifest, seal, then byte order of path.
    package static func < (left: MemberPath, right: MemberPath) -> Bool {
        left.order < right.order
    }

    /// What members are ordered by, for who compares one with many.
    struct Order: Comparable {
        let rank: Int
        let text: String

        static func < (left: Order, right: Order) -> Bool {
            if left.rank != right.rank { return left.rank < right.rank }
            return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
        }
    }

    /// What it is ordered by.
    var order: Order { order(spelled: text) }

    /// What it is ordered by, for who has its text at hand.
    func order(spelled text: String) -> Order { Order(rank: rank, text: text) }

    /// The path below the bundle's folder.
    package var description: String { text }

    private var rank: Int {
        switch self {
        case .manifest: 0
        case .seal: 1
        default: 2
        }
    }
}
