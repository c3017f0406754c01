import Cryptography
import Findings
import Records

/// The checks on notaries, certificates and signatures, in catalogue order.
enum TrustChecks {
    static let all: [any Check] = [
        ReceiptCheck(), IndependenceCheck(), TimeOrderCheck(), RenewalCheck(), PathCheck(),
        ValidityCheck(), RevocationCheck(),
        ManifestationCheck(), ShownSignaturesCheck(), TargetCheck(), BindingCheck(),
        LaterChangeCheck(), OutsideServiceCheck(), RequiredSignaturesCheck(),
    ]
}

extension Facts {
    /// `1 log`, `2 logs`.
    var logCountText: String { logs.count == 1 ? "1 log" : "\(logs.count) logs" }
}

/// NOT-001: every receipt is valid and for the head it lies beside, and one can be relied on.
///
/// A receipt without an anchor leaves the question open only while no proved receipt covers as
/// many records: what a proved one covers needs no further witness.
struct ReceiptCheck: Check {
    let rule: RuleID = "NOT-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var count = 0
        for log in facts.logs {
            let receipts = context.receipts[log.label] ?? []
            count += receipts.count
            findings += Self.findings(on: log, receipts)
        }
        findings += seal(context)
        findings += Self.reusedSerials(
            facts.logs.flatMap { context.receipts[$0.label] ?? [] }
                + (context.sealReceipt.map { [$0] } ?? []) + context.renewals)
        let text = count == 1 ? "1 receipt" : "\(count) receipts"
        return .findings(findings, examined: "\(text) in \(facts.logCountText)")
    }

    private static func findings(on log: LogFacts, _ receipts: [JudgedReceipt]) -> [Finding] {
        if receipts.isEmpty {
            return [
                Finding(
                    .openQuestion, "RECEIPT_MISSING", at: Place(log: log.label),
                    expected: "a receipt of a witness or a time-stamp authority", found: "none",
                    "Nobody outside has confirmed any state of this log.")
            ]
        }
        let proved = receipts.proved.map(\.size).max() ?? 0
        var findings = receipts.flatMap { receipt in
            receipt.findings.map { $0.softened(if: receipt.size <= proved) }
        }
        let isSilent = !findings.contains { $0.effect == .failure || $0.effect == .openQuestion }
        if proved == 0 && isSilent {
            findings.append(
                Finding(
                    .openQuestion, "RECEIPT_MISSING", at: Place(log: log.label),
                    expected: "a proved receipt",
                    found: "only receipts that are claimed or of the log's own domain",
                    "No receipt comes from outside with a signature, so none proves a date."))
        }
        return findings
    }

    /// One authority never gives one serial number to two time-stamps.
    ///
    /// The same statement in another wrapping is the same time-stamp; what nobody signed shows
    /// nothing.
    private static func reusedSerials(_ receipts: [JudgedReceipt]) -> [Finding] {
        struct Number: Hashable {
            let authority: Digest
            let serial: String
        }
        var seen: [Number: StampIdentity] = [:]
        var findings: [Finding] = []
        for stamp in receipts.compactMap(\.stamp) {
            let number = Number(authority: stamp.authority, serial: stamp.serial)
            guard let earlier = seen[number] else {
                seen[number] = stamp
                continue
            }
            guard earlier.statement != stamp.statement else { continue }
            findings.append(
                Finding(
                    .failure, "TSA_SERIAL_REUSED", at: Place(member: stamp.member),
                    expected: "a serial number of its own", found: "that of \(earlier.member)",
                    "The authority gave two time-stamps one serial number: it can't be "
                        + "relied on."))
        }
        return findings
    }

    /// The seal's own time-stamp, where there is one.
    private func seal(_ context: JudgementContext) -> [Finding] {
        // An authority that nobody anchored dates the seal for nobody; the log doesn't rest on it.
        (context.sealReceipt?.findings ?? []).map { $0.softened(if: true) }
    }
}

