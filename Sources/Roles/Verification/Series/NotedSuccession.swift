import Cryptography
import Findings
import RecordLog
import Records

/// Holds the end that a log states of the one before it against what an auditor noted of that one.
///
/// Who sets a log back and begins a new one in its place shows no record of the old one; but the new one's
/// founding record says where the old one ended, and its key had signed what came later.
///
/// Source: docs/formats/notebook.md §2.
struct NotedSuccession {
    /// What the founding record of the later log says.
    let stated: LogReference
    /// The noted heads of the earlier log, at least one, in order of size.
    let known: [NotedHead]
    /// The most records of it that a bundle of this run holds.
    let sizeAtHand: UInt64

    /// What was seen; nil where nothing is noted of the earlier log.
    func finding() -> Finding? {
        guard let newest = known.last else { return nil }
        if newest.checkpoint.size > stated.size { return runsOn(newest) }
        if let head = known.last(where: { $0.checkpoint.size == stated.size }),
            head.checkpoint.root != stated.root
        {
            return mismatch(head)
        }
        return max(newest.checkpoint.size, sizeAtHand) < stated.size ? gap(newest) : continues
    }

    private func runsOn(_ newest: NotedHead) -> Finding {
        Finding(
            .failure, "LOG_RUNS_ON", at: place(stated.size),
            expected: newest.text, found: "an end after \(Wording.count(stated.size, "record"))",
            """
            More of the log before this one was seen on \(newest.time.secondsText) than this one's \
            founding record says it ever had: records that its key had signed were left out of the history.
            """)
    }

    private func mismatch(_ head: NotedHead) -> Finding {
        Finding(
            .failure, "LINK_MISMATCH", at: place(nil), expected: head.text,
            found: "root \(stated.root.hex) over \(Wording.count(stated.size, "record"))",
            "The log that was seen isn't the one that this one says it continues.")
    }

    private func gap(_ newest: NotedHead) -> Finding {
        let missing = stated.size - max(newest.checkpoint.size, sizeAtHand)
        return Finding(
            .observation, "GAP_BETWEEN_BUNDLES", at: place(newest.checkpoint.size),
            expected: Wording.count(stated.size, "record"), found: newest.text,
            """
            The log before this one had \(Wording.count(missing, "record")) more at its end than were ever \
            seen. Ask for a bundle of it that was sealed later.
            """)
    }

    private var continues: Finding {
        Finding(
            .note, "CONTINUES", at: place(stated.size),
            found: Wording.count(stated.size, "record"),
            "This log begins where the log that was seen before ends; nothing lies between them.")
    }

    private func place(_ sequence: UInt64?) -> Place {
        Place(log: String(stated.log.hex.prefix(16)), sequence: sequence)
    }
}

extension NotedHead {
    /// The head with the visit that saw it, for a finding.
    var text: String {
        "\(checkpoint.text), noted for \(time.secondsText) from \(bundle)"
    }
}
