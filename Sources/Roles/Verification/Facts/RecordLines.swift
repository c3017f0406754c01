import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// The records of a log that was walked, as the page for people wants them.
///
/// What the page sums up comes from the facts; only the records that it shows are read again.
struct RecordLines: RecordCopySource {
    let source: any ByteSource
    let member: MemberFact
    let logID: Digest
    let facts: LogFacts

    /// Why a copy for people can't be made again.
    struct Unreadable: Error {
        var sequence: UInt64
    }

    func summary(isFirst: Bool) throws -> CopySummary {
        if let sequence = facts.firstUnreadable { throw Unreadable(sequence: sequence) }
        var summary = CopySummary(label: label, isFirst: isFirst)
        var withheld: [WithholdingReason: UInt64] = [:]
        for (name, count) in facts.withheldByReason {
            if let reason = WithholdingReason(rawValue: name) { withheld[reason] = count }
        }
        summary.take(
            records: facts.table.count, withheld: withheld, shownByFamily: facts.shownByFamily,
            newestVersions: facts.datasets.newestVersions)
        for kept in facts.entries {
            if let body = kept.body { summary.add(body, of: kept.entry, at: kept.seq) }
        }
        return summary
    }

    func forEachRecord(first count: UInt64, _ body: (RecordCopy) throws -> Void) throws {
        var blocks = BlockReader(source: source, member: member)
        var opening: EpochOpening?
        while let block = try blocks.next() {
            if block.isEndless { throw Unreadable(sequence: block.firstLine) }
            var sequence = block.firstLine
            var start = 0
            while let end = ByteRuns.first(0x0A, in: block.bytes.span, from: start) {
                guard sequence < count else { return }
                let copy = try Self.copy(Array(block.bytes[start..<end]), sequence, opening)
                opening = copy.entry.flatMap { EpochOpening($0) } ?? opening
                try body(copy)
                sequence += 1
                start = end + 1
            }
            if start < block.bytes.count { throw Unreadable(sequence: sequence) }
        }
    }

    private static func copy(
        _ line: [UInt8], _ sequence: UInt64, _ opening: EpochOpening?
    ) throws -> RecordCopy {
        guard case .success(let read) = RecordLine.read(line) else {
            throw Unreadable(sequence: sequence)
        }
        switch read.content {
        case .withheld(let digest, let reason):
            return RecordCopy(sequence: sequence, digest: digest, content: .withheld(reason))
        case .clear(let range):
            let entry: Entry
            do throws(EntryError) {
                entry = try Entry(encoded: Array(line[range]), under: opening)
            } catch {
                throw Unreadable(sequence: sequence)
            }
            return RecordCopy(sequence: sequence, digest: read.digest, content: .shown(entry))
        }
    }
}