extension Finding {
    /// The finding as a note, where it is an open question that something else answers.
    func softened(if isAnswered: Bool) -> Finding {
        guard isAnswered, effect == .openQuestion else { return self }
        return Finding(
            .note, code, at: place, expected: expected, found: found, sentence)
    }
}

/// NOT-002: how independent and how durable the notaries are.
struct IndependenceCheck: Check {
    let rule: RuleID = "NOT-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.map { log in
            Self.finding(on: log, context.receipts[log.label] ?? [], context.profile)
        }
        return .findings(findings, examined: facts.logCountText)
    }

    private static func finding(
        on log: LogFacts, _ receipts: [JudgedReceipt], _ profile: Profile
    ) -> Finding {
        let proved = receipts.proved
        let place = Place(log: log.label)
        if let grade = grade(proved) {
            let names = Set(proved.map(\.notary)).sorted().joined(separator: "; ")
            return Finding(
                .note, "INDEPENDENCE_GRADE", at: place, found: "\(grade): \(names)",
                "This is the most independent notary whose receipts you can rely on.")
        }
        let effect: Finding.Effect =
            profile.limits.asksForIndependence ? .openQuestion : .note
        let best = receipts.contains { $0.standing == .sameDomain }
        return Finding(
            effect, best ? "NOTARY_NOT_ISOLATED" : "WORM_CLAIM_ONLY".orMissing(receipts), at: place,
            expected: "a notary outside the log's own domain",
            found: best ? "a witness of the log's own domain" : "none that is proved",
            "Nobody whom you can call independent vouches for the dates of this log.")
    }

    /// The best grade among proved receipts; nil without one.
    private static func grade(_ proved: [JudgedReceipt]) -> String? {
        if proved.contains(where: { $0.kind == .timeStamp }) {
            return "third party (time-stamp authority)"
        }
        return proved.contains { $0.kind == .witness } ? "separate custody (witness)" : nil
    }
}

extension String {
    /// This code where a store's claim is all there is, else the code for nothing at all.
    fileprivate func orMissing(_ receipts: [JudgedReceipt]) -> String {
        receipts.contains { $0.standing == .claimed } ? self : "RECEIPT_MISSING"
    }
}

/// NOT-003: record before checkpoint before receipt, and receipts of a witness in order.
struct TimeOrderCheck: Check {
    let rule: RuleID = "NOT-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log -> [Finding] in
            let receipts = (context.receipts[log.label] ?? []).kept {
                $0.time != nil && ($0.standing == .proved || $0.standing == .sameDomain)
            }
            let claimed = (context.receipts[log.label] ?? []).flatMap(\.timeFindings)
            guard !receipts.proved.isEmpty else { return [Self.missing(log)] + claimed }
            let order = TimeOrder(
                log: log, receipts: receipts,
                skew: context.profile.limits.skewMilliseconds)
            return order.recordsBeforeReceipts + order.witnessesInOrder + order.openingsAfter
                + claimed
        }
        return .findings(findings, examined: facts.logCountText)
    }

    private static func missing(_ log: LogFacts) -> Finding {
        Finding(
            .openQuestion, "RECEIPT_MISSING", at: Place(log: log.label),
            expected: "a proved receipt", found: "none",
            "There is no proved time to hold the records' own times against.")
    }
}

/// The times of one log against those of its receipts.
private struct TimeOrder {
    let log: LogFacts
    let receipts: [JudgedReceipt]
    /// Milliseconds by which two clocks may differ.
    let skew: Int64
    let steps: ToldSteps
    /// The receipts by the digest of their file.
    private let places: [Digest: Int]

