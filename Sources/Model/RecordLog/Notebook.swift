package import CanonicalJSON
package import Cryptography
package import Records

/// A head of a log that an auditor saw on a visit, as one line of the notebook.
package struct NotedHead: ChainedLine {
    /// When it was seen: the time that the bundle was judged for.
    package let time: Timestamp
    /// The name of the bundle's file.
    package let bundle: String
    /// SHA-256 of the bundle's manifest; nil where it has none.
    package let manifest: Digest?
    /// The log's raw Ed25519 key, from its founding record.
    package let logKey: [UInt8]
    /// The log's signed statement of its size and root.
    package let checkpoint: Checkpoint
    /// SHA-256 of the line before with its LF; zeros in the first line.
    package let previous: Digest

    /// Makes a line of its parts.
    package init(
        time: Timestamp, bundle: String, manifest: Digest?, logKey: [UInt8],
        checkpoint: Checkpoint, previous: Digest
    ) {
        self.time = time
        self.bundle = bundle
        self.manifest = manifest
        self.logKey = logKey
        self.checkpoint = checkpoint
        self.previous = previous
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        _ = try reader.integer("v", in: 1...1)
        time = try reader.time("time")
        bundle = try reader.string("bundle")
        manifest = try reader.optionalDigest("manifest")
        logKey = try reader.hexBytes("logKey", count: Ed25519.keyByteCount)
        let (log, size) = (try reader.digest("log"), try reader.count("size"))
        let root = try reader.digest("root")
        guard case .success(let read) = Checkpoint.read(try reader.base64("note")),
            read.logID == log, read.size == size, read.root == root, size > 0,
            read.hasValidSignature(publicKey: logKey)
        else {
            throw reader.error("note", .badFormat, "a note of the log's key over this head")
        }
        checkpoint = read
        previous = try reader.digest("previous")
    }

    package var json: JSONObject {
        JSONObject([
            ("v", .integer(1)), ("time", .time(time)), ("bundle", .string(bundle)),
            ("manifest", .digest(manifest)), ("log", .digest(checkpoint.logID)),
            ("logKey", .hex(logKey)), ("size", .count(checkpoint.size)),
            ("root", .digest(checkpoint.root)), ("note", .base64(checkpoint.note)),
            ("previous", .digest(previous)),
        ])
    }
}

/// What an auditor remembers of the logs that were seen: one signed head a line, oldest first.
///
/// The heads of one log grow from line to line, and each was shown to continue the one before it when
/// it was noted: that is what makes two visits one history, without any witness.
///
/// Source: docs/formats/notebook.md.
package struct Notebook: Hashable, Sendable {
    /// The most bytes of a notebook.
    package static let maximumByteCount = 1 << 24

    private var chain: ChainedLines<NotedHead>

    /// Makes a notebook in which nothing is noted.
    package init() { chain = ChainedLines() }

    /// Reads a notebook.
    ///
    /// - Throws: For a file without a line or with a line that isn't whole, canonical, signed, in
    ///   the chain, or larger than the log's last one. A notebook is never begun anew in silence.
    package init(bytes: [UInt8]) throws(NotebookError) {
        var read = Notebook()
        let ranges: [Range<Int>]
        do throws(JSONError) { ranges = try JSONLines.split(bytes) } catch {
            throw .unreadable("\(error)")
        }
        for range in ranges {
            do throws(ChainedLineError) {
                try read.chain.append(reading: Array(bytes[range]))
            } catch {
                throw .line(error)
            }
            let heads = read.lines
            guard let last = heads.last, last.bytes == Array(bytes[range]) + [0x0A] else {
                throw .line(.damaged(line: heads.count, why: "it is not written as a notebook is"))
            }
            if let known = heads.dropLast().last(where: { $0.isOfLog(of: last) }),
                known.checkpoint.size >= last.checkpoint.size || known.logKey != last.logKey
            {
                throw .line(
                    .damaged(line: heads.count, why: "it doesn't go on from the log's last head"))
            }
        }
        self = read
    }

    /// The lines, oldest first.
    package var lines: [NotedHead] { chain.lines }

    /// SHA-256 of the last line, which stands for all before it; zeros where nothing is noted.
    package var tail: Digest { chain.tail }

    /// The bytes of the file.
    package var bytes: [UInt8] { lines.flatMap(\.bytes) }

    /// The heads of a log, in order of size.
    package func heads(of log: Digest) -> [NotedHead] {
        lines.filter { $0.checkpoint.logID == log }
    }

    /// The newest stage of the notebook with a tail that somebody knows; nil where there is none.
    ///
    /// - Parameter isKnown: Told the tail of every stage, zeros for the one without a line.
    package func newestStage(where isKnown: (Digest) -> Bool) -> Notebook? {
        var stage = Notebook()
        var newest = isKnown(stage.tail) ? stage : nil
        for line in lines {
            stage.chain.append(line)
            if isKnown(stage.tail) { newest = stage }
        }
        return newest
    }

    /// Notes a head; one that is no larger than the log's last is left aside.
    package mutating func note(
        _ checkpoint: Checkpoint, logKey: [UInt8], time: Timestamp, bundle: String,
        manifest: Digest?
    ) {
        let known = heads(of: checkpoint.logID).last?.checkpoint.size ?? 0
        guard checkpoint.size > known else { return }
        chain.append(
            NotedHead(
                time: time, bundle: bundle, manifest: manifest, logKey: logKey,
                checkpoint: checkpoint, previous: tail))
    }
}

extension NotedHead {
    fileprivate func isOfLog(of other: NotedHead) -> Bool {
        checkpoint.logID == other.checkpoint.logID
    }
}

/// Why a file can't be taken for a notebook.
package enum NotebookError: Error, Hashable, Sendable {
    /// It has no lines; why, as a clause.
    case unreadable(String)
    /// A line of it is wrong.
    case line(ChainedLineError)
}

extension NotebookError: CustomStringConvertible {
    /// What is wrong, as a clause.
    package var description: String {
        switch self {
        case .unreadable(let why): why
        case .line(let error): error.description
        }
    }
}
