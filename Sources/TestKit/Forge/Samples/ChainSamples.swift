internal import BundleFormat
internal import Capture
internal import CanonicalJSON
internal import Cryptography
internal import RecordLog
internal import Records

/// Attacks on the chain, by what the attacker holds beside the seal's key.
enum ChainSamples {
    static let all = withoutKeys + keyFiles + epochs

    // MARK: - No key of the log

    private static let withoutKeys: [Sample] = [
        .attack(
            "bad-chain-record-edited", ["CHAIN-001": "failed", "CHAIN-002": "failed"],
            why: """
                The time in a record was set an hour back. Copies, digests and seal were mended; \
                the record's code and the checkpoints were left, as without the log's keys nothing \
                else can be done. The records no longer give the roots that were signed, nor the \
                code.
                """
        ) { attack in
            var log = try attack.log()
            let place = try log.first(CaptureBody.family)
            try log.setBack(place)
            try attack.put(log)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-records-swapped", ["CHAIN-003": "failed"],
            why: "Two records stand in each other's place. Each is genuine; their order isn't."
        ) { attack in
            var log = try attack.log()
            let place = try log.first(CaptureBody.family)
            log.lines.swapAt(place, place + 1)
            try attack.put(log)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-record-repeated", ["CHAIN-003": "failed"],
            why: "A record stands there twice. A line of records has each number once."
        ) { attack in
            var log = try attack.log()
            let place = try log.first(CaptureBody.family)
            log.lines.insert(log.lines[place], at: place + 1)
            try attack.put(log)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-record-removed", ["CHAIN-003": "failed"],
            why: """
                A record was taken out of the middle; the list of contents and the seal were \
                mended. The numbers of the records have a hole.
                """
        ) { attack in
            var log = try attack.log()
            log.lines.remove(at: try log.first(CaptureBody.family))
            try attack.put(log)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-foreign-genesis", ["CHAIN-004": "failed"],
            why: """
                The founding record is that of another laboratory's log. The log's identity \
                follows from its founding record, so this is not the log that the names and the \
                sealed list say.
                """
        ) { attack in
            let other = try Scene.minimal(seed: "another laboratory")
            var log = try attack.log()
            log.lines[0] = try LogRewriter(other.reader().line(at: 0)).lines[0]
            attack.editor[.recordsJSONL(log: try attack.label)] = log.jsonl
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-tail-cut", ["CHAIN-005": "failed"],
            why: """
                The last record was cut off; the sealed head and the checkpoint are still there \
                and know of it.
                """
        ) { attack in
            var log = try attack.log()
            log.lines.removeLast()
            try attack.put(log)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-chain-later-checkpoint", ["CHAIN-005": "failed"],
            why: """
                Among the evidence lies a checkpoint of the same log over more records than the \
                bundle shows, and the witness countersigned it. The log was longer than what is \
                handed out.
                """
        ) { attack in
            try attack.laboratory.heartbeat()
            guard let later = try attack.laboratory.reader().checkpoints().last else { return }
            let label = try attack.label
            attack.editor[.note(log: label, size: later.size)] = later.note
            for receipt in later.receipts {
                let text = "evidence/logs/\(label)/\(later.size)/\(receipt.name)"
                guard let path = MemberPath(text) else { throw ForgeError.broken(text) }
                attack.editor[path] = receipt.bytes
            }
            try attack.mendAndSeal()
        },
    ]

    // MARK: - The keys file

    private static let keyFiles: [Sample] = [
        .attack(
            "bad-chain-foreign-key", ["CHAIN-002": "failed"],
            why: """
                The last epoch was written anew under a key that somebody made up, and that key is \
                in the file of disclosed keys: all codes hold under it. The founding record fixed \
                every key in advance, and this isn't one of them.
                """
        ) { attack in
            var log = try attack.log()
            let open = try log.last(EpochOpenBody.family)
            let epoch = try log.entry(open).epoch
            let invented = SHA256.hash(Array("made up".utf8))
            try log.setBack(open + 1, seconds: 1)
            try log.recode(from: open) { $0 == epoch ? invented : nil }
            try attack.replaceKey(of: epoch, by: invented)
            try attack.rewriteHead(log, isCosigned: false)
        },
        .attack(
            "odd-chain-wrong-key", ["CHAIN-002": "indeterminate"],
            why: """
                For one epoch a wrong key was given out. The codes don't hold under it, and it \
                isn't the key that the founding record fixed: most likely somebody mixed up two \
                files. That is never called tampering; ask for the right key.
                """
        ) { attack in
            try attack.replaceKey(of: 2, by: SHA256.hash(Array("another log's".utf8)))
            try attack.mendAndSeal()
        },
        Sample(
            "odd-keys-absent", .indeterminate, ["CHAIN-002": "indeterminate"],
            twin: "good-keyless",
            why: """
                The custodian gave out no keys. The profile asks for the codes to be recomputed, \
                which can't be done; by the profile `keyless` the same bundle passes.
                """
        ) { try Scene.minimal().export(project: Scene.project, withKeys: false) },
        .attack(
            "bad-keys-ratchet-state", ["CHAIN-006": "failed"],
            why: """
                In place of an epoch's key stands the secret from which it and all later keys \
                follow. Whoever reads the bundle could write codes of every later epoch.
                """
        ) { attack in
            let epoch = try attack.log().entry(attack.log().last(EpochOpenBody.family)).epoch
            guard let state = attack.keys.ratchetState(epoch) else { return }
            try attack.replaceKey(of: epoch, by: state)
            try attack.mendAndSeal()
        },
    ]

