import CanonicalJSON
package import Cryptography
package import Records

/// A line of canonical JSON that names the digest of the line before it.
package protocol ChainedLine: FieldReadable {
    /// SHA-256 of the line before with its LF; zeros in the first line.
    var previous: Digest { get }
}

extension ChainedLine {
    /// The bytes as they stand in the file, with LF.
    package var bytes: [UInt8] { CanonicalJSON.encode(jsonValue) + [0x0A] }
}

/// Lines of which none in the middle can be taken out, put in or changed unseen.
///
/// The chain has no key: whoever may write the file can write a whole new one, or cut its end.
///
/// Source: docs/formats/log.md §8, docs/formats/notebook.md §1.
package struct ChainedLines<Line: ChainedLine>: Hashable, Sendable {
    /// The lines in order.
    package private(set) var lines: [Line] = []
    /// SHA-256 of the last line with its LF, which the next one names; zeros before the first.
    package private(set) var tail = Digest.zero

    /// Makes a file without a line.
    package init() {}

    /// Adds the next line of a file.
    ///
    /// - Parameter bytes: Without its LF.
    /// - Throws: Where it isn't one, or doesn't follow the line before it.
    package mutating func append(reading bytes: [UInt8]) throws(ChainedLineError) {
        let number = lines.count + 1
        let line: Line
        do {
            guard let object = try CanonicalJSON.parse(bytes).objectValue else {
                throw ChainedLineError.damaged(line: number, why: "it is no object")
            }
            line = try Line(json: object)
        } catch let error as ChainedLineError {
            throw error
        } catch {
            throw .damaged(line: number, why: "\(error)")
        }
        guard line.previous == tail else { throw .doesNotFollow(line: number) }
        lines.append(line)
        tail = SHA256.hash(bytes + [0x0A])
    }

    /// Adds a line, whose `previous` is `tail`.
    package mutating func append(_ line: Line) {
        lines.append(line)
        tail = SHA256.hash(line.bytes)
    }
}

/// Why a line can't be taken.
package enum ChainedLineError: Error, Hashable, Sendable {
    /// It can't be read; why, as a clause.
    case damaged(line: Int, why: String)
    /// A line was taken out, put in or changed before it.
    case doesNotFollow(line: Int)
}

extension ChainedLineError: CustomStringConvertible {
    /// What is wrong, as a clause.
    package var description: String {
        switch self {
        case .damaged(let line, let why): "line \(line) is damaged: \(why)"
        case .doesNotFollow(let line):
            "line \(line) does not follow the line before it: a line was taken out, put in or changed"
        }
    }
}
