import Cryptography
import Findings
import RecordLog
import Records

/// Compares a log with the end that its successor in another bundle states.
struct SuccessionComparison {
    let earlier: (bundle: String, log: LogHistory)
    let later: (bundle: String, log: LogHistory)
    let stated: LogReference

    /// The comparison.
    func compare() -> BundleComparison {
        if earlier.log.size < stated.size { return gap }
        let root = earlier.log.root(ofFirst: stated.size)
        if root != stated.root {
            return comparison(
                .contradicted,
                Finding(
                    .failure, "LINK_MISMATCH", at: place(nil), expected: stated.root.hex,
                    found: root.hex,
                    "The earlier log isn't the one that the later log says it continues."))
        }
        if earlier.log.size > stated.size {
            return comparison(
                .contradicted,
                Finding(
                    .failure, "LOG_RUNS_ON", at: place(stated.size),
                    expected: Wording.count(stated.size, "record"),
                    found: Wording.count(earlier.log.size, "record"),
                    """
                    The earlier log went on after the later one had named its end: two logs were \
                    written side by side.
                    """))
        }
        return comparison(
            .continued,
            Finding(
                .note, "CONTINUES", at: place(stated.size),
                found: Wording.count(stated.size, "record"),
                "The later log begins where the earlier one ends; nothing lies between them."))
    }

    private var gap: BundleComparison {
        let missing = stated.size - earlier.log.size
        return comparison(
            .gap,
            Finding(
                .observation, "GAP_BETWEEN_BUNDLES", at: place(earlier.log.size),
                expected: Wording.count(stated.size, "record"),
                found: Wording.count(earlier.log.size, "record"),
                """
                The later log continues the earlier one after \
                \(Wording.count(stated.size, "record")), and the bundle ends before: \
                \(Wording.count(missing, "record")) between them are in neither bundle. Ask for a \
                bundle that was sealed later.
                """))
    }

    private func comparison(
        _ relation: BundleComparison.Relation, _ finding: Finding
    ) -> BundleComparison {
        BundleComparison(
            first: earlier.bundle, second: later.bundle, logID: earlier.log.id.hex,
            relation: relation, findings: [finding])
    }

    private func place(_ sequence: UInt64?) -> Place {
        Place(log: String(earlier.log.id.hex.prefix(16)), sequence: sequence)
    }
}
