package import Cryptography
import LinuxFiles
package import RecordLog
package import Records

/// A witness that lives in a folder, with a key of its own and a ledger.
///
/// Meant for a folder that another user, host or department owns. It stores before it signs, and
/// signs only what continues the last head it has seen, by a consistency proof.
///
/// Source: docs/formats/log.md §8; C2SP tlog-witness for the decisions.
package final class DirectoryWitness {
    /// What a log hands in to be countersigned.
    package struct Request: Sendable {
        /// The signed note.
        package let note: [UInt8]
        /// The log's raw Ed25519 key, 32 bytes; pinned when the log is seen first.
        package let logKey: [UInt8]
        /// The size of the head that the witness gave.
        package let oldSize: UInt64
        /// The proof from there to the note's size; empty for equal sizes and from nothing.
        package let proof: [Digest]

        /// Makes a request.
        package init(note: [UInt8], logKey: [UInt8], oldSize: UInt64, proof: [Digest]) {
            self.note = note
            self.logKey = logKey
            self.oldSize = oldSize
            self.proof = proof
        }
    }

    /// The witness's public key with its name, C2SP form.
    package let verifierKey: VerifierKey
    private let folder: String
    private let seed: SecretBytes
    private let lock: FileLock
    private var ledger: WitnessLedger

    /// Opens a witness for countersigning.
    ///
    /// - Throws: `input` when the folder holds no witness, `busy`, `damaged`.
    package init(_ folder: String) throws {
        let places = Places(folder)
        guard Files.exists(places.key) else {
            throw CaptureError.unusable("\(folder) holds no witness.")
        }
        self.folder = folder
        (verifierKey, seed) = try translating { try places.readKey() }
        do { lock = try Self.takeLock(places) } catch let error as SystemError {
            throw CaptureError(error)
        }
        ledger = try translating { try WitnessLedger(reading: places.ledger) }
    }

    /// Makes a witness in a new or empty folder.
    ///
    /// - Parameters:
    ///   - folder: Where; made when it is missing.
    ///   - name: The witness's key name, such as `qa.example/witness`.
    package static func create(_ folder: String, name: String) throws -> VerifierKey {
        try translating {
            guard VerifierKey.isName(name) else {
                throw CaptureError.usage(
                    "\"\(name)\" can't be a key name: no blanks and no plus sign.")
            }
            let places = Places(folder)
            try Files.createDirectories(folder, mode: 0o755, durable: true)
            for path in [places.key, places.ledger, places.verifierKey]
            where Files.exists(path) {
                throw CaptureError.alreadyThere(path: path)
            }
            let seed = try SecretBytes.random(count: Ed25519.keyByteCount)
            let publicKey = try Ed25519.publicKey(seed: seed)
            guard let key = VerifierKey(name: name, kind: .cosignature, publicKey: publicKey)
            else { throw CaptureError.cryptography("the witness's key is unusable") }
            try Files.writeDurably(
                seed.withBytes { bytes in bytes.indices.map { bytes[$0] } }, to: places.key,
                mode: 0o600, noReplace: true)
            try Files.writeDurably([], to: places.ledger, noReplace: true)
            try Files.writeDurably(
                Array((key.description + "\n").utf8), to: places.verifierKey, noReplace: true)
            return key
        }
    }

    /// The public key that the witness in a folder shows to others.
    package static func publishedKey(in folder: String) throws -> VerifierKey {
        try translating {
            guard Files.exists(Places(folder).verifierKey) else {
                throw CaptureError.unusable("\(folder) holds no witness.")
            }
            return try Places(folder).readPublishedKey()
        }
    }

    /// The newest head of a log that the witness in a folder has countersigned.
    ///
    /// Reads the ledger only, so it works beside a witness that is busy.
    package static func newestHead(
        of log: Digest, in folder: String
    ) throws -> WitnessedHead? {
        try translating {
            let ledger = try WitnessLedger(reading: Places(folder).ledger)
            return ledger.newest(of: log).map { WitnessedHead(size: $0.size, root: $0.root) }
        }
    }

    /// The newest head of a log.
    package func newestHead(of log: Digest) -> WitnessedHead? {
        ledger.newest(of: log).map { WitnessedHead(size: $0.size, root: $0.root) }
    }

    /// Countersigns a checkpoint.
    ///
    /// Order: 1 the note is the log's, 2 it continues the last head, 3 the ledger has it on the
    /// medium, 4 it is signed.
    ///
    /// - Parameters:
    ///   - request: The note and its proof.
    ///   - time: The witness's own clock.
    /// - Returns: The cosignature file: one line with LF.
    /// - Throws: `notary` with why it refuses.
    package func countersign(_ request: Request, time: Timestamp) throws -> [UInt8] {
        try translating {
            let checkpoint = try read(request)
            let newest = ledger.newest(of: checkpoint.logID)
            guard newest.map({ $0.logKey == request.logKey }) ?? true else {
                throw CaptureError.notary("The log's key isn't the one this witness knows.")
            }
            try require(checkpoint, request, newest)
            if newest?.size != checkpoint.size {
                try ledger.append(
                    LedgerLine(
                        log: checkpoint.logID, logKey: request.logKey, size: checkpoint.size,
                        root: checkpoint.root, time: time, note: request.note,
                        previous: ledger.tail))
            }
            return try Cosignature.sign(
                noteBody: checkpoint.noteBody, witness: verifierKey.name, seed: seed,
                unixSeconds: UInt64(clamping: time.unixSeconds)
            ).bytes
        }
    }

    private func read(_ request: Request) throws(CaptureError) -> Checkpoint {
        switch Checkpoint.read(request.note) {
        case .success(let checkpoint): return checkpoint
        case .failure(let problem):
            throw .notary("What was handed in is no checkpoint: \(problem.rawValue).")
        }
    }

    /// Refuses a checkpoint that doesn't continue what the ledger holds.
    private func require(
        _ checkpoint: Checkpoint, _ request: Request, _ newest: LedgerLine?
    ) throws(CaptureError) {
        let heads = newest.map { LogReference(log: $0.log, size: $0.size, root: $0.root) }
        let decision = WitnessState(heads: heads.map { [$0] } ?? []).decide(
            checkpoint, logKey: request.logKey, oldSize: request.oldSize, proof: request.proof)
        switch decision {
        case .accept: return
        case .badSignature: throw .notary("The checkpoint isn't signed by the log's key.")
        case .badRequest: throw .notary("The checkpoint is smaller than what it builds on.")
        case .otherOldSize(let size):
            throw .notary(
                "The witness has seen \(size) records of this log; the request builds on "
                    + "\(request.oldSize).")
        case .fork(let known, _):
            throw .notary("The witness knows another root over \(known.size) records: a fork.")
        case .notConsistent:
            throw .notary("The checkpoint doesn't continue what the witness has seen.")
        }
    }

    private static func takeLock(_ places: Places) throws -> FileLock {
        switch try FileLock.attempt(places.lock) {
        case .acquired(let lock): return lock
        case .held(let holder): throw CaptureError.busy(path: places.folder, holder: holder)
        }
    }
}

extension DirectoryWitness {
    /// Where things lie in a witness's folder.
    struct Places {
        let folder: String

        init(_ folder: String) {
            self.folder = folder
        }

        var key: String { folder + "/key.seed" }
        var verifierKey: String { folder + "/verifier-key" }
        var ledger: String { folder + "/ledger" }
        var lock: String { folder + "/lock" }

        func readPublishedKey() throws -> VerifierKey {
            let text = String(decoding: try Files.read(verifierKey, limit: 4096), as: UTF8.self)
            guard let key = VerifierKey(text: text.filter { $0 != "\n" }) else {
                throw CaptureError.damaged("\(verifierKey) holds no verifier key.")
            }
            return key
        }

        func readKey() throws -> (VerifierKey, SecretBytes) {
            let key = try readPublishedKey()
            let seed = SecretBytes(copying: try Files.read(self.key, limit: 64))
            guard try Ed25519.publicKey(seed: seed) == key.publicKey else {
                throw CaptureError.damaged("The witness's keys don't belong together.")
            }
            return (key, seed)
        }
    }
}
