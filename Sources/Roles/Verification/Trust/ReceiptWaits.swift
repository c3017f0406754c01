import Records

/// How long each epoch of a log waited for its first receipt.
///
/// A log may have an epoch and a receipt for every quarter of an hour of a year: so the earliest time
/// from each size on is worked out once.
struct ReceiptWaits {
    /// Sizes of the receipts that have a time, rising.
    private let sizes: [UInt64]
    /// At each place: the earliest time of the receipts from there on.
    private let earliest: [Timestamp]

    /// Takes receipts of one log, in order of size.
    init(_ receipts: [JudgedReceipt]) {
        var sizes: [UInt64] = []
        var times: [Timestamp] = []
        for receipt in receipts {
            guard let time = receipt.time else { continue }
            sizes.append(receipt.size)
            times.append(time)
        }
        for place in times.indices.dropLast().reversed() {
            times[place] = min(times[place], times[place + 1])
        }
        (self.sizes, earliest) = (sizes, times)
    }

    /// The earliest time of a receipt that covers a record; nil where none does.
    func firstTime(covering record: UInt64) -> Timestamp? {
        let place = sizes.firstPlace { $0 > record }
        return place < earliest.count ? earliest[place] : nil
    }

    /// Seconds from the first shown record of an epoch to the first receipt over all of it, below zero
    /// where clocks differ; nil where there is no such record or receipt.
    func seconds(of epoch: EpochFacts) -> Int64? {
        guard let begun = epoch.firstTime, let seen = firstTime(covering: epoch.last) else {
            return nil
        }
        return seen.unixSeconds &- begun.unixSeconds
    }
}
