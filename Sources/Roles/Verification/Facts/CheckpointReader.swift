import BundleFormat
import Cryptography
import RecordLog
import Records

/// Gathers the checkpoint folders of a log, and computes the roots that they should state.
enum CheckpointReader {
    /// How many folders one task reads: a log has one for each epoch.
    private static let folderCount = 64

    /// The checkpoints of a log, in order of size.
    ///
    /// - Parameter ahead: Checks the signatures beside them while their notes are read.
    static func checkpoints(
        of log: LogFacts, in facts: Facts, ahead: SignaturesAhead
    ) async -> [CheckpointFacts] {
        var checkpoints = await read(folders(of: log.label, in: facts), log, ahead)
        addRoots(&checkpoints, log)
        return checkpoints
    }

    private static func folders(of label: String, in facts: Facts) -> [CheckpointFacts] {
        var folders: [UInt64: CheckpointFacts] = [:]
        for member in facts.frame.members where !member.isBeyondLimits {
            switch member.parsed {
            case .note(let owner, let size) where owner == label:
                folders[size, default: empty(label, size)].noteBytes =
                    facts.smallMembers[member.path]
            case .receipt(let owner, let size, let notary, let kind) where owner == label:
                let file = EvidenceFile(
                    path: member.path, notary: notary.text,
                    bytes: facts.smallMembers[member.path] ?? [])
                add(file, kind, to: &folders[size, default: empty(label, size)])
            default: break
            }
        }
        return folders.values.sorted { $0.folderSize < $1.folderSize }
    }

    private static func read(
        _ folders: [CheckpointFacts], _ log: LogFacts, _ ahead: SignaturesAhead
    ) async -> [CheckpointFacts] {
        await withTaskGroup(of: (first: Int, folders: [CheckpointFacts]).self) { group in
            for first in stride(from: 0, to: folders.count, by: folderCount) {
                let some = folders[first..<min(first + folderCount, folders.count)]
                group.addTask {
                    var read = Array(some)
                    for index in read.indices {
                        Self.read(&read[index], log)
                        ahead.check(read[index])
                    }
                    return (first, read)
                }
            }
            var all = folders
            for await part in group {
                all.replaceSubrange(
                    part.first..<part.first + part.folders.count, with: part.folders)
            }
            return all
        }
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

    private static func read(_ folder: inout CheckpointFacts, _ log: LogFacts) {
        guard let bytes = folder.noteBytes else { return }
        switch Checkpoint.read(bytes) {
        case .success(let checkpoint):
            folder.checkpoint = checkpoint
            folder.isSignedByLog =
                log.genesis.map { checkpoint.hasValidSignature(publicKey: $0.logKey) } ?? false
        case .failure(let problem):
            folder.problem = problem.rawValue
        }
    }

    /// One walk over the leaves gives the root at every size that a checkpoint states.
    private static func addRoots(_ checkpoints: inout [CheckpointFacts], _ log: LogFacts) {
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
    }
}
