import BundleFormat
import Cryptography
import RecordLog

/// Makes the readable copy again from the record lines and compares every byte.
///
/// Needs nothing that the walk of the logs finds out, so both run at the same time.
struct ReadmeComparison: Sendable {
    let source: any ByteSource
    let facts: Facts
    let limits: BundleLimits

    /// Compares `data/README.html`.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func compare() throws -> ViewFacts {
        let members = facts.frame.index
        guard let member = members[.readme] else { return .missing }
        guard let bundle = facts.frame.bundle ?? facts.manifest.content?.bundle else {
            return .unknown(reason: "the bundle's name")
        }
        var logs: [RecordLines] = []
        for case .recordsJSONL(let label)? in facts.frame.members.map(\.parsed) {
            guard let lines = members[.recordsJSONL(log: label)], let id = try logID(lines) else {
                return .unknown(reason: "a log without its founding record")
            }
            logs.append(RecordLines(source: source, member: lines, logID: id))
        }
        guard logs.count <= limits.logs else { return .unknown(reason: "too many logs") }
        guard !logs.isEmpty else { return .unknown(reason: "no log") }
        var comparison = TableComparison(source: source, member: member)
        do {
            let logs = try logs.map { try $0.keptIfShort() }
            try ReadmeRendering(logs: logs, policies: facts.policies, bundle: bundle).write {
                try comparison.compare($0, sequence: nil)
            }
        } catch let error as RecordLines.Unreadable {
            return .unknown(reason: "record \(error.sequence) can't be read")
        }
        return try comparison.end()
    }

    /// The id that the first line of a log gives; nil where that is no entry in clear.
    private func logID(_ member: MemberFact) throws -> Digest? {
        var blocks = BlockReader(source: source, member: member)
        guard let block = try blocks.next() else { return nil }
        let line = Array(block.bytes.prefix { $0 != 0x0A })
        guard case .success(let read) = RecordLine.read(line),
            case .clear(let range) = read.content
        else { return nil }
        return Chain.logID(genesisEntry: Array(line[range]))
    }
}
