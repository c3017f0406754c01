import Records

/// The proved receipts of a log as bounds of the time of any record.
///
/// Source: docs/rules.md, Definitions.
package struct ReceiptBounds: Sendable {
    private let all: ReceiptIndex
    private let firm: ReceiptIndex

    /// Takes the receipts of one log; those that aren't proved or have no time don't count.
    init(_ judged: [JudgedReceipt]) {
        let dated = judged.indices.filter {
            judged[$0].standing == .proved && judged[$0].time != nil
        }
        all = ReceiptIndex(judged, dated)
        firm = ReceiptIndex(judged, dated.filter { judged[$0].isFirm })
    }

    /// The receipt that ends the interval of a record: it covers the record and is the earliest.
    ///
    /// A receipt of which nothing is open comes before any other.
    func after(_ seq: UInt64) -> JudgedReceipt? { firm.after(seq) ?? all.after(seq) }

    /// The receipt that begins the interval of a record: it doesn't cover it and is the latest.
    func before(_ seq: UInt64) -> JudgedReceipt? { all.before(seq) }
}

/// Some of the receipts in order of size, with what each record's look-up needs worked out once.
private struct ReceiptIndex: Sendable {
    private let receipts: [JudgedReceipt]
    /// The sizes of those that count, rising.
    private let sizes: [UInt64]
    /// For each of them: of those from there on, the place of the one with the earliest certain time.
    private let earliestEnd: [Int]
    /// For each of them: of those up to there, the place of the one with the latest time.
    private let latestBeginning: [Int]

    /// - Parameter places: Those that count.
    init(_ receipts: [JudgedReceipt], _ places: [Int]) {
        let places = places.sorted {
            (receipts[$0].size, receipts[$0].member) < (receipts[$1].size, receipts[$1].member)
        }
        self.receipts = receipts
        sizes = places.map { receipts[$0].size }
        var (ends, beginnings) = (places, places)
        for index in places.indices.dropLast().reversed() {
            let later = ends[index + 1]
            if Self.end(receipts[later]) <= Self.end(receipts[ends[index]]) { ends[index] = later }
        }
        for index in places.indices.dropFirst() {
            let earlier = beginnings[index - 1]
            if Self.beginning(receipts[earlier]) > Self.beginning(receipts[beginnings[index]]) {
                beginnings[index] = earlier
            }
        }
        (earliestEnd, latestBeginning) = (ends, beginnings)
    }

    /// The receipt that ends the interval of a record: it covers the record and is the earliest.
    func after(_ seq: UInt64) -> JudgedReceipt? {
        let place = sizes.firstPlace { $0 > seq }
        return place < sizes.count ? receipts[earliestEnd[place]] : nil
    }

    /// The receipt that begins the interval of a record: it doesn't cover it and is the latest.
    func before(_ seq: UInt64) -> JudgedReceipt? {
        let place = sizes.firstPlace { $0 > seq }
        return place > 0 ? receipts[latestBeginning[place - 1]] : nil
    }

    private static func end(_ receipt: JudgedReceipt) -> Timestamp { receipt.latest ?? .end }

    private static func beginning(_ receipt: JudgedReceipt) -> Timestamp {
        receipt.earliest ?? Timestamp(unixSeconds: 0)
    }
}
