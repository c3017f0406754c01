package import Cryptography
import RecordLog
package import Records

/// What the ledger of a witness shows when every line of it is checked.
///
/// The chain of lines shows that a line in the middle was taken out or changed. It has no key: whoever
/// may write the file can write a whole new one, or cut its end, and what then contradicts him is the
/// cosignatures that the witness gave away.
///
/// Source: docs/formats/log.md §8.
package struct WitnessAudit: Hashable, Sendable {
    /// One log that the witness knows.
    package struct Log: Hashable, Sendable {
        /// Its id.
        package let id: Digest
        /// How many heads of it stand in the ledger.
        package var heads: Int
        /// The size of the newest one.
        package var newestSize: UInt64
        /// When the newest one was countersigned.
        package var newestTime: Timestamp
    }

    /// The logs, in the order in which the witness met them.
    package private(set) var logs: [Log] = []
    /// SHA-256 of the last line: noted elsewhere, it shows later that the end wasn't cut.
    package let tail: Digest

    /// Checks the ledger in a witness's folder, line by line.
    ///
    /// - Throws: `CaptureError.damaged` with the first line that can't be right, and `unusable` where the
    ///   folder holds no witness.
    package init(of folder: String) throws {
        _ = try DirectoryWitness.publishedKey(in: folder)
        let ledger = try translating {
            try WitnessLedger(reading: DirectoryWitness.Places(folder).ledger)
        }
        tail = ledger.tail
        var newest: [Digest: LedgerLine] = [:]
        for (index, line) in ledger.lines.enumerated() {
            if let problem = Self.problem(line, after: newest[line.log]) {
                throw CaptureError.damaged("Line \(index + 1) of the ledger \(problem).")
            }
            newest[line.log] = line
            take(line)
        }
    }

    private mutating func take(_ line: LedgerLine) {
        guard let index = logs.firstIndex(where: { $0.id == line.log }) else {
            logs.append(
                Log(id: line.log, heads: 1, newestSize: line.size, newestTime: line.time))
            return
        }
        logs[index].heads += 1
        logs[index].newestSize = line.size
        logs[index].newestTime = line.time
    }

    /// What can't be right about a line, as the end of a sentence; nil where nothing is wrong.
    private static func problem(_ line: LedgerLine, after known: LedgerLine?) -> String? {
        guard case .success(let checkpoint) = Checkpoint.read(line.note) else {
            return "holds no checkpoint"
        }
        let stated = LogReference(log: line.log, size: line.size, root: line.root)
        let signed = LogReference(
            log: checkpoint.logID, size: checkpoint.size, root: checkpoint.root)
        if stated != signed { return "states another head than the checkpoint that it holds" }
        if !checkpoint.hasValidSignature(publicKey: line.logKey) {
            return "holds a checkpoint that the log's key did not sign"
        }
        guard let known else { return nil }
        if known.logKey != line.logKey { return "names another key for a log that it knows" }
        return known.size < line.size ? nil : "is no larger than the line before it of this log"
    }
}
