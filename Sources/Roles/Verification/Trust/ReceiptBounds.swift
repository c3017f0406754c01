import Records

/// The proved receipts of a log as bounds of the time of any record.
///
/// Source: docs/rules.md, Definitions.
package struct ReceiptBounds: Sendable {
    private let all: ReceiptIndex
    private let firm: ReceiptIndex

    /// Takes the receipts of one log; those that aren't proved or have no time don't count.
    init(_ judged: [JudgedReceipt]) {
        let proved = judged.filter { $0.standing == .proved && $0.time != nil }
        all = ReceiptIndex(proved)
        firm = ReceiptIndex(proved.filter(\.isFirm))
    }

    /// The receipt that ends the interval of a record: it covers the record and is the earliest.
    ///
    /// A receipt of which nothing is open comes before any other.
    func after(_ seq: UInt64) -> JudgedReceipt? { firm.after(seq) ?? all.after(seq) }

    /// The receipt that begins the interval of a record: it doesn't cover it and is the latest.
    func before(_ seq: UInt64) -> JudgedReceipt? { all.before(seq) }
}

/// Receipts in order of size, with what each record's look-up needs worked out once.
private struct ReceiptIndex: Sendable {
    private let receipts: [JudgedReceipt]
    /// At each place: of the receipts from there on, the one with the earliest certain time.
    private let earliestEnd: [Int]
    /// At each place: of the receipts up to there, the one with the latest time.
    private let latestBeginning: [Int]

    init(_ unsorted: [JudgedReceipt]) {
        let receipts = unsorted.sorted { ($0.size, $0.member) < ($1.size, $1.member) }
        self.receipts = receipts
        var ends = Array(receipts.indices)
        for place in receipts.indices.dropLast().reversed() {
            let later = ends[place + 1]
            if Self.end(receipts[later]) <= Self.end(receipts[place]) { ends[place] = later }
        }
        earliestEnd = ends
        var beginnings = Array(receipts.indices)
        for place in receipts.indices.dropFirst() {
            let earlier = beginnings[place - 1]
            if Self.beginning(receipts[earlier]) > Self.beginning(receipts[place]) {
                beginnings[place] = earlier
            }
        }
        latestBeginning = beginnings
    }

    /// The receipt that ends the interval of a record: it covers the record and is the earliest.
    func after(_ seq: UInt64) -> JudgedReceipt? {
        let place = receipts.firstPlace { $0.size > seq }
        return place < receipts.count ? receipts[earliestEnd[place]] : nil
    }

    /// The receipt that begins the interval of a record: it doesn't cover it and is the latest.
    func before(_ seq: UInt64) -> JudgedReceipt? {
        let place = receipts.firstPlace { $0.size > seq }
        return place > 0 ? receipts[latestBeginning[place - 1]] : nil
    }

    private static func end(_ receipt: JudgedReceipt) -> Timestamp { receipt.latest ?? .end }

    private static func beginning(_ receipt: JudgedReceipt) -> Timestamp {
        receipt.earliest ?? Timestamp(unixSeconds: 0)
    }
}
