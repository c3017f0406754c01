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

    /// A folder as the headers tell of it.
    private struct Folder: Sendable {
        let log: String
        let size: UInt64
        /// The note and what lies beside it, in the order of the archive.
        var members: [MemberFact] = []
    }

    private let source: any ByteSource
    /// The folders of each log, in order of size.
    private let folders: [String: [Folder]]
    private let logKeys: [String: [UInt8]]
    private let ahead: SignaturesAhead

    /// How many folders one task reads: a log has one for each epoch.
    private static let folderCount = 16
    /// How many tasks are begun at once, enough for that many cores.
    ///
    /// Records are walked in order, and whatever is judged waits for them: were all tasks to stand in front
    /// of theirs, the walk would begin when the last signature was checked, and end on one core.
    private static let parallelism = 16

    /// Takes the members of all folders; none of them is read yet.
    ///
    /// - Parameters:
    ///   - facts: The bundle with its headers and certificates; no log is needed.
    ///   - logKeys: By log label, the key that the founding record names, where that is known already.
    init(
        _ facts: Facts, in source: any ByteSource, logKeys: [String: [UInt8]], trust: Trust
    ) {
        self.source = source
        self.logKeys = logKeys
        ahead = SignaturesAhead(trust: trust, certificates: facts.certificates)
        var logs: [String: [UInt64: Folder]] = [:]
        for member in facts.frame.members where !member.isBeyondLimits {
            switch member.parsed {
            case .note(let log, let size), .receipt(let log, let size, _, _):
                logs[log, default: [:]][size, default: Folder(log: log, size: size)]
                    .members.append(member)
            default: break
            }
        }
        folders = logs.mapValues { $0.values.sorted { $0.size < $1.size } }
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
        let checkpoints: [CheckpointFacts]
    }

    /// Reads the notes and checks every signature beside them, by log label.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func read() async throws -> [String: Folders] {
        var waiting = ranges[...]
        return try await withThrowingTaskGroup(of: Part.self) { group in
            for (log, range) in waiting.prefix(Self.parallelism) {
                group.addTask { try read(range, of: log) }
            }
            waiting = waiting.dropFirst(Self.parallelism)
            var parts: [String: [Part]] = [:]
            while let part = try await group.next() {
                if let (log, range) = waiting.popFirst() {
                    group.addTask { try read(range, of: log) }
                }
                parts[part.log, default: []].append(part)
            }
            return Dictionary(
                parts.map { log, parts in
                    let inOrder = parts.sorted { $0.first < $1.first }.flatMap(\.checkpoints)
                    return (log, Folders(logKey: logKeys[log], checkpoints: inOrder))
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// A task's worth of folders each.
    private var ranges: [(log: String, range: Range<Int>)] {
        folders.flatMap { log, folders in
            stride(from: 0, to: folders.count, by: Self.folderCount).map { first in
                (log, first..<min(first + Self.folderCount, folders.count))
            }
        }
    }

    private func read(_ range: Range<Int>, of log: String) throws(VerifierError) -> Part {
        var checkpoints: [CheckpointFacts] = []
        for folder in folders[log]?[range] ?? [] {
            let checkpoint = try read(folder)
            ahead.check(checkpoint)
            checkpoints.append(checkpoint)
        }
        return Part(log: log, first: range.lowerBound, checkpoints: checkpoints)
    }

    /// Reads the members of a folder; of several with one path the first counts.
    private func read(_ folder: Folder) throws(VerifierError) -> CheckpointFacts {
        var facts = CheckpointFacts(
            folderSize: folder.size, folder: "evidence/logs/\(folder.log)/\(folder.size)")
        var held: [MemberPath: [UInt8]] = [:]
        for member in folder.members {
            guard let path = member.parsed else { continue }
            let bytes: [UInt8]
            if let first = held[path] {
                bytes = first
            } else {
                bytes = try SourceReading.read(
                    source, at: member.dataOffset, count: Int(member.size))
            }
            held[path] = bytes
            if case .receipt(_, _, let notary, let kind) = path {
                let file = EvidenceFile(path: path.text, notary: notary.text, bytes: bytes)
                Self.add(file, kind, to: &facts)
            } else {
                facts.noteBytes = bytes
            }
        }
        Self.readNote(of: &facts, logKeys[folder.log])
        return facts
    }

    private static func readNote(of folder: inout CheckpointFacts, _ logKey: [UInt8]?) {
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
