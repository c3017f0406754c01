import CanonicalJSON
package import Cryptography
import LinuxFiles
import RecordLog
import Records

/// The newest head that a witness has countersigned.
package struct WitnessedHead: Hashable, Sendable {
    /// Number of records.
    package let size: UInt64
    /// Root over them.
    package let root: Digest
}

/// One line of a witness's ledger: a checkpoint that it was about to countersign.
struct LedgerLine: ChainedLine {
    let log: Digest
    /// The log's raw Ed25519 key, pinned by the first line of a log.
    let logKey: [UInt8]
    let size: UInt64
    let root: Digest
    let time: Timestamp
    /// The signed note, whole, so that a fork can be shown to others.
    let note: [UInt8]
    /// SHA-256 of the line before with its LF; zeros in the first line.
    let previous: Digest

    init(
        log: Digest, logKey: [UInt8], size: UInt64, root: Digest, time: Timestamp, note: [UInt8],
        previous: Digest
    ) {
        self.log = log
        self.logKey = logKey
        self.size = size
        self.root = root
        self.time = time
        self.note = note
        self.previous = previous
    }

    init(from reader: inout FieldReader) throws(SchemaError) {
        _ = try reader.integer("v", in: 1...1)
        log = try reader.digest("log")
        logKey = try reader.hexBytes("logKey", count: Ed25519.keyByteCount)
        size = try reader.count("size")
        root = try reader.digest("root")
        time = try reader.time("time")
        note = try reader.base64("note")
        previous = try reader.digest("previous")
    }

    var json: JSONObject {
        JSONObject([
            ("v", .integer(1)), ("log", .digest(log)), ("logKey", .hex(logKey)),
            ("size", .count(size)), ("root", .digest(root)), ("time", .time(time)),
            ("note", .base64(note)), ("previous", .digest(previous)),
        ])
    }
}

/// A witness's append-only file, the only memory it has.
struct WitnessLedger {
    private var chain = ChainedLines<LedgerLine>()
    private let path: String

    /// All lines in order.
    var lines: [LedgerLine] { chain.lines }
    /// SHA-256 of the last line with its LF, which the next one names; zeros before the first.
    var tail: Digest { chain.tail }

    /// Reads a ledger; a last line without LF is what a crash left and counts as never written.
    ///
    /// - Throws: `CaptureError.damaged` where a line isn't one, or doesn't follow the line before it.
    init(reading path: String) throws {
        self.path = path
        let bytes = try Files.read(path, limit: 1 << 30)
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
            do throws(ChainedLineError) {
                try chain.append(reading: Array(line))
            } catch {
                throw CaptureError.damaged("\(path), \(error).")
            }
        }
    }

    /// The newest line of a log.
    func newest(of log: Digest) -> LedgerLine? {
        lines.last { $0.log == log }
    }

    /// Appends a line, whose `previous` is `tail`, and waits until it is on the medium.
    mutating func append(_ line: LedgerLine) throws {
        let bytes = line.bytes
        let file = try FileDescriptor(appendingTo: path)
        try cutTornTail(file)
        try file.writeAll(bytes)
        try file.synchronize()
        chain.append(line)
    }

    /// Removes the half line that a crash left, which was never countersigned.
    private func cutTornTail(_ file: borrowing FileDescriptor) throws {
        let size = try file.size()
        let tail = try file.bytes(
            count: Int(clamping: min(size, 1 << 21)), at: max(size - (1 << 21), 0))
        guard let last = tail.lastIndex(of: 0x0a) else {
            if size > 0 { try file.truncate(to: 0) }
            return
        }
        let torn = Int64(tail.count - 1 - last)
        if torn > 0 { try file.truncate(to: size - torn) }
    }
}
