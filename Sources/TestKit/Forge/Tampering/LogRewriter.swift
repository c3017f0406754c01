package import BundleFormat
package import CanonicalJSON
package import Cryptography
internal import RecordLog
package import Records

/// The records of a log taken apart, so that history can be written anew as far as keys reach.
///
/// Editing changes entries only. Links and leaves follow from the lines as they stand; codes are
/// what they were until `recode` computes them under keys that the attacker holds.
package struct LogRewriter: Sendable {
    /// One line: what stands for the entry, and the code.
    package struct Line: Hashable, Sendable {
        /// The canonical bytes of the entry; nil where it is withheld.
        package var entry: [UInt8]?
        /// The digest that a withheld line states.
        package var statedDigest: Digest?
        /// Why it is withheld.
        package var reason: WithholdingReason?
        /// The code.
        package var code: Digest

        /// The digest that goes into the chain.
        package var digest: Digest {
            entry.map { SHA256.hash($0) } ?? statedDigest ?? SHA256.hash([])
        }

        /// The line's bytes without LF.
        package var bytes: [UInt8] {
            if let entry { return RecordLine.clear(entry: entry, code: code) }
            return RecordLine.withheld(
                digest: digest, code: code, reason: reason ?? .outOfScope)
        }
    }

    /// The lines in their order.
    package var lines: [Line]

    /// Takes the lines of a bundle apart.
    package init(_ jsonl: [UInt8]) throws(ForgeError) {
        lines = []
        for line in jsonl.split(separator: 0x0A) {
            let bytes = Array(line)
            guard case .success(let read) = RecordLine.read(bytes) else {
                throw .broken("record \(lines.count) can't be read")
            }
            switch read.content {
            case .clear(let range):
                lines.append(Line(entry: Array(bytes[range]), code: read.code))
            case .withheld(let digest, let reason):
                lines.append(Line(statedDigest: digest, reason: reason, code: read.code))
            }
        }
    }

    /// The file of lines.
    package var jsonl: [UInt8] { lines.flatMap { $0.bytes + [0x0A] } }

    /// The log's id, by its first record.
    package var logID: Digest { Chain.logID(genesisEntry: lines.first?.entry ?? []) }

    /// The leaves of all records, by the lines as they stand.
    package var leaves: [Digest] {
        var previous = logID
        return lines.indices.map { index in
            previous = Chain.leaf(link: link(index, after: previous), code: lines[index].code)
            return previous
        }
    }

    /// The root over the first records.
    package func root(ofFirst count: Int) -> Digest {
        var tree = MerkleTree()
        for leaf in leaves.prefix(count) { tree.append(leaf) }
        return tree.root
    }

    /// What the entry of a line in clear states.
    package func entry(_ index: Int) throws -> StatedEntry {
        guard lines.indices.contains(index), let bytes = lines[index].entry else {
            throw ForgeError.broken("record \(index) isn't shown")
        }
        return try StatedEntry(encoded: bytes)
    }

    /// The place of the first record of a family whose body answers.
    package func first(
        _ family: String, where answers: (StatedEntry) -> Bool = { _ in true }
    ) throws -> Int {
        for index in lines.indices where lines[index].entry != nil {
            let entry = try entry(index)
            if entry.family == family, answers(entry) { return index }
        }
        throw ForgeError.broken("no record of family \(family)")
    }

    /// The place of the last record of a family.
    package func last(_ family: String) throws -> Int {
        var found: Int?
        for index in lines.indices where lines[index].entry != nil {
            if try entry(index).family == family { found = index }
        }
        guard let found else { throw ForgeError.broken("no record of family \(family)") }
        return found
    }

    /// Writes an entry's fields anew; the code stays.
    package mutating func edit(_ index: Int, _ change: (inout JSONObject) -> Void) throws {
        var object = try entry(index).json
        change(&object)
        lines[index].entry = CanonicalJSON.encode(.object(object))
    }

    /// Writes the fields of an entry's body anew; the code stays.
    package mutating func editBody(_ index: Int, _ change: (inout JSONObject) -> Void) throws {
        try edit(index) { object in
            var body = object["body"]?.objectValue ?? JSONObject()
            change(&body)
            object["body"] = .object(body)
        }
    }

    /// Withholds a record that was in clear; chain and codes stay whole.
    package mutating func withhold(_ index: Int, reason: WithholdingReason = .outOfScope) {
        lines[index] = Line(
            statedDigest: lines[index].digest, reason: reason, code: lines[index].code)
    }

    /// Computes the codes of all records from a place on, and what openings and exports say of leaves.
    ///
    /// - Parameters:
    ///   - index: The first place.
    ///   - keys: The key of an epoch, as far as the attacker has it; elsewhere codes stay.
    package mutating func recode(from index: Int, keys: (UInt64) -> Digest?) throws {
        var leaves = Array(leaves.prefix(index))
        for place in index..<lines.count {
            let previous = leaves.last ?? logID
            try mendReferences(place, previous: previous, leaves: leaves)
            if let epoch = try epoch(of: place), let key = keys(epoch) {
                var running = Ratchet.firstRecordKey(key)
                for _ in 0..<(try place - start(ofEpochAt: place)) {
                    running = Ratchet.nextRecordKey(running)
                }
                lines[place].code = Chain.code(key: running, link: link(place, after: previous))
            }
            leaves.append(
                Chain.leaf(link: link(place, after: previous), code: lines[place].code))
        }
    }

    private mutating func mendReferences(
        _ place: Int, previous: Digest, leaves: [Digest]
    ) throws {
        guard lines[place].entry != nil else { return }
        switch try entry(place).family {
        case EpochOpenBody.family:
            try editBody(place) { $0["after"] = .string(previous.hex) }
        case ExportBody.family:
            try editBody(place) { body in
                for name in ["request", "approval"] {
                    guard var reference = body[name]?.objectValue,
                        let seq = reference["seq"]?.integerValue, leaves.indices.contains(Int(seq))
                    else { continue }
                    reference["leaf"] = .string(leaves[Int(seq)].hex)
                    body[name] = .object(reference)
                }
            }
        default: break
        }
    }

    /// The epoch of a record; a withheld one belongs to the epoch of the record before it.
    private func epoch(of index: Int) throws -> UInt64? {
        for place in stride(from: index, through: 0, by: -1) where lines[place].entry != nil {
            return try entry(place).epoch
        }
        return nil
    }

    private func start(ofEpochAt index: Int) throws -> Int {
        let own = try epoch(of: index)
        var start = index
        while start > 0, try epoch(of: start - 1) == own { start -= 1 }
        return start
    }

    private func link(_ index: Int, after previous: Digest) -> [UInt8] {
        Chain.link(
            sequence: UInt64(index), previousLeaf: previous, digest: lines[index].digest)
    }

    /// The records as the readable copies are made from them.
    package func copies() throws -> RecordCopies {
        var opening: EpochOpening?
        var records: [RecordCopy] = []
        for (index, line) in lines.enumerated() {
            var content = RecordCopy.Content.withheld(line.reason ?? .outOfScope)
            if line.entry != nil {
                let entry = try Entry(entry(index), under: opening)
                opening = EpochOpening(entry) ?? opening
                content = .shown(entry)
            }
            records.append(
                RecordCopy(sequence: UInt64(index), digest: line.digest, content: content))
        }
        return RecordCopies(logID: logID, records: records)
    }
}
