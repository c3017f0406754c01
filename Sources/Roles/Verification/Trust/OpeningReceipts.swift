import Cryptography
package import Records

/// The newest receipt that each opening of a log, or an earlier one, names by its digest.
///
/// Whoever names a receipt had it: what stands behind the opening was not there before. It is the
/// only firm lower bound of a record's time. Source: docs/formats/log.md §8; docs/rules.md, TIME-005.
package struct OpeningReceipts: Sendable {
    private let receipts: [JudgedReceipt]
    /// The place of one for each epoch, in order; nil while none was named.
    private let named: [Int?]
    private let firstRecords: [UInt64]

    /// Takes the receipts of one log; only proved ones count.
    init(_ log: LogFacts, _ receipts: [JudgedReceipt]) {
        self.receipts = receipts
        var places: [Digest: Int] = [:]
        places.reserveCapacity(receipts.count)
        for place in receipts.indices where receipts[place].standing == .proved {
            let digest = receipts[place].sha256
            if places[digest] == nil { places[digest] = place }
        }
        var newest: Int?
        var named: [Int?] = []
        // By place: an epoch isn't copied to be asked.
        for epoch in log.epochs.indices {
            if let digest = log.epochs[epoch].open?.notBefore?.sha256, let place = places[digest] {
                let begun = newest.flatMap { receipts[$0].earliest } ?? Timestamp(unixSeconds: 0)
                if receipts[place].earliest ?? .end >= begun { newest = place }
            }
            named.append(newest)
        }
        self.named = named
        firstRecords = log.epochs.map(\.first)
    }

    /// The receipt that counts for an epoch, by the place of the epoch; nil where none was named.
    func newest(atEpoch place: Int) -> JudgedReceipt? {
        guard place < named.count else { return nil }
        return named[place].map { receipts[$0] }
    }

    /// A moment before which a record was certainly not there; nil where nothing shows one.
    package func notBefore(_ sequence: UInt64) -> Timestamp? {
        let place = firstRecords.firstPlace { $0 > sequence }
        return place > 0 ? newest(atEpoch: place - 1)?.earliest : nil
    }
}
