internal import BundleFormat
internal import Cryptography
internal import RecordLog
internal import Records

/// Attacks on checkpoints and receipts.
enum NotarySamples {
    static let all: [Sample] = [
        .attack(
            "bad-checkpoint-another-key", ["CKPT-001": "failed"],
            why: """
                The last checkpoint says what is true and is signed by a key that isn't the log's \
                own. The founding record names the key.
                """
        ) { attack in
            let log = try attack.log()
            let seed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
            try attack.signCheckpoint(of: log, size: log.lines.count, seed: seed)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-checkpoint-history-rewritten", ["NOT-001": "failed"],
            why: """
                A record of the last epoch was changed by somebody who has stolen the log's key, \
                the keys of all epochs and the seal: codes, checkpoint and copies were made anew \
                and fit. Only the witness wasn't asked: it had countersigned another head.
                """
        ) { attack in
            var log = try attack.log()
            let open = try log.last(EpochOpenBody.family)
            let keys = attack.keys
            try log.setBack(open + 1, seconds: 1)
            try log.recode(from: open + 1) { keys.epochKey($0) }
            let size = log.lines.count
            try attack.put(log)
            try attack.signCheckpoint(of: log, size: size)
            try attack.mendAndSeal { Attack.mendHead(&$0, log) }
        },
        .attack(
            "bad-checkpoint-root-changed", ["CKPT-001": "failed", "CHAIN-001": "failed"],
            why: """
                A checkpoint in the middle of the log states another root, signed with the stolen \
                key of the log. The records don't give it.
                """
        ) { attack in
            let log = try attack.log()
            let note = try Checkpoint.sign(
                logID: log.logID, size: 5, root: SHA256.hash([]), logKeySeed: attack.keys.logSeed)
            attack.editor[.note(log: try attack.label, size: 5)] = note.note
            try attack.mendAndSeal()
        },
        .attack(
            "bad-receipt-altered", ["NOT-001": "failed"],
            why: """
                One letter of the witness's countersignature was changed. It no longer holds over \
                the checkpoint it lies beside.
                """
        ) { attack in
            let path = try attack.cosignature(size: 5)
            try attack.flip(path, at: try attack.bytes(path).count - 20)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-receipt-before-its-records", ["NOT-003": "failed", "TIME-005": "failed"],
            why: """
                The witness countersigned the last checkpoint with a clock that was an hour slow. \
                A receipt can't be older than the records that it covers.
                """
        ) { attack in
            let size = try attack.log().lines.count
            try attack.cosign(size: size, at: attack.cosigningTime(size: size) - 3600)
            try attack.mendAndSeal()
        },
        .attack(
            "odd-receipts-far-apart", ["CKPT-002": "indeterminate", "CKPT-001": "passed"],
            at: "2026-12-31T15:00:00Z",
            why: """
                Between two receipts lie forty days in which nobody outside saw the log. Every \
                checkpoint and every receipt is genuine; what was recorded in between could have \
                been written on the last of those days.
                """,
            on: {
                let laboratory = try Scene.minimal()
                laboratory.clock.pass(seconds: 40 * 86_400)
                return laboratory
            }
        ) { _ in },
        .attack(
            "odd-tail-unwitnessed", ["CKPT-002": "indeterminate", "NOT-001": "indeterminate"],
            why: """
                All countersignatures were left out. The checkpoints are the log's own word, and \
                nobody outside has ever seen a head of it.
                """
        ) { attack in
            for path in attack.editor.paths {
                guard case .note(_, let size) = path else { continue }
                attack.editor[try attack.cosignature(size: Int(size))] = nil
            }
            try attack.mendAndSeal()
        },
        .attack(
            "bad-token-of-another-note", ["NOT-001": "failed"], twin: "good-time-stamped",
            why: """
                The time-stamps of two checkpoints were exchanged. Each is genuine and was given \
                for something else.
                """, on: { try Scene.timeStamped() }
        ) { attack in
            let label = try attack.label
            guard let first = MemberPath("evidence/logs/\(label)/2/tsa.tsr"),
                let second = MemberPath("evidence/logs/\(label)/5/tsa.tsr")
            else { throw ForgeError.broken("no time-stamps") }
            let bytes = try attack.bytes(first)
            attack.editor[first] = try attack.bytes(second)
            attack.editor[second] = bytes
            try attack.mendAndSeal()
        },
    ]
}
