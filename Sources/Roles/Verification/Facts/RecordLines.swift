import BundleFormat
import Cryptography
import RecordLog
import Records

/// The records of a member, line by line, as often as somebody wants to walk them.
struct RecordLines: RecordCopySource {
    let source: any ByteSource
    let member: MemberFact
    let logID: Digest

    /// The longest member, in bytes, whose records are parsed once and kept.
    static let keptBytes: UInt64 = 1 << 20

    /// Why a copy for people can't be made again.
    struct Unreadable: Error {
        var sequence: UInt64
    }

    /// The same records in memory where they are few, so that walking them twice parses them once.
    func keptIfShort() throws -> any RecordCopySource {
        guard member.size <= Self.keptBytes else { return self }
        var records: [RecordCopy] = []
        try forEachRecord { record in
            records.append(
                RecordCopy(
                    sequence: record.sequence, digest: record.digest, content: record.content,
                    body: record.entry?.readableBody))
        }
        return RecordCopies(logID: logID, records: records)
    }

    func forEachRecord(_ body: (RecordCopy) throws -> Void) throws {
        var blocks = BlockReader(source: source, member: member)
        while let block = try blocks.next() {
            if block.isEndless { throw Unreadable(sequence: block.firstLine) }
            var sequence = block.firstLine
            var start = 0
            for index in block.bytes.indices where block.bytes[index] == 0x0A {
                try body(Self.copy(Array(block.bytes[start..<index]), sequence))
                sequence += 1
                start = index + 1
            }
            if start < block.bytes.count { throw Unreadable(sequence: sequence) }
        }
    }

    private static func copy(_ line: [UInt8], _ sequence: UInt64) throws -> RecordCopy {
        guard case .success(let read) = RecordLine.read(line) else {
            throw Unreadable(sequence: sequence)
        }
        switch read.content {
        case .withheld(let digest, let reason):
            return RecordCopy(sequence: sequence, digest: digest, content: .withheld(reason))
        case .clear(let range):
            let entry: Entry
            do throws(EntryError) { entry = try Entry(encoded: Array(line[range])) } catch {
                throw Unreadable(sequence: sequence)
            }
            return RecordCopy(sequence: sequence, digest: read.digest, content: .shown(entry))
        }
    }
}
