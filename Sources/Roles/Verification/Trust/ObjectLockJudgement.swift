import Cryptography
import Findings
import RecordLog
import Records

extension ReceiptDesk {
    /// Judges what a store with Object Lock is said to have answered.
    ///
    /// 1. The file is a receipt of the closed form.
    /// 2. It is about the note it lies beside.
    /// 3. Nothing else lies under the key.
    /// 4. The store kept what it had to keep when it was tested.
    /// 5. The lock is one that nobody lifts, for as long as the profile asks.
    /// 6. The store's clock is where the proved times are.
    ///
    /// Nobody signed it, so the best that comes of it is a claim.
    ///
    /// Source: docs/formats/log.md §8.
    ///
    /// - Parameter others: The receipts of the same checkpoint that somebody signed, judged.
    func objectLock(
        _ file: EvidenceFile, of checkpoint: CheckpointFacts, beside others: [JudgedReceipt]
    ) -> JudgedReceipt {
        var receipt = JudgedReceipt(file, kind: .objectLock, of: checkpoint)
        let stated: ObjectLockReceipt
        do throws(EntryError) { stated = try ObjectLockReceipt(encoded: file.bytes) } catch {
            receipt.fail(
                "WORM_FORMAT", at: place(receipt), expected: "a receipt of a store",
                found: error.sentence, "The file is not what a receipt of a store looks like.")
            return receipt
        }
        receipt.notary = "\(stated.store.endpoint)/\(stated.store.bucket)"
        receipt.time = stated.storedAt
        receipt.questions = stated.questions
        guard isAbout(checkpoint, stated, &receipt), isAlone(stated, &receipt) else {
            return receipt
        }
        receipt.standing = .claimed
        guard
            isKept(stated, &receipt), isLocked(stated, &receipt),
            isPlausible(stated, of: checkpoint, beside: others, &receipt)
        else { return receipt }
        receipt.findings.append(
            Finding(
                .note, "WORM_CLAIM_ONLY", at: place(receipt),
                found: stated.lock.map { "kept until \($0.retainUntil.secondsText)" },
                "The answers of a store are not signed, so this is a claim. Ask the store itself, "
                    + "by the commands in this report."))
        return receipt
    }

    // MARK: - What contradicts

    private func isAbout(
        _ checkpoint: CheckpointFacts, _ stated: ObjectLockReceipt, _ receipt: inout JudgedReceipt
    ) -> Bool {
        let note = checkpoint.noteBytes.map { SHA256.hash($0) }
        let isSame =
            note == stated.key.note && (stated.checksum ?? stated.key.note) == note
            && stated.key.size == checkpoint.folderSize && stated.key.log == log.logID
            && stated.byteCount == checkpoint.noteBytes.map { UInt64($0.count) }
        if isSame { return true }
        receipt.fail(
            "WORM_DIGEST_MISMATCH", at: place(receipt), expected: note?.hex ?? "a note",
            found: note == stated.key.note ? "another log, size or checksum" : stated.key.note.hex,
            "What the store is said to hold is not the checkpoint it lies beside.")
        return false
    }

    private func isAlone(
        _ stated: ObjectLockReceipt, _ receipt: inout JudgedReceipt
    ) -> Bool {
        guard let conflict = stated.conflicts.first else { return true }
        receipt.fail(
            "WORM_VERSION_CONFLICT", at: place(receipt),
            expected: "only the note under its key",
            found: "\(conflict.isDeleteMarker ? "a delete marker" : "a version that is another"), "
                + "\(conflict.versionId), of \(conflict.lastModified.secondsText)",
            "Something else lies under the note's key: who reads it without its version id may get "
                + "something else, or nothing.")
        return false
    }

    // MARK: - What leaves it open

