import Findings
import Records

extension Statements {
    /// What no bundle can show, or this one doesn't, where it applies.
    var limits: [Statement] {
        guard !facts.logs.isEmpty else { return [] }
        let sentences: [(String, String?)] = [
            (
                "L-01",
                """
                No bundle shows that no second log, equally witnessed, was kept beside this one: \
                ask the witness which logs it knows.
                """
            ),
            (
                "L-02",
                facts.logs.contains { $0.epochs.dropLast().contains { !$0.isClosed } }
                    ? """
                    A crash and a tail that was cut off look alike: every epoch that was never \
                    closed is listed with the stretch in question.
                    """ : nil
            ),
            ("L-03", "Before the first receipt of a log its codes prove nothing to an outsider."),
            ("L-04", approversWord),
            (
                "L-05",
                """
                How the log's secret is kept is declared in its founding record, and not proved \
                by anything in the bundle.
                """
            ),
            ("L-06", softwareKeys),
            (
                "L-07",
                """
                Old keys are erased on the workstation; that is as real as its storage medium \
                makes it.
                """
            ),
            ("L-08", latency),
            ("L-09", oneRoot),
            (
                "L-10",
                facts.logs.contains { !$0.captures.isEmpty }
                    ? """
                    The copies show what the records say, and the records what was found on disk: \
                    neither shows what the instrument did.
                    """ : nil
            ),
            ("L-11", keptElsewhere),
            ("L-12", unwatched),
        ]
        return sentences.compactMap { id, text in text.map { Statement(id: id, text: $0) } }
    }

    private var approversWord: String? {
        let isOpen = facts.exports().contains { export in
            guard let query = export.request?.query,
                (facts.log(export.log)?.withheldCount ?? 0) > 0
            else { return false }
            return !query.persons.isEmpty || !query.datasets.isEmpty || !query.records.isEmpty
                || query.from != nil || query.to != nil
        }
        guard isOpen else { return nil }
        return """
            Which of the withheld records belong to a question by person, time, dataset or record \
            is the approver's word.
            """
    }

    private var softwareKeys: String? {
        let hasFileKeys = facts.logs.contains { log in
            log.bodies(IdentityBody.self).contains { $0.body.keyStore == .file }
        }
        guard hasFileKeys else { return nil }
        return """
            Signing keys are kept in files: whoever rules the workstation can guess a password, or \
            read it while it is used.
            """
    }

    /// How long the host's word alone counted, by the epochs that a proved receipt covers.
    private var latency: String? {
        var seconds: [Int64] = []
        for log in facts.logs {
            let waits = ReceiptWaits(context.provedReceipts(of: log.label))
            seconds += log.epochs.compactMap { waits.seconds(of: $0) }.map { max(0, $0) }
        }
        seconds.sort()
        guard let longest = seconds.last else {
            return "Between event and receipt the host's word counts; no receipt here ends that."
        }
        return """
            Between event and receipt the host's word counts: at most \
            \(Wording.span(seconds: longest)), in the median \
            \(Wording.span(seconds: seconds[seconds.count / 2])), by epoch.
            """
    }

    private var oneRoot: String? {
        let trust = context.trust
        let hasOwn = !trust.people.isEmpty || !trust.seal.isEmpty || !trust.log.isEmpty
        guard !trust.roots.isEmpty, !hasOwn else { return nil }
        return """
            One set of roots certifies people, seal and log alike, so whoever runs it can be all \
            of them.
            """
    }

    /// What gaps, and a log that doesn't watch at all, leave unseen.
    private var unwatched: String? {
        let gaps = facts.logs.reduce(0) { $0 + $1.entries(of: GapBody.family).count }
        if gaps > 0 {
            return """
                Folders were unwatched in \(Wording.count(gaps, "gap")), each listed: a file that was \
                changed and put back in such a time leaves no trace, so completeness isn't claimed \
                for it.
                """
        }
        guard facts.logs.contains(where: { !$0.captures.isEmpty && !$0.isWatched }) else {
            return nil
        }
        return """
            No record says that a folder was watched: files were captured when somebody asked for \
            it, and what happened to them before and in between isn't known.
            """
    }

    private var keptElsewhere: String? {
        let declared = facts.exports().flatMap { $0.request?.notKeptHere ?? [] }
        guard !declared.isEmpty else { return nil }
        let list = declared.map { "\($0.family) (\($0.location): \($0.why))" }
        return "Kept elsewhere, by the approved request: \(list.joined(separator: "; "))."
    }
}
