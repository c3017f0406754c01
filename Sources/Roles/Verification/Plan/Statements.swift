import Findings
import Records

/// The standing sentences of a report, those that apply to this bundle.
///
/// `W` sentences say what a report of this kind is and isn't; `L` sentences name what no bundle, or
/// not this one, can show. Source: docs/formats/bundle.md §14, docs/rules.
struct Statements {
    let facts: Facts
    let context: JudgementContext
    let results: [RuleResult]

    /// Every sentence that applies, in order.
    var all: [Statement] { standing + basis + limits }

    private func statement(_ id: String, _ text: String) -> [Statement] {
        [Statement(id: id, text: text)]
    }

    // MARK: - What the report is

    private var standing: [Statement] {
        statement(
            "W-01",
            """
            This report says what the evidence in the bundle shows. It certifies compliance with \
            no regulation, 21 CFR Part 11 included.
            """)
            + statement(
                "W-02",
                """
                Which records fall under Part 11 is for the organisation to decide; that decision \
                was not examined.
                """)
            + statement(
                "W-03",
                """
                Scientific judgement, the disposition of batches and the release of products were \
                made elsewhere; nothing here judges them.
                """) + tail
            + statement(
                "W-05",
                """
                No file can show backups, the hardening of storage, or that the data will stay \
                readable for the whole retention period.
                """)
            + statement(
                "W-06",
                "Encryption, protection of networks and confidentiality were not examined.")
            + statement(
                "W-07",
                """
                Whether the organisation certified its electronic signatures to FDA (21 CFR \
                11.100(c)) is a letter with a handwritten signature and not part of a bundle.
                """)
            + statement(
                "W-08",
                """
                The content of validation documents was not judged; qualifying the system for \
                its use is the user's task.
                """)
            + statement(
                "W-09",
                """
                Training, written policies and the control of system documents (21 CFR 11.10(i) \
                to (k)(1)) are procedures that a file can't show.
                """)
    }

    private var tail: [Statement] {
        facts.logs.flatMap { log -> [Statement] in
            let covered = min(context.provedSize(of: log.label), log.table.count)
            let count = log.table.count - covered
            guard count > 0 else { return [] }
            let after =
                covered == 0 ? "" : " after the checkpoint over \(Wording.count(covered, "record"))"
            return statement(
                "W-04",
                """
                In log \(log.label), \(Wording.count(count, "record"))\(after) \
                \(count == 1 ? "has" : "have") no outside witness that you trust: their place in \
                the log rests on whoever made it.
                """)
        }
    }

    // MARK: - What it rests on

    private var basis: [Statement] {
        codes
            + statement(
                "W-11",
                """
                Records agree, or don't, with each other and with the site's policy. Whether an \
                event happened as it was recorded is beyond what a verifier can know.
                """) + observations + anchors
            + statement(
                "W-14",
                """
                Nothing was fetched from a network. Whether a certificate was revoked was judged by \
                the lists and responses in the bundle and those that you brought, each of the date \
                that the report gives.
                """
            ) + notAsked
    }

    private var codes: [Statement] {
        let isAsked = context.profile.rules.contains("CHAIN-002")
        let custody = facts.logs.compactMap(\.genesis?.custody.rawValue)
        let kept = custody.isEmpty ? "unknown" : Wording.list(Set(custody).sorted())
        return statement(
            "W-10",
            """
            The codes of the records were \(isAsked ? "" : "not ")recomputed. Whoever holds the \
            keys could also write such codes, so relying on them means relying on how the keys \
            are kept (declared: \(kept)).
            """)
    }

    private var observations: [Statement] {
        guard results.contains(where: { $0.findings.contains { $0.effect == .observation } }) else {
            return []
        }
        return statement(
            "W-12",
            "Observations are patterns for people to look at, and accuse nobody of anything.")
    }

    private var anchors: [Statement] {
        let lines = context.trust.lines
        let names = lines.map { "\($0.role) \($0.name)" }
        return statement(
            "W-13",
            lines.isEmpty
                ? "No trust anchors were given, so nothing rests on one. Certificates in the bundle count for none."
                : """
                Trust anchors, given by whoever ran this verifier: \(names.joined(separator: "; ")). \
                The report lists their digests. Anchors inside the bundle count for nothing.
                """)
    }

    private var notAsked: [Statement] {
        let left = context.profile.rulesNotAsked
        guard !left.isEmpty else { return [] }
        let outside = left.filter { $0.reason == .outsideProfile }.map(\.rule.id.rawValue)
        let unbuilt = left.filter { $0.reason == .notImplemented }.map(\.rule.id.rawValue)
        let parts = [
            outside.isEmpty ? nil : "not in the profile: \(outside.joined(separator: ", "))",
            unbuilt.isEmpty
                ? nil
                : "\(Wording.count(unbuilt.count, "rule")) of the catalogue not built in this version",
        ].compactMap { $0 }
        return statement(
            "W-15", "Not asked: \(parts.joined(separator: "; ")). The report lists each by name.")
    }
}
