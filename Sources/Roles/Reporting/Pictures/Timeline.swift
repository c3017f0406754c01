import Findings

/// When what happened in a log, for a picture: epochs, signatures with the interval that receipts
/// leave them, gaps, and the receipts of each notary.
///
/// Every text in it also stands in a table beside it; here are only places on a line.
struct Timeline {
    let logID: String
    /// The first and the last moment, seconds since 1970; nil where no time is known.
    let span: ClosedRange<Int64>?
    let rows: [Row]

    struct Row {
        let label: String
        let marks: [Mark]
    }

    /// Something at a place between 0, the first moment, and `Timeline.length`, the last one.
    enum Mark: Hashable {
        /// A stretch; one that isn't certain has a broken outline.
        case bar(Int64, Int64, isCertain: Bool)
        /// A stretch that is as high as what it holds, 1 to `Timeline.height`.
        case level(Int64, Int64, height: Int64)
        /// The interval that bounds a moment, with its ends.
        case interval(Int64, Int64)
        /// A moment.
        case point(Int64, isProved: Bool)
    }

    /// The length of the line, in the unit of the marks.
    static let length: Int64 = 1000

    /// The height of the highest level.
    static let height: Int64 = 18

    /// Notaries that have a row of their own; the others share one.
    private static let notaryLimit = 6

    init(_ log: LogCoverage, signatures: [SignatureLine]) {
        logID = log.shortID
        let epochs = log.epochs.compactMap { epoch -> (Int64, Int64, Bool)? in
            guard let first = Moment.seconds(epoch.firstTime ?? epoch.lastTime),
                let last = Moment.seconds(epoch.lastTime ?? epoch.firstTime)
            else { return nil }
            return (min(first, last), max(first, last), epoch.closedBy != nil)
        }
        let gaps = log.gaps.compactMap { gap -> (Int64, Int64)? in
            guard let from = Moment.seconds(gap.from), let to = Moment.seconds(gap.to) else {
                return nil
            }
            return (min(from, to), max(from, to))
        }
        let receipts = log.receipts.compactMap { receipt in
            Moment.seconds(receipt.time).map { (receipt, $0) }
        }
        let claimed = signatures.compactMap { Moment.seconds($0.claimedTime) }
        let moments =
            epochs.flatMap { [$0.0, $0.1] } + gaps.flatMap { [$0.0, $0.1] } + receipts.map(\.1)
            + claimed
        guard let first = moments.min(), let last = moments.max() else {
            span = nil
            rows = []
            return
        }
        span = first...last
        let scale = Scale(first: first, last: last)
        var rows = [
            Row(
                label: "Records (as high as there are many)", marks: Self.levels(log.epochs, scale)),
            Row(
                label: "Epochs",
                marks: Self.once(
                    epochs.map { .bar(scale[$0.0], scale[$0.1], isCertain: $0.2) })),
        ]
        if !gaps.isEmpty {
            rows.append(
                Row(
                    label: "Gaps",
                    marks: Self.once(gaps.map { .bar(scale[$0.0], scale[$0.1], isCertain: true) })))
        }
        if !signatures.isEmpty {
            rows.append(
                Row(
                    label: "Signatures",
                    marks: Self.once(signatures.flatMap { Self.marks($0, scale) })))
        }
        self.rows = rows + Self.notaries(receipts, scale)
    }

    /// How many records there are from epoch to epoch.
    private static func levels(_ epochs: [EpochLine], _ scale: Scale) -> [Mark] {
        func count(_ epoch: EpochLine) -> UInt64 { epoch.last &- epoch.first &+ 1 }
        let most = max(1, epochs.map(count).max() ?? 1)
        return once(
            epochs.compactMap { epoch in
                guard let first = Moment.seconds(epoch.firstTime ?? epoch.lastTime),
                    let last = Moment.seconds(epoch.lastTime ?? epoch.firstTime)
                else { return nil }
                let share = Double(count(epoch)) / Double(most)
                return .level(
                    scale[min(first, last)], scale[max(first, last)],
                    height: max(1, Int64(share * Double(height))))
            })
    }

    private static func marks(_ line: SignatureLine, _ scale: Scale) -> [Mark] {
        var marks: [Mark] = []
        if let end = Moment.seconds(line.provedBy) {
            let beginning = Moment.seconds(line.lastReceiptBefore).map { min($0, end) }
            marks.append(.interval(scale[beginning ?? scale.first], scale[end]))
        }
        if let moment = Moment.seconds(line.claimedTime) {
            marks.append(.point(scale[moment], isProved: line.provedBy != nil))
        }
        return marks
    }

    private static func notaries(_ receipts: [(ReceiptLine, Int64)], _ scale: Scale) -> [Row] {
        var names: [String] = []
        var marks: [String: [Mark]] = [:]
        for (receipt, moment) in receipts {
            if marks[receipt.notary] == nil { names.append(receipt.notary) }
            marks[receipt.notary, default: []].append(
                .point(scale[moment], isProved: receipt.standing == "proved"))
        }
        let own = names.prefix(notaryLimit).map {
            Row(label: "Receipts of \($0)", marks: once(marks[$0] ?? []))
        }
        let others = names.dropFirst(notaryLimit).flatMap { marks[$0] ?? [] }
        return own + (others.isEmpty ? [] : [Row(label: "Other receipts", marks: once(others))])
    }

    /// Each mark once: what falls on one place is drawn there once.
    fileprivate static func once(_ marks: [Mark]) -> [Mark] {
        var seen: Set<Mark> = []
        return marks.filter { seen.insert($0).inserted }
    }

    /// Places on the line.
    private struct Scale {
        let first: Int64
        let last: Int64

        subscript(moment: Int64) -> Int64 {
            guard last > first else { return Timeline.length / 2 }
            let offset = min(max(moment, first), last) - first
            // Ten thousand years in seconds times the length is far below what a number holds.
            return offset * Timeline.length / (last - first)
        }
    }
}
