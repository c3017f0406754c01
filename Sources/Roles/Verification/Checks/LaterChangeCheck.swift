import Findings
import Records

/// SIG-005: what was changed after it was signed is a version of its own, which nobody has signed.
///
/// A signature holds for the version that it names and for no later one; that needs every change to
/// raise the version. Records other than datasets never change. Source: docs/formats/records.md §5.
struct LaterChangeCheck: Check {
    let rule: RuleID = "SIG-005"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard facts.showsSignatures else { return facts.answerWithoutSignatures }
        let signed = context.signatures.flatMap { SignedDataset.all(of: $0, in: facts) }
        let findings = facts.logs.flatMap { log in
            let own = signed.filter { $0.log.label == log.label }
            let changes = DatasetChanges(of: Set(own.map(\.dataset.id)), in: log)
            var judge = Judge(changes: changes, log: log)
            return own.flatMap { judge.findings(on: $0) }
        }
        return .findings(findings, examined: Wording.count(signed.count, "signed dataset version"))
    }

    private struct Judge {
        let changes: DatasetChanges
        private var hidden: HiddenByLabel

        init(changes: DatasetChanges, log: LogFacts) {
            self.changes = changes
            hidden = HiddenByLabel(of: CaptureBody.family, in: log)
        }

        mutating func findings(on signed: SignedDataset) -> [Finding] {
            let raised = notRaised(signed)
            return raised + (raised.isEmpty ? superseded(signed) : []) + mayBeHidden(signed)
        }

        private func notRaised(_ signed: SignedDataset) -> [Finding] {
            let (id, number) = (signed.dataset.id, signed.dataset.version)
            let places = [
                changes.versionNotRaised(of: id, after: signed.seq, above: number),
                changes.eventNotRaised(of: id, after: signed.seq, above: number),
            ]
            return places.compactMap { $0 }.prefix(1).map { seq in
                Finding(
                    .failure, "VERSION_NOT_RAISED", at: signed.log.place(of: seq),
                    expected: "version \(number &+ 1) or later of dataset \(id)",
                    found: "a change of version \(number) or earlier, signed in record "
                        + "\(signed.view.seq)",
                    "A dataset was changed after it was signed and goes on under the version that "
                        + "was signed.")
            }
        }

        private func superseded(_ signed: SignedDataset) -> [Finding] {
            let (id, number) = (signed.dataset.id, signed.dataset.version)
            let newer = changes.newest(of: id, after: signed.seq).map {
                "version \($0.number), record \($0.seq)"
            }
            let open = changes.openChange(of: id, after: signed.seq).map {
                "record \($0), which no version closes yet"
            }
            guard let found = open ?? newer else { return [] }
            return [
                Finding(
                    .observation, "ESIG_SUPERSEDED", at: signed.view.place,
                    expected: "version \(number) of dataset \(id)", found: found,
                    "The signature stands for an older version; the newer one is not signed by it.")
            ]
        }

        /// A change in the dataset's own project, or in none, may stand in a withheld record.
        private mutating func mayBeHidden(_ signed: SignedDataset) -> [Finding] {
            guard hidden.records(of: signed.project).mayStand(after: signed.seq) else { return [] }
            return [
                Finding(
                    .openQuestion, "HIDDEN", at: signed.view.place,
                    expected: "every later capture of the project in clear",
                    found: "some withheld",
                    "Whether what was signed was changed later may stand in a withheld record.")
            ]
        }
    }
}

/// A version of a dataset that a signature names, where it is shown and is that record.
private struct SignedDataset {
    let view: SignatureView
    /// The log that holds the dataset.
    let log: LogFacts
    let seq: UInt64
    let dataset: CapturedDataset.Dataset
    let project: String?

    static func all(of view: SignatureView, in facts: Facts) -> [SignedDataset] {
        view.statement.targets.compactMap { target in
            guard let log = target.log(in: facts, from: view),
                log.table.leaf(at: target.seq) == target.leaf,
                let entry = log.entry(at: target.seq),
                let dataset = log.dataset(at: target.seq)
            else { return nil }
            return SignedDataset(
                view: view, log: log, seq: target.seq, dataset: dataset, project: entry.project)
        }
    }
}
