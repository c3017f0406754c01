package import Findings
import Records

/// The register of electronic signatures that the report prints.
package enum SignatureRegister {
    /// One line per shown signature, by log and sequence.
    package static func lines(
        of facts: Facts, in context: JudgementContext
    ) -> [SignatureLine] {
        let judgement = SignatureJudgement(facts, context)
        return judgement.views.map { line($0, judgement.findings(on: $0), facts, context) }
    }

    private static func line(
        _ view: SignatureView, _ findings: [Finding], _ facts: Facts,
        _ context: JudgementContext
    ) -> SignatureLine {
        let statement = view.statement
        let against = findings.filter { $0.effect == .failure || $0.effect == .openQuestion }
        var line = SignatureLine(
            place: Place(log: view.log.label, sequence: view.seq),
            printedName: statement.printedName, userID: statement.userId,
            role: statement.role,
            meaning: "\(statement.meaning.label) (\(statement.meaning.code))",
            signedAt: signedAt(statement.signedAt), reason: statement.reason,
            targets: statement.targets.map { target($0, view, facts) },
            tier: tier(view, findings, context), isValid: against.isEmpty,
            witnessInterval: context.witnessInterval(of: view.seq, in: view.log.label))
        line.provedBy = context.provedTime(of: view.seq, in: view.log.label)?.secondsText
        line.lastReceiptBefore =
            context.bounds[view.log.label]?.before(view.seq)?.time?
            .secondsText
        line.claimedTime = statement.signedAt.utc.secondsText
        line.problems = against.map { "\($0.code): \($0.sentence)" }
        return line
    }

    private static func signedAt(_ clock: WallClock) -> String {
        guard let offset = UTCOffset(text: clock.offset) else { return clock.utc.text }
        return "\(clock.utc.localText(offset: offset)) \(clock.zone)"
    }

    /// How firmly the signature is tied to the person.
    private static func tier(
        _ view: SignatureView, _ findings: [Finding], _ context: JudgementContext
    ) -> String {
        let broken: Set<String> = [
            "CMS_FORM", "SIG_CRYPTO_FAILURE", "WRONG_KEY_FOR_TASK", "IDENTITY_UNKNOWN",
            "IDENTITY_WITHHELD",
        ]
        if findings.contains(where: { broken.contains($0.code) }) { return "manifested only" }
        let isDated = context.provedTime(of: view.seq, in: view.log.label) != nil
        return isDated ? "digitally signed, time bounded by a receipt" : "digitally signed"
    }

    private static func target(
        _ target: SignatureTarget, _ view: SignatureView, _ facts: Facts
    ) -> String {
        let log = target.log(in: facts, from: view)
        let name = "record \(target.seq)" + (log?.label == view.log.label ? "" : " of another log")
        guard let log, let entry = log.entry(at: target.seq) else { return name }
        if let dataset = log.dataset(at: target.seq) {
            return "\(name): dataset \(dataset.id), version \(dataset.version)"
        }
        return "\(name): \(entry.family)"
    }
}

extension SignatureTarget {
    /// The log that holds the target; nil where it isn't in the bundle.
    func log(in facts: Facts, from view: SignatureView) -> LogFacts? {
        guard let log, log != view.log.logID else { return view.log }
        return facts.logs.first { $0.logID == log }
    }
}

extension KeptEntry {
    /// The dataset that the record closes a version of; nil for any other record.
    var dataset: CapturedDataset.Dataset? {
        guard let body = body as? CaptureBody, case .dataset(let captured) = body else {
            return nil
        }
        return captured.dataset
    }
}
