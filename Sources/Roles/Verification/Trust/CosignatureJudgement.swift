import Cryptography
import Findings
import RecordLog
import Records

/// Judges the cosignatures of witnesses over the checkpoints of one log.
///
/// What it says holds whatever time the judgement is made for.
struct WitnessDesk {
    let log: LogFacts
    let trust: Trust

    /// Judges one cosignature.
    ///
    /// 1. The file is one cosignature line.
    /// 2. The auditor knows a key with that name and id.
    /// 3. The signature holds over time and note.
    /// 4. The auditor puts the witness elsewhere than the log.
    ///
    /// Source: docs/formats/log.md §8.
    func cosignature(_ file: EvidenceFile, of checkpoint: CheckpointFacts) -> JudgedReceipt {
        var receipt = JudgedReceipt(file, kind: .witness, of: checkpoint)
        let place = Place(member: receipt.member, log: log.label)
        let cosignature: Cosignature
        switch Cosignature.read(file.bytes) {
        case .success(let read): cosignature = read
        case .failure(let problem):
            receipt.fail(
                "WITNESS_FORMAT", at: place, expected: "the one line of a cosignature",
                found: problem.rawValue,
                "The file is not the one line of a witness' cosignature.")
            return receipt
        }
        receipt.notary = cosignature.name
        receipt.time = Timestamp(unixSeconds: Int64(clamping: cosignature.unixSeconds))
        receipt.accuracyNanoseconds = Self.cosignatureAccuracy
        guard let anchor = trust.anchor(for: cosignature) else {
            receipt.doubt(
                "WITNESS_NOT_IN_POLICY", at: place, expected: knownWitnesses,
                found: "\(cosignature.name), key id \(Hex.encode(cosignature.keyID))",
                "You brought no key for this witness, so its receipt counts for nothing.")
            return receipt
        }
        guard let note = checkpoint.checkpoint,
            cosignature.isValid(noteBody: note.noteBody, key: anchor.key)
        else {
            receipt.fail(
                "WITNESS_SIGNATURE_INVALID", at: place,
                expected: "a signature of \(anchor.key.name) over this checkpoint",
                found: "one that does not hold",
                "The witness did not sign this checkpoint at this time.")
            return receipt
        }
        guard let time = receipt.time, trust.counts(anchor.digest, at: time) else {
            receipt.doubt(
                "ANCHOR_PERIOD", at: place,
                expected: trust.periods[anchor.digest].map { "a time \($0.text)" }
                    ?? "a time at which it counts",
                found: receipt.time?.secondsText ?? "no time",
                "Your key for this witness doesn't count at the time that it states.")
            return receipt
        }
        settle(&receipt, anchor)
        return receipt
    }

    /// A cosignature states whole seconds, so it may have been given up to one later.
    private static let cosignatureAccuracy: Int64 = 1_000_000_000

    private var knownWitnesses: String {
        let names = trust.witnesses.map(\.key.name)
        return names.isEmpty ? "no witness at all" : names.joined(separator: ", ")
    }

    private func settle(_ receipt: inout JudgedReceipt, _ anchor: WitnessAnchor) {
        guard isWhereTheLogIs(anchor) else {
            receipt.standing = .proved
            return
        }
        receipt.standing = .sameDomain
        receipt.findings.append(
            Finding(
                .note, "NOTARY_NOT_ISOLATED", at: Place(member: receipt.member, log: log.label),
                found: anchor.domain,
                "You put this witness where the log itself is kept, so it is no outside witness."))
    }

    /// Whether the auditor's word for the domain is the log's own host, site or organisation,
    /// or the witness' key is the log's.
    private func isWhereTheLogIs(_ anchor: WitnessAnchor) -> Bool {
        guard let genesis = log.genesis else { return false }
        let own = [genesis.host, genesis.site, genesis.organisation].map { $0.lowercased() }
        return own.contains(anchor.domain.lowercased())
            || anchor.key.publicKey == genesis.logKey
    }
}

extension Trust {
    /// The witness whose key a cosignature names; name and key id must both agree.
    func anchor(for cosignature: Cosignature) -> WitnessAnchor? {
        witnesses.first {
            $0.key.kind == .cosignature && $0.key.name == cosignature.name
                && $0.key.keyID == cosignature.keyID
        }
    }
}
