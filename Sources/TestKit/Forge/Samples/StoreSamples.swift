internal import BundleFormat
internal import Cryptography
internal import RecordLog
internal import Records

/// Receipts of stores with Object Lock: what nobody signed.
enum StoreSamples {
    static let all: [Sample] = [
        .attack(
            "good-object-lock", ["NOT-001": "passed", "NOT-002": "passed", "NOT-003": "passed"],
            why: """
                Beside the witness's countersignatures lie the receipts of a store with Object \
                Lock. The store's answers aren't signed, so they are claims and change nothing; \
                the report says how to ask the store again.
                """
        ) { attack in
            try attack.storeReceipts()
            try attack.mendAndSeal()
        },
        .attack(
            "odd-store-only", ["NOT-001": "indeterminate", "NOT-002": "indeterminate"],
            why: """
                Nobody countersigned anything: there are only receipts of a store with Object \
                Lock, as they should be. Anybody could have written them, so they prove no date.
                """
        ) { attack in
            try attack.storeReceipts()
            try attack.dropCosignatures()
            try attack.mendAndSeal()
        },
        .attack(
            "odd-store-lock-too-short", ["NOT-001": "indeterminate", "NOT-002": "indeterminate"],
            twin: "odd-store-only",
            why: """
                The store keeps the notes for a month only, and in a mode that somebody with the \
                privilege can lift. That is less than the profile asks for, so they aren't even \
                claims.
                """
        ) { attack in
            try attack.storeReceipts { draft in
                draft.mode = .governance
                draft.keptSeconds = 30 * 86_400
            }
            try attack.dropCosignatures()
            try attack.mendAndSeal()
        },
        .attack(
            "bad-store-another-note", ["NOT-001": "failed"], twin: "good-object-lock",
            why: """
                The receipts of the store are about another note than the one they lie beside: \
                one byte longer, with key and digest to fit.
                """
        ) { attack in
            try attack.storeReceipts { $0.note += [0x0a] }
            try attack.mendAndSeal()
        },
        .attack(
            "bad-store-behind-a-marker", ["NOT-001": "failed"], twin: "good-object-lock",
            why: """
                Somebody deleted the note in the store, which leaves it where it is and puts a \
                marker over it, and wrote another one under the same key. Who reads the key \
                without a version gets the other note. The list of versions shows it.
                """
        ) { attack in
            try attack.storeReceipts { $0.isOverwritten = true }
            try attack.mendAndSeal()
        },
    ]
}

/// A receipt of a store before it is written.
struct StoreReceiptDraft {
    /// The object's bytes.
    var note: [UInt8]
    /// The mode of the lock.
    var mode = ObjectLockMode.compliance
    /// How long it lasts.
    var keptSeconds: Int64 = 10 * 366 * 86_400
    /// Whether a delete marker and another version lie over it.
    var isOverwritten = false

    func receipt(log: Digest, size: UInt64, at time: Timestamp) throws -> ObjectLockReceipt {
        let digest = SHA256.hash(note)
        guard
            let store = ObjectStore(
                endpoint: "https://s3.example", region: "eu-central-1", bucket: "lab-notes"),
            let key = ObjectLockKey(prefix: "trailseal", log: log, size: size, note: digest)
        else { throw ForgeError.broken("no store") }
        let named = ObjectVersion(
            versionId: "v.\(digest.hex.prefix(16))", lastModified: time,
            isLatest: !isOverwritten, byteCount: UInt64(note.count), sha256: digest)
        return ObjectLockReceipt(
            store: store, key: key, byteCount: UInt64(note.count), versionId: named.versionId,
            lock: ObjectRetention(
                mode: mode, retainUntil: time.adding(seconds: keptSeconds)),
            bucketLock: BucketLock(isEnabled: true),
            versions: [named] + (isOverwritten ? later(than: time) : []), checksum: digest,
            answers: [.putObject, .listObjectVersions, .getObject, .getObjectRetention].map {
                StoreAnswer(operation: $0, date: time.adding(seconds: 1), requestId: "tx1")
            })
    }

    private func later(than time: Timestamp) -> [ObjectVersion] {
        [
            ObjectVersion(
                versionId: "marker", lastModified: time.adding(seconds: 60), isDeleteMarker: true),
            ObjectVersion(
                versionId: "another", lastModified: time.adding(seconds: 61), isLatest: true,
                byteCount: 100, sha256: SHA256.hash(Array("another note".utf8))),
        ]
    }
}

extension Attack {
    /// Puts a store's receipt beside each checkpoint that is countersigned, ten seconds later.
    mutating func storeReceipts(
        _ change: (inout StoreReceiptDraft) -> Void = { _ in }
    ) throws {
        let label = try label
        let logID = try log().logID
        for path in editor.paths {
            guard case .note(_, let size) = path,
                editor[try cosignature(size: Int(clamping: size))] != nil
            else { continue }
            var draft = StoreReceiptDraft(note: try bytes(path))
            change(&draft)
            let seconds = Int64(clamping: try cosigningTime(size: Int(clamping: size)))
            guard let member = MemberPath("evidence/logs/\(label)/\(size)/s3.example.s3.json")
            else {
                throw ForgeError.broken("no such receipt")
            }
            editor[member] = try draft.receipt(
                log: logID, size: size, at: Timestamp(unixSeconds: seconds).adding(seconds: 10)
            ).encoded
        }
    }

    /// Takes every countersignature out.
    mutating func dropCosignatures() throws {
        for path in editor.paths {
            guard case .note(_, let size) = path else { continue }
            editor[try cosignature(size: Int(clamping: size))] = nil
        }
    }
}
