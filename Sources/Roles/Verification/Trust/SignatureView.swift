import CanonicalJSON
import Cryptography
import Findings
import Records

/// A person's signature as a record shows it, with what was in force at its place of the log.
struct SignatureView {
    let log: LogFacts
    let seq: UInt64
    let entry: Entry
    let body: SignatureBody
    /// Its CMS value, read and checked.
    let value: SignatureValue
    /// Where its record stands.
    let place: Place
    /// The identity record of the signer in force just before the signature.
    let identity: IdentityBody?
    /// The policy in force just before the signature.
    let policyInForce: PolicyBody?
    /// What a later record says became of it.
    let fate: LaterFate?
    /// What a withheld record may say otherwise.
    let doubts: Doubts

    /// What was in force at a signature, or became of it, can't be told from what is shown.
    ///
    /// The state of a person or a policy holds until the next record of its family; a withheld one
    /// behind the shown state may be that record. Source: docs/rules.md, Definitions.
    struct Doubts {
        /// The register may hold a later state of the signer, or the only one.
        let identity: Bool
        /// Another policy may have been in force, or the only one.
        let policy: Bool
        /// A later record may take the signature back.
        let fate: Bool
    }

    /// A later record about a signature.
    struct LaterFate {
        let seq: UInt64
        let body: SignatureStatusBody
    }

    /// Every signature of the bundle that can be read, by log and sequence.
    static func all(in facts: Facts) -> [SignatureView] {
        facts.logs.flatMap { log in
            var walk = SignatureWalk(log)
            let families = [IdentityBody.family, PolicyBody.family, SignatureBody.family]
            let entries = families.flatMap { log.entries(of: $0) }.sorted { $0.seq < $1.seq }
            for kept in entries { walk.take(kept) }
            return walk.views
        }
    }

    var statement: SignatureStatement { body.statement }

    /// The CMS value, where it has the closed form.
    var closed: ClosedCMSSignature? {
        if case .closed(let signature) = value.reading { signature } else { nil }
    }

    /// Who signed what it means, for sentences.
    var name: String { "the signature of \(statement.printedName) (\(statement.meaning.code))" }

    /// The signer's certificate as something that is relied on.
    func use(in context: JudgementContext) -> UsedCertificate? {
        closed.map {
            UsedCertificate(
                certificate: $0.signer, task: .person, place: place,
                companions: $0.intermediates, claimedTime: statement.signedAt.utc,
                provedTime: context.provedTime(of: seq, in: log.label),
                notUsedBefore: context.openings[log.label]?.notBefore(seq),
                lostProofs: context.lostProofs(of: seq, in: log.label))
        }
    }
}

/// One pass over a log that knows at every place who is who and which policy holds.
///
/// Asking the log anew for each signature would take the square of its length.
private struct SignatureWalk {
    private let log: LogFacts
    private let fates: [UInt64: SignatureView.LaterFate]
    private var people: [String: (seq: UInt64, body: IdentityBody)] = [:]
    private var policy: (seq: UInt64, body: PolicyBody)?
    private let hiddenIdentities: HiddenRecords
    private let hiddenPolicies: HiddenRecords
    /// A word on a signature stands in the signature's own project, or in none.
    private var hiddenFates: HiddenByLabel
    private var epoch = 0
    private(set) var views: [SignatureView] = []

    init(_ log: LogFacts) {
        self.log = log
        hiddenIdentities = HiddenRecords(of: IdentityBody.family, in: log)
        hiddenPolicies = HiddenRecords(of: PolicyBody.family, in: log)
        hiddenFates = HiddenByLabel(of: SignatureStatusBody.family, in: log)
        let statuses = log.bodies(SignatureStatusBody.self)
        fates = Dictionary(
            statuses.filter { $0.seq > $0.body.signature.seq }.map {
                ($0.body.signature.seq, SignatureView.LaterFate(seq: $0.seq, body: $0.body))
            }, uniquingKeysWith: { _, last in last })
    }

    mutating func take(_ kept: KeptEntry) {
        switch kept.body {
        case let body as IdentityBody: people[body.personId] = (kept.seq, body)
        case let body as PolicyBody: policy = (kept.seq, body)
        case let body as SignatureBody:
            if let value = kept.signature { add(kept, body, value) }
        default: break
        }
    }

    private mutating func add(
        _ kept: KeptEntry, _ body: SignatureBody, _ value: SignatureValue
    ) {
        while epoch + 1 < log.epochs.count && log.epochs[epoch].last < kept.seq { epoch += 1 }
        let holds = epoch < log.epochs.count && log.epochs[epoch].first <= kept.seq
        let identity = people[body.statement.personId]
        views.append(
            SignatureView(
                log: log, seq: kept.seq, entry: kept.entry, body: body,
                value: value,
                place: Place(
                    member: log.member, log: log.label, sequence: kept.seq,
                    epoch: holds ? log.epochs[epoch].number : nil),
                identity: identity?.body, policyInForce: policy?.body, fate: fates[kept.seq],
                doubts: SignatureView.Doubts(
                    identity: hiddenIdentities.mayStand(after: identity?.seq, before: kept.seq),
                    policy: hiddenPolicies.mayStand(after: policy?.seq, before: kept.seq),
                    fate: hiddenFates.records(of: kept.entry.project).mayStand(after: kept.seq))))
    }
}
