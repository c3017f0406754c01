import BundleFormat
import Cryptography

/// Finds the audit trails of instruments among the owed files, and holds their digests against
/// the raw data beside them.
struct InstrumentTrailReader {
    let source: any ByteSource
    let members: MemberIndex

    /// Reads the trails of all owed files.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func trails(_ owed: OwedFiles) throws -> [InstrumentTrailFacts] {
        let candidates = owed.rows.filter { row in
            !InstrumentTrail.dataNames(forTrailNamed: Self.split(row.file.path).name).isEmpty
        }
        guard !candidates.isEmpty else { return [] }
        var folders: [String: [String: OwedFiles.Row]] = [:]
        for row in owed.rows {
            let (folder, name) = Self.split(row.file.path)
            folders["\(row.log)/\(row.dataset)/\(folder)", default: [:]][name] = row
        }
        var trails: [InstrumentTrailFacts] = []
        for row in candidates {
            let (folder, name) = Self.split(row.file.path)
            guard let bytes = try content(of: row), let trail = InstrumentTrail(bytes)
            else { continue }
            let siblings = folders["\(row.log)/\(row.dataset)/\(folder)"] ?? [:]
            trails.append(try facts(of: trail, row, named: name, among: siblings))
        }
        return trails
    }

    private func facts(
        of trail: InstrumentTrail, _ row: OwedFiles.Row, named name: String,
        among siblings: [String: OwedFiles.Row]
    ) throws -> InstrumentTrailFacts {
        var facts = InstrumentTrailFacts(
            log: row.log, seq: row.file.sequence, dataset: row.dataset, member: row.member.text)
        facts.closing = Self.closing(of: trail)
        facts.statedClosing = trail.statedClosing.map(Hex.encode)
        facts.computedClosing = trail.lineDigest.map(Hex.encode)
        facts.statedData = trail.lastDataDigest.map(Hex.encode)
        facts.take(trail.entries)
        guard let stated = trail.lastDataDigest else { return facts }
        let data = InstrumentTrail.dataNames(forTrailNamed: name).lazy.compactMap { siblings[$0] }
        guard let raw = data.first else {
            facts.data = .noDataFile
            return facts
        }
        facts.dataMember = raw.member.text
        guard let member = members[raw.member] else {
            facts.data = .notHere
            return facts
        }
        let digests = try digests(of: member)
        facts.computedData = Hex.encode(digests.plain)
        if digests.plain == stated {
            facts.data = .same
        } else if digests.swapped == stated, try isBigEndian(named: name, among: siblings) {
            facts.data = .sameByteSwapped
        } else {
            facts.data = .differs
        }
        return facts
    }

    private static func closing(of trail: InstrumentTrail) -> InstrumentTrailFacts.Closing {
        guard let stated = trail.statedClosing else { return .noDigest }
        guard trail.isClosedProperly else { return .differs }
        if stated == trail.textDigest { return .sameAsBytes }
        return stated == trail.lineDigest ? .sameAsLines : .differs
    }

    private func digests(of member: MemberFact) throws -> (plain: [UInt8], swapped: [UInt8]) {
        var digest = try InstrumentDataDigest.begun()
        try SourceReading.forEachPiece(
            of: source, from: member.dataOffset, size: member.size
        ) { digest.update($0) }
        return digest.finish()
    }

    private func isBigEndian(
        named name: String, among siblings: [String: OwedFiles.Row]
    ) throws -> Bool {
        guard let (file, field) = InstrumentTrail.byteOrderField(forTrailNamed: name),
            let row = siblings[file], let bytes = try content(of: row)
        else { return false }
        return InstrumentTrail.saysBigEndian(bytes, field: field)
    }

    /// The bytes of a small file that is a member; nil where it isn't one, or is too large.
    private func content(of row: OwedFiles.Row) throws -> [UInt8]? {
        guard let member = members[row.member],
            member.size <= UInt64(InstrumentTrail.largestByteCount)
        else { return nil }
        return try SourceReading.read(source, at: member.dataOffset, count: Int(member.size))
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        return (String(path[..<cut]), String(path[path.utf8.index(after: cut)...]))
    }
}

extension InstrumentTrailFacts {
    /// Takes what the entries say of when, who and where.
    fileprivate mutating func take(_ entries: [InstrumentTrailEntry]) {
        entryCount = entries.count
        unreadTimes = entries.count { $0.time == nil }
        newest = entries.compactMap(\.time).max()
        users = Self.names(entries.map(\.user))
        hosts = Self.names(entries.map(\.host))
    }

    private static func names(_ names: [String]) -> [String] {
        Array(Set(names).sorted().prefix(nameLimit))
    }
}