    // MARK: - Every key of the log, and the witness's

    private static let epochs: [Sample] = [
        .attack(
            "bad-epoch-removed", ["CHAIN-006": "failed"],
            why: """
                A whole epoch was taken out and the rest renumbered, coded and signed anew by \
                people who hold every key, the witness's included. The epochs are numbered \
                without a hole in an honest log, not even a crash leaves one, and here one is \
                missing.
                """,
            on: {
                let laboratory = try Scene.minimal()
                try laboratory.heartbeat()
                return laboratory
            }
        ) { attack in try attack.removeHeartbeat() },
        .attack(
            "bad-epoch-count-wrong", ["CHAIN-006": "failed"],
            why: """
                The last epoch was closed with a count that says one record more than there is, \
                and code, checkpoint and countersignature were made anew with the genuine keys. A \
                recount shows that a record is missing.
                """
        ) { attack in
            var log = try attack.log()
            let close = log.lines.count - 1
            try log.editBody(close) { body in
                var counts = body["counts"]?.arrayValue ?? []
                guard var first = counts.first?.objectValue else { return }
                first["count"] = .integer((first["count"]?.integerValue ?? 0) + 1)
                counts[0] = .object(first)
                body["counts"] = .array(counts)
            }
            let keys = attack.keys
            try log.recode(from: close) { keys.epochKey($0) }
            try attack.rewriteHead(log, isCosigned: true)
        },
        .attack(
            "bad-epoch-gap-hidden", ["CHAIN-006": "failed"],
            why: """
                The log records that the daemon stood still for an hour, and that record was \
                withheld from the bundle. What a log says of itself always stands in clear; the \
                counts of the epoch show that it is a record of a gap that is hidden.
                """,
            on: {
                let laboratory = try Scene.minimal()
                try laboratory.noteGap()
                return laboratory
            }
        ) { attack in
            var log = try attack.log()
            log.withhold(try log.first(GapBody.family))
            try attack.put(log)
            try attack.mendAndSeal()
        },
    ]
}

extension LogRewriter {
    /// Sets the time of a record back.
    mutating func setBack(_ index: Int, seconds: Int64 = 3600) throws {
        let utc = try entry(index).time.utc
        let earlier = Timestamp(
            unixSeconds: utc.unixSeconds - seconds, nanoseconds: Int64(utc.nanoseconds))
        try edit(index) { object in
            var time = object["time"]?.objectValue ?? JSONObject()
            time["utc"] = .string(earlier.text)
            object["time"] = .object(time)
        }
    }
}

extension Attack {
    /// Puts another value in the place of an epoch's key.
    mutating func replaceKey(of epoch: UInt64, by key: Digest) throws {
        let path = MemberPath.keys(log: try label)
        var file = try KeysFile.read(bytes(path))
        file.epochs[Int(epoch)] = .key(key)
        editor[path] = file.encoded
    }

    /// Puts a log whose last epoch was rewritten in the place of the honest one, with a checkpoint
    /// by the log's own key.
    mutating func rewriteHead(_ log: LogRewriter, isCosigned: Bool) throws {
        let size = log.lines.count
        try put(log)
        try signCheckpoint(of: log, size: size)
        if isCosigned {
            try cosign(size: size, at: cosigningTime(size: size))
        } else {
            editor[try cosignature(size: size)] = nil
        }
        try mendAndSeal { Self.mendHead(&$0, log) }
    }

    /// Takes the empty epoch of a heartbeat out, all that a conspiracy of everybody can do.
    mutating func removeHeartbeat() throws {
        var log = try log()
        let open =
            try log.first(EpochCloseBody.family) { entry in
                entry.body["cause"]?.stringValue == "heartbeat"
            } - 1
        log.lines.removeSubrange(open...(open + 1))
        for index in open..<log.lines.count {
            try log.edit(index) { $0["seq"] = .integer(Int64(index)) }
        }
        let export = try log.last(ExportBody.family)
        try log.editBody(export) { body in
            for name in ["request", "approval"] {
                guard var reference = body[name]?.objectValue else { continue }
                reference["seq"] = .integer((reference["seq"]?.integerValue ?? 0) - 2)
                body[name] = .object(reference)
            }
        }
        let keys = keys
        try log.recode(from: open) { keys.epochKey($0) }
        try renumberCheckpoints(log, from: open)
        try put(log)
        try mendAndSeal { manifest in
            Self.mendHead(&manifest, log)
            manifest.logs = manifest.logs.map {
                Manifest.Log(log: $0.log, size: $0.size, root: $0.root, export: UInt64(export))
            }
        }
    }

    private mutating func renumberCheckpoints(_ log: LogRewriter, from open: Int) throws {
        for path in editor.paths {
            guard case .note(let label, let size) = path, Int(size) > open else { continue }
            let receipt = try cosignature(size: Int(size))
            let time = editor[receipt] == nil ? nil : try cosigningTime(size: Int(size))
            editor[.note(log: label, size: size)] = nil
            editor[receipt] = nil
            guard Int(size) - 2 > open else { continue }
            try signCheckpoint(of: log, size: Int(size) - 2)
            if let time { try cosign(size: Int(size) - 2, at: time) }
        }
    }
}
