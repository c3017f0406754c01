import Findings
import Records

extension JudgedReceipt {
    /// How far a receipt may lie ahead of the time of the judgement, in seconds.
    static let skewSeconds: Int64 = 120

    /// The receipt, judged by its date where that lies ahead of the time of the judgement.
    ///
    /// Where what it covers is ahead as well, the judgement's clock is behind; where it isn't, the
    /// receipt contradicts.
    ///
    /// - Parameters:
    ///   - moment: The time that the judgement is made for.
    ///   - newest: The newest time of a record that it covers; nil where none is known.
    ///   - place: Where findings about it stand.
    func judged(at moment: Timestamp, covering newest: Timestamp?, place: Place) -> JudgedReceipt {
        let end = moment.adding(seconds: Self.skewSeconds)
        guard let earliest, earliest > end else { return self }
        var receipt = self
        if let newest, newest > end {
            receipt.findings.append(
                Finding(
                    .observation, "CLOCK", at: place,
                    expected: "not after \(moment.secondsText)", found: time?.secondsText,
                    "Records and receipt are later than the time of this judgement. Its clock is "
                        + "probably behind."))
        } else {
            receipt.fail(
                kind == .timeStamp ? "TSA_GENTIME" : "TIME_ORDER", at: place,
                expected: "not after \(moment.secondsText)", found: time?.secondsText,
                "The receipt is dated after the time of this judgement.")
        }
        return receipt
    }
}