    init(log: LogFacts, receipts: [JudgedReceipt], skew: Int64) {
        self.log = log
        self.receipts = receipts
        self.skew = skew
        steps = ToldSteps(log.clock)
        places = Dictionary(
            receipts.enumerated().map { ($1.sha256, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// No record that a checkpoint covers is dated later than the checkpoint's receipt.
    var recordsBeforeReceipts: [Finding] {
        let dates = NewestDates(log)
        return receipts.compactMap { receipt in
            guard let latest = receipt.latest,
                dates.newest(before: receipt.size).map({ $0 > latest }) == true,
                let late = log.record(
                    datedAfter: latest, before: receipt.size, skew: skew, steps)
            else { return nil }
            let isWrong = late.standing == .contradicts
            return Finding(
                isWrong ? .failure : .observation, isWrong ? "TIME_ORDER" : "CLOCK",
                at: Place(member: receipt.member, log: log.label, sequence: late.seq),
                expected: "not before \(late.time.text)", found: latest.text,
                "The receipt is dated earlier than a record that it covers"
                    + late.standing.explanation)
        }
    }

    /// A witness refuses a smaller head than the last one, so its times grow with the size.
    var witnessesInOrder: [Finding] {
        var findings: [Finding] = []
        let witnesses = Set(receipts.filter { $0.kind == .witness }.map(\.notary)).sorted()
        for witness in witnesses {
            let own = receipts.kept { $0.kind == .witness && $0.notary == witness }
            for (earlier, later) in zip(own, own.dropFirst()) where earlier.size < later.size {
                guard let first = earlier.time, let second = later.time, first > second else {
                    continue
                }
                findings.append(
                    Finding(
                        .failure, "TIME_ORDER", at: Place(member: later.member, log: log.label),
                        expected: "not before \(first.text)", found: second.text,
                        "The witness dated a longer log earlier than a shorter one."))
            }
        }
        return findings
    }

    /// Receipts of growing heads whose times overlap: they prove no order, and nothing rests on one.
    var unordered: [Finding] {
        let stamps = receipts.filter { $0.kind == .timeStamp }
        let pairs = zip(stamps, stamps.dropFirst()).filter { earlier, later in
            earlier.size < later.size && ReceiptOrder.of(earlier, later) == .unordered
        }
        guard let (earlier, later) = pairs.first else { return [] }
        return [
            Finding(
                .note, "TIME_UNORDERED", at: Place(member: later.member, log: log.label),
                expected: "times further apart than their accuracies",
                found: "\(earlier.time?.text ?? "") and \(later.time?.text ?? "")",
                "\(Wording.count(pairs.count, "pair")) of time-stamps on growing heads can't be "
                    + "ordered by their times. The log's own chain orders them.")
        ]
    }

    /// An epoch that names a receipt it had at hand wasn't opened before that receipt was given.
    var openingsAfter: [Finding] {
        log.epochs.indices.compactMap { index in
            // By place: neither an epoch nor a receipt is copied to be asked.
            guard let named = log.epochs[index].open?.notBefore,
                let earliest = places[named.sha256].flatMap({ receipts[$0].earliest }),
                let opened = log.entry(at: log.epochs[index].first), earliest > opened.time.utc,
                opened.time.utc.milliseconds(to: earliest) > skew
            else { return nil }
            let epoch = log.epochs[index]
            let isTold = steps.tell(
                ofBeing: opened.time.utc.milliseconds(to: earliest),
                behindIn: epoch.first...epoch.first, skew)
            return Finding(
                isTold ? .observation : .failure, isTold ? "CLOCK" : "EPOCH_TIME",
                at: Place(log: log.label, sequence: epoch.first, epoch: epoch.number),
                expected: "not before \(earliest.text)", found: opened.time.utc.text,
                "The epoch names a receipt that was given after the time it states"
                    + (isTold ? LateRecord.Standing.told : .contradicts).explanation)
        }
    }
}

extension LateRecord.Standing {
    /// How a sentence on such a record goes on.
    fileprivate var explanation: String {
        switch self {
        case .contradicts: "."
        case .withinSkew: ", by no more than clocks may differ."
        case .told: ", by no more than steps of the clock that the log tells of."
        }
    }
}
