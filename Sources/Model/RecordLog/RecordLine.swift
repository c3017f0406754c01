import CanonicalJSON
package import Cryptography
package import Records

/// One line of a log: an entry with its code, or a withheld entry's digest with the code.
///
/// Source: docs/formats/log.md §2.
package enum RecordLine {
    /// The most bytes of a line, its LF not counted.
    package static let maximumByteCount = JSONLines.maximumLineBytes

    static let clearHead: StaticString = #"{"entry":"#
    static let codeHead: StaticString = #","mac":""#
    static let withheldHead: StaticString = #"{"digest":""#
    static let withheldCode: StaticString = #"","mac":""#
    static let reasonHead: StaticString = #"","withheld":""#
    static let end: StaticString = #""}"#
    /// The bytes behind an entry: its code and the closing brace.
    static let clearTailCount = codeHead.utf8CodeUnitCount + hexCount + end.utf8CodeUnitCount
    static let hexCount = 2 * Digest.byteCount

    /// Writes a line in clear, without LF.
    ///
    /// - Parameters:
    ///   - entry: The canonical bytes of the entry.
    ///   - code: The record's code.
    package static func clear(entry: [UInt8], code: Digest) -> [UInt8] {
        var line = begun(entryByteCount: entry.count)
        line += entry
        finish(&line, code: code)
        return line
    }

    /// The beginning of a line in clear, behind which the entry's bytes and then `finish` come.
    ///
    /// - Parameter entryByteCount: How much room to make; an entry that states everything has some 1,000 bytes.
    static func begun(entryByteCount: Int = 1024) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(clearHead.utf8CodeUnitCount + entryByteCount + clearTailCount)
        ByteRuns.append(clearHead, to: &line)
        return line
    }

    /// Ends a line that has its entry.
    static func finish(_ line: inout [UInt8], code: Digest) {
        ByteRuns.append(codeHead, to: &line)
        code.appendHex(to: &line)
        ByteRuns.append(end, to: &line)
    }

    /// Writes a withheld line, without LF.
    ///
    /// - Parameters:
    ///   - digest: The digest of the entry.
    ///   - code: The record's code.
    ///   - reason: Why the entry doesn't stand in clear.
    package static func withheld(
        digest: Digest, code: Digest, reason: WithholdingReason
    ) -> [UInt8] {
        var line: [UInt8] = []
        ByteRuns.append(withheldHead, to: &line)
        digest.appendHex(to: &line)
        ByteRuns.append(withheldCode, to: &line)
        code.appendHex(to: &line)
        ByteRuns.append(reasonHead, to: &line)
        line += reason.rawValue.utf8
        ByteRuns.append(end, to: &line)
        return line
    }
}

/// A line taken apart; the entry's own fields aren't read yet.
package struct ReadLine: Hashable, Sendable {
    /// What stands for the entry.
    package enum Content: Hashable, Sendable {
        /// The entry's bytes lie in this range of the line.
        case clear(entryRange: Range<Int>)
        /// Only the digest is there, for this reason.
        case withheld(digest: Digest, reason: WithholdingReason)
    }

    /// What stands for the entry.
    package let content: Content
    /// The digest of the entry: computed when in clear, claimed when withheld.
    package let digest: Digest
    /// The record's code.
    package let code: Digest

    /// Whether the entry is withheld.
    package var isWithheld: Bool {
        if case .withheld = content { true } else { false }
    }
}

/// Why bytes aren't a line of a log.
package enum LineProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// There are no bytes.
    case empty
    /// There are more than 1 MiB.
    case tooLong
    /// The bytes begin or end in no way that a line does.
    case notARecord
    /// The entry isn't an object, by its first and last byte.
    case entryIsNotAnObject
    /// The code isn't 64 lower-case hex digits.
    case badCode
    /// The digest isn't 64 lower-case hex digits.
    case badDigest
    /// The reason for withholding is none of the four.
    case unknownReason
}
