package import Cryptography
package import Findings
package import Records

/// One receipt of a checkpoint, judged under the auditor's trust.
///
/// Source: docs/formats/log.md §8.
package struct JudgedReceipt: Hashable, Sendable {
    /// What kind of notary gave it.
    package enum Kind: String, Hashable, Sendable {
        /// A witness, who countersigned the checkpoint.
        case witness
        /// A time-stamp authority.
        case timeStamp = "RFC 3161"
        /// A store that keeps the note under a lock.
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
    /// What identifies the token; nil where there is none, or nobody signed it.
    package var stamp: StampIdentity?
    /// The algorithms that a token and its authority's path rest on.
    package var algorithms: [AlgorithmTable.Use] = []
    /// Until when every certificate above a token lasts, seconds since 1970 in UTC; nil where no path
    /// to an anchor is known.
    package var validUntil: Int64?
    /// By when a renewal shows that it existed; nil without one that can be relied on.
    package var covered: Timestamp?
    /// How far it is to be relied on.
    package var standing: Standing
    /// What was seen.
    package var findings: [Finding]
    /// What was seen of the revocation of an authority's certificates; an open question here
    /// belongs to PKI-003 and leaves the standing as it is.
    package var revocationFindings: [Finding] = []
    /// What its time departs from, an open question of the order of times (NOT-003).
    package var timeFindings: [Finding] = []
    /// Lines for a shell by which a store is asked again; empty for every other notary.
    package var questions: [String] = []
    /// Why it has lost the force that it once had; nil where it hasn't, or never had any.
    package var lostForce: String?

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

    /// Whether it is proved and nothing about its authority is open.
    package var isFirm: Bool {
        standing == .proved && !revocationFindings.contains { $0.effect == .openQuestion }
    }

    /// The time after which the checkpoint certainly existed.
    package var latest: Timestamp? { time?.adding(nanoseconds: accuracyNanoseconds) }

    /// The earliest time at which it can have been given.
    package var earliest: Timestamp? { time?.adding(nanoseconds: 0 &- accuracyNanoseconds) }

    /// The receipt as the report lists it.
    package var line: ReceiptLine {
        ReceiptLine(
            size: size, notary: notary, kind: kind.rawValue, time: time?.secondsText,
            standing: standing.word, questions: questions)
    }
}

/// Who gave a time-stamp, under which number, and what it states.
package struct StampIdentity: Hashable, Sendable {
    /// The SHA-256 of the authority's public key.
    package var authority: Digest
    /// The serial number that the authority gave.
    package var serial: String
    /// The SHA-256 of the statement.
    package var statement: Digest
    /// Whether the authority states that its tokens are ordered by their times alone.
    package var isOrdered: Bool
    /// The member that holds it.
    package var member: String
}

extension [JudgedReceipt] {
    /// The receipts that are proved.
    var proved: [JudgedReceipt] { kept { $0.standing == .proved } }

    /// Why receipts that cover a record count as if they weren't there.
    func lostProofs(of sequence: UInt64) -> [String] {
        compactMap { receipt in
            guard receipt.size > sequence, let reason = receipt.lostForce else { return nil }
            return "\(receipt.notary), \(receipt.time?.secondsText ?? "no time"): \(reason)"
        }
    }
}

extension Timestamp {
    /// The last moment that can be written.
    static let end = Timestamp(unixSeconds: Timestamp.lastSecond)
}
