package import Cryptography
package import Findings
package import RecordLog
package import Records

/// Compares the bundles of a run with what an auditor noted on earlier visits.
///
/// A noted head is the log's own signed word on its beginning, so a bundle that holds as many records
/// shows by its leaves whether it is the same log. A bundle that holds fewer shows it only
/// if its own newest head was noted then, or if another bundle of the run holds both.
///
/// Source: docs/formats/notebook.md §2.
package struct NotebookSeries {
    private let notebook: Notebook
    private let histories: [BundleHistory]

    /// Takes a notebook as it was before the run.
    ///
    /// - Parameter histories: In the order in which the bundles were given.
    package init(_ notebook: Notebook, _ histories: [BundleHistory]) {
        self.notebook = notebook
        self.histories = histories
    }

    /// Compares every log of every bundle.
    ///
    /// - Returns: The comparison, and a portable proof of each fork.
    package func compare() -> (comparison: NotebookComparison, forks: [ForkProof]) {
        var visits: [LogVisit] = []
        var forks: [ForkProof] = []
        for history in histories {
            for log in history.logs {
                let (visit, proof) = compare(log, of: history.fileName)
                visits.append(visit.adding(succession(of: log)))
                if let proof, !forks.contains(proof) { forks.append(proof) }
            }
            visits += history.unidentified.map { unidentified($0, of: history.fileName) }
        }
        let comparison = NotebookComparison(
            tail: notebook.tail.hex, lineCount: notebook.lines.count, visits: visits)
        return (comparison, forks)
    }

    // MARK: One log

    private func compare(
        _ log: LogHistory, of bundle: String
    ) -> (visit: LogVisit, proof: ForkProof?) {
        let known = notebook.heads(of: log.id)
        guard let newest = known.last else { return (first(log, of: bundle), nil) }
        let noted = LogHistory(
            id: log.id, key: newest.logKey, leaves: [], checkpoints: known.map(\.checkpoint))
        let proof = LogComparison(first: ("", noted), second: (bundle, log)).forkProof()
        if let proof { return (forked(proof, known, of: bundle), proof) }
        let whole = longest(beginningWith: log)
        let tree = MerkleTree(leaves: whole.leaves)
        for head in known {
            guard let root = tree.root(size: head.checkpoint.size), root != head.checkpoint.root
            else { continue }
            return (different(head, root, of: bundle), nil)
        }
        return (agreement(log, newest, known, whole, of: bundle), nil)
    }

    /// What the notebook says of the log that this one continues; nil where it knows nothing of it.
    private func succession(of log: LogHistory) -> Finding? {
        guard let stated = log.previous else { return nil }
        let sizes = histories.flatMap(\.logs).filter { $0.id == stated.log }.map(\.size)
        return NotedSuccession(
            stated: stated, known: notebook.heads(of: stated.log), sizeAtHand: sizes.max() ?? 0
        ).finding()
    }

    /// The longest history of the run that begins with a log's records; the log's own at least.
    private func longest(beginningWith log: LogHistory) -> LogHistory {
        histories.flatMap(\.logs).filter { $0.id == log.id && $0.leaves.starts(with: log.leaves) }
            .max { $0.size < $1.size } ?? log
    }

    private func agreement(
        _ log: LogHistory, _ newest: NotedHead, _ known: [NotedHead], _ whole: LogHistory,
        of bundle: String
    ) -> LogVisit {
        let own = log.newestHead
        if newest.checkpoint.size <= log.size {
            return newest.checkpoint == own
                ? same(newest, of: bundle) : extended(newest, log, of: bundle)
        }
        if let head = known.first(where: { $0.checkpoint == own }) {
            return beginning(head.checkpoint.size, newest, of: bundle)
        }
        if newest.checkpoint.size <= whole.size { return beginning(log.size, newest, of: bundle) }
        return behind(log, newest, of: bundle)
    }

    // MARK: Words

    private func first(_ log: LogHistory, of bundle: String) -> LogVisit {
        visit(
            .first, log.id, bundle,
            Finding(
                .note, "FIRST_VISIT", at: place(log.id),
                found: log.newestHead?.text ?? "no head that the log's key signed",
                "The notebook knows nothing of this log yet."))
    }

    private func same(_ head: NotedHead, of bundle: String) -> LogVisit {
        visit(
            .same, head.checkpoint.logID, bundle,
            Finding(
                .note, "SAME_HISTORY", at: place(head.checkpoint.logID), found: head.text,
                "The newest signed head of this log is the one that was noted last."))
    }

    private func extended(
        _ head: NotedHead, _ log: LogHistory, of bundle: String
    ) -> LogVisit {
        let noted = head.checkpoint.size
        return visit(
            .extended, log.id, bundle,
            Finding(
                .note, "EXTENDS", at: place(log.id, noted), found: head.text,
                """
                The first \(Wording.count(noted, "record")) of this log are those that were seen \
                on the last visit; \(Wording.count(log.size - noted, "record")) came after them.
                """))
    }

    private func beginning(
        _ size: UInt64, _ newest: NotedHead, of bundle: String
    ) -> LogVisit {
        visit(
            .beginning, newest.checkpoint.logID, bundle,
            Finding(
                .note, "EXTENDS", at: place(newest.checkpoint.logID, size), found: newest.text,
                """
                The first \(Wording.count(size, "record")) of this log are the beginning of what \
                was seen on the last visit.
                """))
    }

    private func behind(
        _ log: LogHistory, _ newest: NotedHead, of bundle: String
    ) -> LogVisit {
        visit(
            .behind, log.id, bundle,
            Finding(
                .openQuestion, "BEHIND_NOTEBOOK", at: place(log.id, log.size),
                expected: "at least \(Wording.count(newest.checkpoint.size, "record"))",
                found: Wording.count(log.size, "record"),
                """
                More of this log was seen on \(newest.time.secondsText), in \(newest.bundle). \
                This bundle is older, or the log was set back since. What it holds was held \
                against every smaller head that was noted, and nothing shows whether its last \
                records are among those that were seen.
                """))
    }

    private func forked(
        _ proof: ForkProof, _ known: [NotedHead], of bundle: String
    ) -> LogVisit {
        visit(
            .forked, proof.smaller.logID, bundle,
            Finding(
                .failure, "FORK", at: place(proof.smaller.logID),
                expected: proof.smaller.text, found: proof.larger.text,
                """
                The log's own key signed two histories that can't both be true: one of these \
                heads was noted on an earlier visit, the other is in this bundle. Whoever holds \
                that key made two logs out of one.
                """))
    }

    private func different(
        _ head: NotedHead, _ root: Digest, of bundle: String
    ) -> LogVisit {
        let size = head.checkpoint.size
        return visit(
            .different, head.checkpoint.logID, bundle,
            Finding(
                .failure, "RECORDS_DIFFER", at: place(head.checkpoint.logID),
                expected: head.text,
                found: "root \(root.hex) over \(Wording.count(size, "record"))",
                """
                The first \(Wording.count(size, "record")) of this log are not those that its \
                key had signed when it was seen on \(head.time.secondsText).
                """))
    }

    private func unidentified(_ label: String, of bundle: String) -> LogVisit {
        LogVisit(
            bundle: bundle, logID: nil, relation: .unidentified,
            findings: [
                Finding(
                    .openQuestion, "GENESIS_MISSING", at: Place(log: label),
                    expected: "record 0 in clear", found: "none",
                    "Without its founding record it can't be told which log this is, so the "
                        + "notebook can't be asked.")
            ])
    }

    private func visit(
        _ relation: LogVisit.Relation, _ log: Digest, _ bundle: String, _ finding: Finding
    ) -> LogVisit {
        LogVisit(bundle: bundle, logID: log.hex, relation: relation, findings: [finding])
    }

    private func place(_ log: Digest, _ sequence: UInt64? = nil) -> Place {
        Place(log: String(log.hex.prefix(16)), sequence: sequence)
    }
}

