import BundleFormat
import Cryptography
import RecordLog
import Records

/// Reads the checkpoint folders of all logs, checks what is signed there, and computes the roots that
/// they should state.
///
/// Notes and receipts don't wait for the records: they are read, and their signatures checked, while
/// the logs are walked. Only the roots come afterwards.
struct CheckpointReader: Sendable {
    /// The folders of one log, in order of size, and the key that its notes were checked under.
    struct Folders: Sendable {
        var logKey: [UInt8]?
        var checkpoints: [CheckpointFacts] = []
    }

    private let logs: [String: Folders]
    private let ahead: SignaturesAhead

    /// How many folders one task reads: a log has one for each epoch.
    private static let folderCount = 16
    /// How many tasks are begun at once, enough for that many cores.
    ///
    /// Records are walked in order, and whatever is judged waits for them: were all tasks to stand in front
    /// of theirs, the walk would begin when the last signature was checked, and end on one core.
    private static let parallelism = 16

    /// Takes the members of all folders.
    ///
    /// - Parameters:
    ///   - facts: The bundle with its small members and certificates; no log is needed.
    ///   - logKeys: By log label, the key that the founding record names, where that is known already.
    init(_ facts: Facts, logKeys: [String: [UInt8]], trust: Trust) {
        ahead = SignaturesAhead(trust: trust, certificates: facts.certificates)
        var logs: [String: [UInt64: CheckpointFacts]] = [:]
        for member in facts.frame.members where !member.isBeyondLimits {
            switch member.parsed {
            case .note(let log, let size):
                logs[log, default: [:]][size, default: Self.empty(log, size)].noteBytes =
                    facts.smallMembers[member.path]
            case .receipt(let log, let size, let notary, let kind):
                let path = member.path
                let file = EvidenceFile(
                    path: path, notary: notary.text, bytes: facts.smallMembers[path] ?? [])
                Self.add(
                    file, kind, to: &logs[log, default: [:]][size, default: Self.empty(log, size)])
            default: break
            }
        }
        self.logs = Dictionary(
            logs.map { log, folders in
                let ordered = folders.values.sorted { $0.folderSize < $1.folderSize }
                return (log, Folders(logKey: logKeys[log], checkpoints: ordered))
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func empty(_ label: String, _ size: UInt64) -> CheckpointFacts {
        CheckpointFacts(folderSize: size, folder: "evidence/logs/\(label)/\(size)")
    }

    private static func add(
        _ file: EvidenceFile, _ kind: ReceiptKind, to folder: inout CheckpointFacts
    ) {
        switch kind {
        case .cosignature: folder.cosignatures.append(file)
        case .objectLock: folder.objectLocks.append(file)
        case .timeStampRequest, .timeStampResponse:
            let place = folder.timeStamps.firstIndex { $0.notary == file.notary }
            let index = place ?? folder.timeStamps.count
            if place == nil { folder.timeStamps.append(TimeStampFiles(notary: file.notary)) }
            if kind == .timeStampRequest {
                folder.timeStamps[index].request = file
            } else {
                folder.timeStamps[index].response = file
            }
        }
    }

    // MARK: - Ahead of the walk

    private struct Part: Sendable {
        let log: String
        let first: Int
        var checkpoints: [CheckpointFacts]
    }

    /// Reads the notes and checks every signature beside them, by log label.
    func read() async -> [String: Folders] {
        var parts = parts[...]
        return await withTaskGroup(of: Part.self) { group in
            for part in parts.prefix(Self.parallelism) { group.addTask { read(part) } }
            parts = parts.dropFirst(Self.parallelism)
            var logs = logs
            for await part in group {
                if let next = parts.popFirst() { group.addTask { read(next) } }
                let range = part.first..<part.first + part.checkpoints.count
                logs[part.log]?.checkpoints.replaceSubrange(range, with: part.checkpoints)
            }
            return logs
        }
    }

    /// The folders of all logs, a task's worth each.
    private var parts: [Part] {
        logs.flatMap { log, folders in
            stride(from: 0, to: folders.checkpoints.count, by: Self.folderCount).map { first in
                let some = folders.checkpoints[first...].prefix(Self.folderCount)
                return Part(log: log, first: first, checkpoints: Array(some))
            }
        }
    }

    private func read(_ part: Part) -> Part {
        var part = part
        let logKey = logs[part.log]?.logKey
        for index in part.checkpoints.indices {
            Self.read(&part.checkpoints[index], logKey)
            ahead.check(part.checkpoints[index])
        }
        return part
    }

    private static func read(_ folder: inout CheckpointFacts, _ logKey: [UInt8]?) {
        guard let bytes = folder.noteBytes else { return }
        switch Checkpoint.read(bytes) {
        case .success(let checkpoint):
            folder.checkpoint = checkpoint
            folder.isSignedByLog = folder.isSigned(by: logKey)
        case .failure(let problem):
            folder.problem = problem.rawValue
        }
    }

    // MARK: - Behind the walk

    /// The checkpoints of a log that was walked, in order of size.
    ///
    /// One walk over the leaves gives the root at every size that a checkpoint states.
    static func complete(_ folders: Folders, of log: LogFacts) -> [CheckpointFacts] {
        var checkpoints = folders.checkpoints
        // What the walk found counts; mostly it is what was known ahead.
        if log.genesis?.logKey != folders.logKey {
            for index in checkpoints.indices {
                checkpoints[index].isSignedByLog =
                    checkpoints[index].isSigned(by: log.genesis?.logKey)
            }
        }
        let stated = checkpoints.indices.compactMap { index in
            checkpoints[index].checkpoint.map { (size: $0.size, index: index) }
        }
        var leaves = log.table.leaves.makeIterator()
        var range = CompactRange()
        for (size, index) in stated.sorted(by: { $0.size < $1.size }) {
            guard size <= log.table.count else { break }
            while range.size < size, let leaf = leaves.next() { range.append(leaf) }
            checkpoints[index].recomputedRoot = range.root
        }
        return checkpoints
    }
}

extension CheckpointFacts {
    /// Whether the note's signature holds under a key.
    fileprivate func isSigned(by logKey: [UInt8]?) -> Bool {
        guard let checkpoint, let logKey else { return false }
        return checkpoint.hasValidSignature(publicKey: logKey)
    }
}
