import Findings
package import Records

extension JudgementContext {
    /// The time of the judgement, or the newest time that a receipt proves where that is later:
    /// a clock that is behind what somebody outside has signed is wrong.
    package var effectiveTime: Timestamp {
        let proved = receipts.values.flatMap { $0.proved.compactMap(\.time) }.max()
        return max(at, proved ?? at)
    }

    /// The time by which a record certainly existed; nil where no proved receipt covers it.
    package func provedTime(of sequence: UInt64, in label: String) -> Timestamp? {
        (receipts[label] ?? []).bound(after: sequence)?.latest
    }

    /// Why receipts that would have proved a record's time count as if they weren't there; none
    /// where another one proves it.
    package func lostProofs(of sequence: UInt64, in label: String) -> [String] {
        guard provedTime(of: sequence, in: label) == nil else { return [] }
        return (receipts[label] ?? []).lostProofs(of: sequence)
    }

    /// The interval that receipts leave for a record, in words; nil where none covers it.
    ///
    /// Source: docs/rules.md, Definitions.
    package func witnessInterval(of sequence: UInt64, in label: String) -> String? {
        let receipts = receipts[label] ?? []
        guard let after = receipts.bound(after: sequence), let latest = after.latest else {
            return nil
        }
        let end = "not after \(latest.secondsText) (\(after.notary), \(after.size) records)"
        guard let before = receipts.bound(before: sequence), let time = before.time else {
            return end + "; no receipt lies before it"
        }
        return end + "; the last receipt before it is of \(time.secondsText) "
            + "(\(before.notary), \(before.size) records)"
    }
}