extension NotebookSeries {
    /// The notebook with what may be noted of a run, and the comparison that says so.
    ///
    /// Nothing is noted where anything FAILED, or a bundle couldn't be read; of a log nothing that isn't
    /// shown to go on from what was noted.
    ///
    /// - Parameters:
    ///   - verdict: The verdict of the run; nil where there is none.
    ///   - time: The time that it was judged for.
    ///   - manifests: The digest of each bundle's manifest, as many as histories and in their order.
    package func noting(
        _ comparison: NotebookComparison, verdict: Verdict?, time: Timestamp,
        manifests: [Digest?]
    ) -> (notebook: Notebook, comparison: NotebookComparison) {
        guard let verdict, verdict != .failed, manifests.count == histories.count else {
            return (notebook, comparison)
        }
        var (noted, told) = (notebook, comparison)
        var heads: [(visit: Int, bundle: Int, log: LogHistory, head: Checkpoint)] = []
        var visit = 0
        for (bundle, history) in histories.enumerated() {
            for (index, log) in history.logs.enumerated() {
                guard let head = log.newestHead else { continue }
                heads.append((visit + index, bundle, log, head))
            }
            visit += history.logs.count + history.unidentified.count
        }
        // From small to large, so that of one log each is noted.
        for (visit, bundle, log, head) in heads.sorted(by: { $0.head.size < $1.head.size }) {
            guard told.visits[visit].relation.mayBeNoted else { continue }
            let before = noted.tail
            noted.note(
                head, logKey: log.key, time: time, bundle: histories[bundle].fileName,
                manifest: manifests[bundle])
            told.visits[visit].isNoted = noted.tail != before
        }
        return (noted, told)
    }
}

extension LogVisit {
    /// The visit with what the notebook says of the log before.
    fileprivate func adding(_ succession: Finding?) -> LogVisit {
        guard let succession else { return self }
        if succession.effect == .failure {
            // What speaks against the bundle stands first.
            return LogVisit(
                bundle: bundle, logID: logID, relation: verdict == .failed ? relation : .broken,
                findings: verdict == .failed ? findings + [succession] : [succession] + findings)
        }
        return LogVisit(
            bundle: bundle, logID: logID, relation: relation == .first ? .successor : relation,
            findings: findings + [succession])
    }
}

extension LogVisit.Relation {
    /// Whether it is shown that what was noted and what is seen now are one history.
    fileprivate var mayBeNoted: Bool {
        switch self {
        case .first, .successor, .extended: true
        // Of these nothing new is known.
        case .same, .beginning: false
        case .behind, .unidentified, .forked, .different, .broken: false
        }
    }
}
