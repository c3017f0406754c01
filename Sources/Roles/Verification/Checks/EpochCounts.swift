import Findings
import Records

/// Whether the counts of the closes agree with a recount, and nothing of the log is hidden.
struct EpochCounts {
    let places: EpochPlaces
    /// The shown gaps that a rescan followed, by epoch.
    private let reconciliations: [UInt64: UInt64]

    init(places: EpochPlaces) {
        self.places = places
        var reconciliations: [UInt64: UInt64] = [:]
        for (seq, gap) in places.log.bodies(GapBody.self) where gap.result != nil {
            guard let epoch = places.log.epoch(of: seq) else { continue }
            reconciliations[epoch.first, default: 0] += 1
        }
        self.reconciliations = reconciliations
    }

    var findings: [Finding] { places.log.epochs.flatMap(findings(of:)) }

    private func findings(of epoch: EpochFacts) -> [Finding] {
        guard let hidden = epoch.hidden else { return uncounted(epoch) }
        return tooMany(hidden, epoch) + total(hidden, epoch) + ofTheLog(hidden, epoch)
            + gaps(epoch) + uncounted(epoch)
    }

    /// Without a close only whoever started the log again says what was in the epoch.
    private func uncounted(_ epoch: EpochFacts) -> [Finding] {
        guard !epoch.isCounted, epoch.withheld > 0 else { return [] }
        return [
            Finding(
                .openQuestion, "COUNT_ABSENT", at: places.last(epoch),
                expected: "the count of a close",
                found: Wording.count(epoch.withheld, "withheld record"),
                """
                Nothing that was written at the time counts the records of epoch \(epoch.number), \
                so it can't be said what is withheld there.
                """)
        ]
    }

    /// The close counts gaps, and the rescans that followed them, a second time on their own.
    private func gaps(_ epoch: EpochFacts) -> [Finding] {
        guard let close = epoch.close else { return [] }
        let shown = epoch.shown.filter { $0.key.family == GapBody.family }.values.reduce(0, +)
        let rescans = reconciliations[epoch.first] ?? 0
        return [(close.gaps, shown, "gap"), (close.reconciliations, rescans, "rescan")]
            .filter { $0.0 != $0.1 }.map { stated, found, what in
                Finding(
                    .failure, "COUNT_MISMATCH", at: places.last(epoch),
                    expected: Wording.count(stated, what), found: Wording.number(found),
                    "Epoch \(epoch.number) was closed with another number of \(what)s than it "
                        + "shows.")
            }
    }

    private func tooMany(_ hidden: [FamilyCountKey: Int64], _ epoch: EpochFacts) -> [Finding] {
        hidden.filter { $0.value < 0 }.sorted { $0.key < $1.key }.map { key, count in
            let shown = epoch.shown[key] ?? 0
            return Finding(
                .failure, "COUNT_MISMATCH", at: places.last(epoch),
                expected: Wording.number(Int64(clamping: shown).adding(count)),
                found: Wording.number(shown),
                """
                Epoch \(epoch.number) shows more records of \(key) than were counted when it was \
                closed.
                """)
        }
    }

    private func total(_ hidden: [FamilyCountKey: Int64], _ epoch: EpochFacts) -> [Finding] {
        guard !hidden.values.contains(where: { $0 < 0 }) else { return [] }
        let missing = hidden.values.reduce(Int64(0)) { $0.adding($1) }
        let withheld = Int64(clamping: epoch.withheld).adding(Int64(clamping: epoch.unreadable))
        guard missing != withheld || missing == .max else { return [] }
        return [
            Finding(
                .failure, "COUNT_MISMATCH", at: places.last(epoch),
                expected: missing == .max
                    ? "more withheld records than any log can hold"
                    : Wording.count(missing, "withheld record"),
                found: Wording.number(withheld),
                """
                Epoch \(epoch.number) was closed with another number of records than the \
                \(Wording.number(epoch.count)) that stand there.
                """)
        ]
    }

    private func ofTheLog(_ hidden: [FamilyCountKey: Int64], _ epoch: EpochFacts) -> [Finding] {
        hidden.filter { $0.value > 0 && Families.alwaysShown.contains($0.key.family) }
            .sorted { $0.key < $1.key }
            .map { key, count in
                Finding(
                    .failure, "HIDDEN_LOG_RECORD", at: places.last(epoch),
                    expected: "every record of \(key.family) in clear",
                    found: "\(Wording.number(count)) hidden",
                    """
                    Epoch \(epoch.number) hides \(Wording.count(count, "record")) of \
                    \(key.family): what the log says of itself must never be withheld.
                    """)
            }
    }
}
