import Findings
package import Records

extension JudgementContext {
    /// The time by which a record certainly existed: that of a proved receipt that covers it, else
    /// that of a renewal; nil without either.
    package func provedTime(of sequence: UInt64, in label: String) -> Timestamp? {
        bounds[label]?.after(sequence)?.latest ?? coveredSince
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
        guard let after = bounds[label]?.after(sequence), let latest = after.latest else {
            return nil
        }
        let end = "not after \(latest.secondsText) (\(after.notary), \(after.size) records)"
        guard let before = receipt(before: sequence, notAfter: latest, in: label),
            let time = before.time
        else { return end + "; no receipt lies before it" }
        let order =
            ReceiptOrder.of(before, after) == .before
            ? "" : ", whose order isn't proved by their times"
        return end + "; the last receipt before it is of \(time.secondsText) "
            + "(\(before.notary), \(before.size) records)\(order)"
    }

    /// The newest receipt that doesn't cover a record, and isn't dated behind the one that does.
    private func receipt(
        before sequence: UInt64, notAfter end: Timestamp, in label: String
    ) -> JudgedReceipt? {
        guard let newest = bounds[label]?.before(sequence), let time = newest.time else {
            return nil
        }
        if time <= end { return newest }
        // A receipt may come late; then an earlier one is wanted.
        return (receipts[label] ?? []).proved
            .filter { $0.size <= sequence && ($0.time ?? .end) <= end }
            .max { ($0.time ?? .end, $0.size) < ($1.time ?? .end, $1.size) }
    }
}
