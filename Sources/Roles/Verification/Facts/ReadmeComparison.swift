import BundleFormat
import Cryptography
import RecordLog

/// Makes the readable copy again from the records and compares every byte.
struct ReadmeComparison: Sendable {
    let source: any ByteSource
    let facts: Facts
    let limits: BundleLimits

    /// Compares `data/README.html`; the logs have to be walked before.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func compare() throws -> ViewFacts {
        let members = facts.frame.index
        guard let member = members[.readme] else { return .missing }
        guard let bundle = facts.frame.bundle ?? facts.manifest.content?.bundle else {
            return .unknown(reason: "the bundle's name")
        }
        var logs: [RecordLines] = []
        for case .recordsJSONL(let label)? in facts.frame.members.map(\.parsed) {
            guard let member = members[.recordsJSONL(log: label)], let log = facts.log(label),
                let id = log.firstEntryID
            else { return .unknown(reason: "a log without its founding record") }
            logs.append(RecordLines(source: source, member: member, logID: id, facts: log))
        }
        guard logs.count <= limits.logs else { return .unknown(reason: "too many logs") }
        guard !logs.isEmpty else { return .unknown(reason: "no log") }
        var comparison = TableComparison(source: source, member: member)
        do {
            try ReadmeRendering(
                logs: logs, policies: facts.policies, bundle: bundle,
                memberPaths: hasEveryLog(logs) ? facts.owed.rows.map(\.member) : nil
            ).write {
                try comparison.compare($0)
            }
        } catch let error as RecordLines.Unreadable {
            return .unknown(reason: "record \(error.sequence) can't be read")
        }
        return try comparison.end()
    }

    /// Whether the page is about the very logs whose files are owed, in their order.
    private func hasEveryLog(_ logs: [RecordLines]) -> Bool {
        logs.sorted { $0.logID < $1.logID }.map(\.facts.label) == facts.logs.map(\.label)
    }
}
