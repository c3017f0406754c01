package import Cryptography
package import Findings
package import Records

/// One receipt of a checkpoint, judged under the auditor's trust.
///
/// Source: docs/formats/log.md §8.
package struct JudgedReceipt: Hashable, Sendable {
    /// What kind of notary gave it.
    package enum Kind: String, Hashable, Sendable {
        case witness
        case timeStamp = "RFC 3161"
        case objectLock = "S3 Object Lock"
    }

    /// How far it is to be relied on.
    package enum Standing: Hashable, Sendable {
        /// Its signature holds under an anchor of the auditor's, in another domain than the log.
        case proved
        /// Its signature holds, but its notary stands where the log stands.
        case sameDomain
        /// It is a statement without a signature.
        case claimed
        /// The auditor has no anchor for it, or what it was made over can't be told.
        case untrusted
        /// It contradicts, with the reason code.
        case wrong(String)

        /// The word for the report.
        package var word: String {
            switch self {
            case .proved: "proved"
            case .sameDomain: "same domain"
            case .claimed: "claimed"
            case .untrusted: "not trusted"
            case .wrong: "wrong"
            }
        }
    }

    /// The size of the checkpoint it lies beside.
    package var size: UInt64
    /// The member that holds it.
    package var member: String
    /// The digest of that member's bytes.
    package var sha256: Digest
    /// Who gave it: the witness' key name, the authority's subject, or the name in the path.
    package var notary: String
    /// What kind of notary gave it.
    package var kind: Kind
    /// The time it states; nil where it states none or can't be read.
    package var time: Timestamp?
    /// How far that time may be off, to both sides.
    package var accuracyNanoseconds: Int64
    /// The authority's key and the token's serial number; nil where there is no token.
    package var tokenIdentity: String?
    /// How far it is to be relied on.
    package var standing: Standing
    /// What was seen.
    package var findings: [Finding]

    /// Makes a receipt of which nothing is known yet; it isn't trusted.
    package init(
        size: UInt64, member: String, sha256: Digest, notary: String, kind: Kind,
        time: Timestamp? = nil, accuracyNanoseconds: Int64 = 0,
        standing: Standing = .untrusted, findings: [Finding] = []
    ) {
        self.size = size
        self.member = member
        self.sha256 = sha256
        self.notary = notary
        self.kind = kind
        self.time = time
        self.accuracyNanoseconds = accuracyNanoseconds
        self.standing = standing
        self.findings = findings
    }

    /// The time after which the checkpoint certainly existed.
    package var latest: Timestamp? { time?.adding(nanoseconds: accuracyNanoseconds) }

    /// The earliest time at which it can have been given.
    package var earliest: Timestamp? { time?.adding(nanoseconds: 0 &- accuracyNanoseconds) }

    /// The receipt as the report lists it.
    package var line: ReceiptLine {
        ReceiptLine(
            size: size, notary: notary, kind: kind.rawValue, time: time?.secondsText,
            standing: standing.word)
    }
}

extension [JudgedReceipt] {
    /// The receipts that are proved.
    var proved: [JudgedReceipt] { filter { $0.standing == .proved } }

    /// The proved receipt that bounds a record's time from above: of those whose checkpoint
    /// includes it, the one with the earliest certain time.
    func bound(after sequence: UInt64) -> JudgedReceipt? {
        proved.filter { $0.size > sequence && $0.latest != nil }
            .min { ($0.latest ?? .end, $0.size) < ($1.latest ?? .end, $1.size) }
    }

    /// The newest proved receipt of a checkpoint that doesn't include a record yet, and that
    /// isn't dated behind the record's own upper bound.
    func bound(before sequence: UInt64) -> JudgedReceipt? {
        let end = bound(after: sequence)?.latest ?? .end
        return proved.filter { $0.size <= sequence && ($0.time ?? .end) <= end }
            .max { ($0.time ?? .end, $0.size) < ($1.time ?? .end, $1.size) }
    }
}

extension Timestamp {
    /// The last moment that can be written.
    static let end = Timestamp(unixSeconds: Timestamp.lastSecond)
}
