import Cryptography
import Findings
import Records

/// Who would have to act together to make false what the report says.
///
/// Every sentence rests on rules; where one of them doesn't hold, nobody has to act for it to be false.
struct RelianceAssembly {
    let facts: Facts
    let context: JudgementContext
    let results: [RuleResult]

    /// Every sentence that applies to this bundle, in order.
    var all: [Reliance] {
        let logs = facts.logs.prefix(Self.logLimit).flatMap { covered($0) + tail($0) }
        let lines = logs + signatures + scope + seal + events
        return lines.enumerated().map { index, line in
            var line = line
            line.id = "T-" + (index < 9 ? "0" : "") + String(index + 1)
            return line
        }
    }

    /// Logs that get sentences of their own; the page in front is for reading.
    private static let logLimit = 20

    private func line(
        _ claim: String, _ rules: [RuleID], _ parties: [String], note: String? = nil
    ) -> [Reliance] {
        [
            Reliance(
                id: "", claim: claim, rules: rules, isShown: holds(rules), parties: parties,
                note: note)
        ]
    }

    /// Whether something was asked, and nothing that was asked failed or stayed open.
    private func holds(_ rules: [RuleID]) -> Bool {
        let asked = results.filter { rules.contains($0.rule.id) }
        return !asked.isEmpty
            && asked.allSatisfy {
                switch $0.outcome {
                case .passed, .observation, .notApplicable: true
                case .failed, .indeterminate, .notRun: false
                }
            }
    }

    // MARK: - Logs

    private func host(of log: LogFacts) -> String {
        guard let genesis = log.genesis else { return "whoever rules the workstation of the log" }
        return "whoever rules the workstation \(genesis.host) of \(genesis.organisation)"
    }

    private func covered(_ log: LogFacts) -> [Reliance] {
        let size = min(context.provedSize(of: log.label), log.table.count)
        guard size > 0 else { return [] }
        let proved = context.provedReceipts(of: log.label)
        let newest = Self.once(proved.filter { $0.size >= size }.map(\.notary))
        let time = context.provedTime(of: size - 1, in: log.label)?.secondsText
        let others = Self.once(proved.map(\.notary)).count
        return line(
            "The first \(Wording.count(size, "record")) of log \(log.label) stood as they stand here"
                + (time.map { " by \($0)." } ?? "."),
            ["CHAIN-001", "CHAIN-003", "CKPT-001", "NOT-001", "NOT-003"],
            [host(of: log)] + newest,
            note: "These gave the newest receipts. For older records others count as well: "
                + "\(Wording.count(proved.count, "proved receipt")) of "
                + "\(others == 1 ? "1 notary" : "\(Wording.number(others)) notaries") in all.")
    }

    private func tail(_ log: LogFacts) -> [Reliance] {
        let covered = min(context.provedSize(of: log.label), log.table.count)
        let count = log.table.count - covered
        guard count > 0 else { return [] }
        let which = covered == 0 ? "The" : "The last"
        return line(
            "\(which) \(Wording.count(count, "record")) of log \(log.label) "
                + "\(count == 1 ? "is" : "are") as \(count == 1 ? "it was" : "they were") written.",
            ["CHAIN-001", "CHAIN-002"], [host(of: log)],
            note: "No receipt that you trust covers \(count == 1 ? "it" : "them").")
    }

    // MARK: - People, selection, seal

    private var signatures: [Reliance] {
        let keys = facts.logs.flatMap { $0.bodies(IdentityBody.self).map(\.body.keyStore) }
        guard facts.logs.contains(where: { !$0.entries(of: SignatureBody.family).isEmpty }) else {
            return []
        }
        let roots = Self.once((context.trust.roots + context.trust.people).map(\.subject))
        let files =
            keys.contains(.file)
            ? "Keys lie in files: whoever rules the workstation and knows the password can use one. "
            : ""
        return line(
            "The electronic signatures were made with the keys of the people they name.",
            ["SIG-001", "SIG-003", "SIG-004", "PKI-001", "PKI-002"],
            ["whoever can use the key of the person named"],
            note: files
                + (roots.isEmpty
                    ? "No authority that you trust says whose the keys are."
                    : "An authority that you trust could also certify a second key for the same "
                        + "name: \(Wording.list(roots))."))
    }

    private var scope: [Reliance] {
        let exports = facts.exports()
        guard !exports.isEmpty else { return [] }
        let approvers = exports.compactMap { export in
            export.approval.map { "\($0.statement.printedName), who approved the export" }
        }
        let hosts = exports.compactMap { facts.log($0.log) }.map(host)
        let withheld = facts.logs.reduce(UInt64(0)) { $0 &+ $1.withheldCount }
        return line(
            "Nothing that the export asks for was left out of its logs.",
            ["EXP-001", "EXP-002", "CHAIN-005"], Self.once(hosts + approvers),
            note: withheld == 0
                ? nil
                : "\(Wording.count(withheld, "record")) \(withheld == 1 ? "is" : "are") withheld; "
                    + "what the reason doesn't show by itself is the approver's word.")
    }

    private var seal: [Reliance] {
        guard let seal = facts.seal.closed else { return [] }
        let stamps =
            (context.sealReceipt.map { [$0] } ?? []).proved.map(\.notary)
            + context.renewals.proved.map(\.notary)
        return line(
            "This file holds what was sealed, byte for byte.",
            ["BND-001", "BND-003", "BND-004"],
            [sealer(named: seal.signer.subject)] + Self.once(stamps),
            note: stamps.isEmpty
                ? "What the logs hold doesn't rest on the seal: see the sentences on each log."
                : nil)
    }

    /// Who can make another seal that looks like this one: its key's owner, or with a key that no anchor
    /// speaks for, everybody.
    private func sealer(named subject: String) -> String {
        let certificates = context.certificates.filter { $0.used.task == .seal }
        let isAnchored =
            !certificates.isEmpty
            && certificates.allSatisfy { $0.pathFindings(context.trust).isEmpty }
        return isAnchored
            ? "whoever holds the seal's key (\(subject))"
            : "anybody: no authority that you trust says whose the seal's key is (it calls itself "
                + "\(subject))"
    }

    private var events: [Reliance] {
        guard !facts.logs.isEmpty else { return [] }
        return line(
            "What the records tell happened as they tell it, at the times they state.", [],
            Self.once(facts.logs.prefix(Self.logLimit).map(host)),
            note: "Between event and receipt the word of the workstation counts, and nobody else's."
        )
    }

    private static func once(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
