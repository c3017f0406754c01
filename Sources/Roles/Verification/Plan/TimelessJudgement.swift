/// What a judgement finds out that rests on the bundle and the auditor's trust alone.
///
/// A bundle is judged for one moment after the other to find out until when it passes, and this holds for
/// all of them: the signatures of lists, witnesses and people are sound or they aren't.
package struct TimelessJudgement: Sendable {
    /// Every revocation list and response at hand.
    let archive: RevocationArchive
    /// Every signature of a person that can be read, by log and sequence.
    let signatures: [SignatureView]
    /// The cosignatures beside each checkpoint, in order of the checkpoints, by log label.
    let cosignatures: [String: [[JudgedReceipt]]]

    /// Finds it out.
    init(_ facts: Facts, _ trust: Trust) {
        archive = RevocationArchive(facts: facts, trust: trust)
        signatures = SignatureView.all(in: facts)
        var cosignatures: [String: [[JudgedReceipt]]] = [:]
        for log in facts.logs {
            let desk = WitnessDesk(log: log, trust: trust)
            cosignatures[log.label] = log.checkpoints.map { checkpoint in
                checkpoint.cosignatures.map { desk.cosignature($0, of: checkpoint) }
            }
        }
        self.cosignatures = cosignatures
    }
}
