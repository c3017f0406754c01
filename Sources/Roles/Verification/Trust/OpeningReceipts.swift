import Cryptography
package import Records

/// The newest receipt that each opening of a log, or an earlier one, names by its digest.
///
/// Whoever names a receipt had it: what stands behind the opening was not there before. It is the
/// only firm lower bound of a record's time. Source: docs/formats/log.md §8; docs/rules.md, TIME-005.
package struct OpeningReceipts: Sendable {
    /// One for each epoch, in order; nil while none was named.
    let newest: [JudgedReceipt?]
    private let firstRecords: [UInt64]

    /// Takes the receipts of one log; only proved ones count.
    init(_ log: LogFacts, _ receipts: [JudgedReceipt]) {
        let proved = Dictionary(
            receipts.proved.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
        var named: JudgedReceipt?
        newest = log.epochs.map { epoch in
            if let digest = epoch.open?.notBefore?.sha256, let receipt = proved[digest],
                receipt.earliest ?? .end >= named?.earliest ?? Timestamp(unixSeconds: 0)
            {
                named = receipt
            }
            return named
        }
        firstRecords = log.epochs.map(\.first)
    }

    /// A moment before which a record was certainly not there; nil where nothing shows one.
    package func notBefore(_ sequence: UInt64) -> Timestamp? {
        let place = firstRecords.firstPlace { $0 > sequence }
        return place > 0 ? newest[place - 1]?.earliest : nil
    }
}