    private func isKept(
        _ stated: ObjectLockReceipt, _ receipt: inout JudgedReceipt
    ) -> Bool {
        let failed = log.bodies(NotaryBody.self).first { _, body in
            body.result == .unreliable && body.store.endpoint == stated.store.endpoint
                && body.store.bucket == stated.store.bucket
        }
        guard let failed else { return true }
        let broken = failed.body.tests.filter { $0.outcome == .broken }.map(\.attempt.rawValue)
        receipt.doubt(
            "WORM_CANARY_FAILED", at: place(receipt), expected: "a store that keeps what is locked",
            found: "record \(failed.seq): \(broken.joined(separator: ", "))",
            "A test that the log holds shows that this store does not keep what is locked in it.")
        return false
    }

    private func isLocked(
        _ stated: ObjectLockReceipt, _ receipt: inout JudgedReceipt
    ) -> Bool {
        let found: String
        if !stated.bucketLock.isEnabled {
            found = "a bucket in which nothing is locked"
        } else if let lock = stated.lock, let stored = stated.storedAt {
            let kept = stored.milliseconds(to: lock.retainUntil)
            let wanted = limits.storeRetentionSeconds.multipliedReportingOverflow(by: 1000)
            let isLongEnough = !wanted.overflow && kept >= wanted.partialValue
            if lock.mode == .compliance, isLongEnough { return true }
            found = "\(lock.mode.rawValue) until \(lock.retainUntil.secondsText)"
        } else {
            found = "no lock"
        }
        receipt.doubt(
            "WORM_POLICY_UNMET", at: place(receipt),
            expected: "COMPLIANCE for at least \(limits.storeRetentionSeconds) seconds",
            found: found,
            "The store may have given the note up: its lock can be lifted, ends too early or is "
                + "not there.")
        return false
    }

    /// The open question belongs to the order of times; here it's worth a look.
    private func isPlausible(
        _ stated: ObjectLockReceipt, of checkpoint: CheckpointFacts, beside others: [JudgedReceipt],
        _ receipt: inout JudgedReceipt
    ) -> Bool {
        guard let stored = stated.storedAt,
            let departure = departure(of: stored, stated, beside: others, checkpoint.folderSize)
        else { return true }
        receipt.standing = .untrusted
        let sentence =
            "The time at which the store is said to have taken the note does not fit the other "
            + "times. Nobody signed it."
        let found = "\(stored.secondsText)"
        receipt.findings.append(
            Finding(
                .observation, "WORM_TIME_IMPLAUSIBLE", at: place(receipt), expected: departure,
                found: found, sentence))
        receipt.timeFindings.append(
            Finding(
                .openQuestion, "WORM_TIME_IMPLAUSIBLE", at: place(receipt), expected: departure,
                found: found, sentence))
        return false
    }

    /// What a stated time departs from, as what would be expected; nil where it fits.
    private func departure(
        of stored: Timestamp, _ stated: ObjectLockReceipt, beside others: [JudgedReceipt],
        _ size: UInt64
    ) -> String? {
        let skew = limits.skewMilliseconds
        if let answered = stated.answers.last?.date, answered.milliseconds(to: stored) > skew {
            return "not after the store's answer of \(answered.secondsText)"
        }
        if clock.moment.milliseconds(to: stored) > skew {
            return "not after \(JudgementClock.name)"
        }
        let proved = others.proved.compactMap(\.time)
        let far = limits.storeClockSeconds
        if let proof = proved.min(by: {
            $0.distance(to: stored).magnitude < $1.distance(to: stored).magnitude
        }) {
            return proof.distance(to: stored).magnitude > .seconds(far)
                ? "within \(far) seconds of the proved \(proof.secondsText)" : nil
        }
        if let newest = dates.newest(before: size),
            stored.milliseconds(to: newest) > skew
        {
            return "not before the record of \(newest.secondsText)"
        }
        return nil
    }
}

extension Duration {
    /// The same length forwards.
    fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}

extension EntryError {
    /// What is wrong, in words.
    fileprivate var sentence: String {
        switch self {
        case .notCanonical(let error): "no canonical JSON: \(error)"
        case .schema(let error): error.description
        }
    }
}
