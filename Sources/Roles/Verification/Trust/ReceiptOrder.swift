import Records

/// In which order two receipts were given, as far as their times prove it.
///
/// Source: RFC 3161 §2.4.2 (accuracy, ordering).
enum ReceiptOrder: Hashable {
    case before
    case after
    /// Their times, each with its accuracy to both sides, overlap.
    case unordered

    /// Compares two receipts.
    ///
    /// Two tokens of one authority that states that it orders its tokens are compared by their
    /// times alone; all others only where the times are further apart than their accuracies.
    static func of(_ one: JudgedReceipt, _ other: JudgedReceipt) -> ReceiptOrder {
        guard let first = one.time, let second = other.time else { return .unordered }
        if let left = one.stamp, let right = other.stamp, left.isOrdered, right.isOrdered,
            left.authority == right.authority, first != second
        {
            return first < second ? .before : .after
        }
        let apart = one.accuracyNanoseconds.addingReportingOverflow(other.accuracyNanoseconds)
        guard !apart.overflow else { return .unordered }
        if first.adding(nanoseconds: apart.partialValue) < second { return .before }
        if second.adding(nanoseconds: apart.partialValue) < first { return .after }
        return .unordered
    }
}
