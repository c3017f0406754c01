import Findings
package import Records

/// The time that a judgement is made for, and how far it may be off.
package struct JudgementClock: Hashable, Sendable {
    /// What findings call the time that the judgement is made for.
    ///
    /// Two runs without a given time differ in it, and a report says it in its marked block only.
    package static let name = "the time of this judgement"

    /// The time that the judgement is made for.
    package var moment: Timestamp
    /// By how many milliseconds it may lie behind.
    package var skewMilliseconds: Int64

    /// Sets the clock.
    package init(_ moment: Timestamp, skewMilliseconds: Int64) {
        self.moment = moment
        self.skewMilliseconds = skewMilliseconds
    }

    /// Holds a receipt that lies ahead of the judgement's time against it.
    ///
    /// 1. Ahead by no more than clocks may differ: the judgement's clock is a little behind.
    /// 2. Further, and what it covers lies ahead as well: the judgement's clock is behind.
    /// 3. Further, and that doesn't: the receipt contradicts.
    ///
    /// - Parameters:
    ///   - newest: The time of the newest thing that it covers; nil where none is known.
    ///   - place: Where it lies.
    func hold(_ receipt: inout JudgedReceipt, newest: Timestamp?, _ place: Place) {
        guard let earliest = receipt.earliest, earliest > moment else { return }
        if isWithinSkew(earliest) {
            receipt.findings.append(
                behind(
                    receipt, place,
                    "The receipt is dated after the time of this judgement, by no more than "
                        + "clocks may differ. Its clock is probably a little behind."))
        } else if let newest, !isWithinSkew(newest) {
            receipt.findings.append(
                behind(
                    receipt, place,
                    "Records and receipt are later than the time of this judgement. Its clock is "
                        + "probably behind."))
        } else {
            receipt.fail(
                receipt.kind == .timeStamp ? "TSA_GENTIME" : "TIME_ORDER", at: place,
                expected: "not after \(Self.name)", found: receipt.time?.secondsText,
                "The receipt is dated after the time of this judgement.")
        }
    }

    private func isWithinSkew(_ time: Timestamp) -> Bool {
        moment.milliseconds(to: time) <= skewMilliseconds
    }

    private func behind(
        _ receipt: JudgedReceipt, _ place: Place, _ sentence: String
    ) -> Finding {
        Finding(
            .observation, "CLOCK", at: place, expected: "not after \(Self.name)",
            found: receipt.time?.secondsText, sentence)
    }
}
