import BundleFormat
import Cryptography
import Records

/// Puts the batches of a log together in order: everything that depends on what stands in front.
///
/// Cuts the log into epochs at their openings, counts, compares stated numbers with places, and
/// hands each finished stretch on to be walked.
struct LogMerger {
    private(set) var facts: LogFacts
    /// Stretches that ended since they were last taken.
    private var finished: [(epoch: Int, stretch: EpochStretch)] = []
    private var stretch: EpochStretch?
    private var kinds: [LeafTable.Kind] = []
    private var digests: [Digest] = []
    private var clock = ClockWalk()
    private var acts = ActWalk()

    /// Whether reading stopped at a limit.
    private(set) var isCutOff = false

    private let limits: BundleLimits

    init(label: String, member: String, limits: BundleLimits) {
        self.limits = limits
        facts = LogFacts(label: label, member: member)
    }

    /// The number of records so far.
    var count: UInt64 { UInt64(kinds.count) }

    /// Adds the next batch; behind one that was cut off nothing counts.
    mutating func merge(_ batch: LineBatch) {
        guard !isCutOff else { return }
        isCutOff = batch.isCutOff
        facts.captures.append(batch.captures)
        facts.unknown.add(batch.unknown, limit: limits.unknownNames)
        facts.withheldByReason.merge(batch.withheldByReason, uniquingKeysWith: &+)
        batch.problems.forEach { note($0) }
        var nextKept = 0
        for line in batch.lines {
            let sequence = count
            var kept: KeptEntry?
            if nextKept < batch.kept.count, batch.kept[nextKept].seq == sequence {
                kept = batch.kept[nextKept]
                nextKept += 1
            }
            if sequence == 0 { begin(batch, kept) }
            add(line, kept, names: batch.names)
        }
        facts.entries.append(contentsOf: batch.kept)
    }

    /// Takes the stretches that are ready to be walked.
    mutating func takeFinished() -> [(epoch: Int, stretch: EpochStretch)] {
        defer { finished = [] }
        return finished
    }

    /// Ends the log: the last stretch is ready too.
    mutating func end() {
        closeStretch()
        facts.clock = clock.facts
        facts.acts = acts.acts
        for index in facts.epochs.indices {
            if let close = facts.epochs[index].close {
                facts.epochs[index].counted = close.counts
            } else if index + 1 < facts.epochs.count {
                facts.epochs[index].counted = facts.epochs[index + 1].open?.recovery?.counts
            }
        }
    }

    /// Puts the walked stretches into the facts, in order.
    mutating func complete(_ walks: [Int: EpochWalk]) {
        facts.table.reserve(kinds.count)
        for index in facts.epochs.indices {
            guard let walk = walks[index] else { continue }
            if let last = lastLeaf { facts.epochs[index].leafBefore = last }
            facts.epochs[index].codes = walk.codes
            if walk.isRatchetState { facts.keys.ratchetStates.append(facts.epochs[index].number) }
            for leaf in walk.leaves {
                let place = Int(facts.table.count)
                facts.table.append(digest: digests[place], leaf: leaf, kind: kinds[place])
            }
        }
        digests = []
        kinds = []
    }

    private var lastLeaf: Digest? {
        facts.table.count == 0 ? nil : facts.table.leaf(at: facts.table.count - 1)
    }

    // MARK: - The first record

    private mutating func begin(_ batch: LineBatch, _ kept: KeptEntry?) {
        if let kept, kept.entry.family == GenesisBody.family {
            facts.logID = batch.logIDFromFirstLine
            // One that can't be read is already among the problems of its batch.
            facts.genesis = kept.body as? GenesisBody
        } else {
            note(
                RecordProblem(
                    .genesis, code: "GENESIS_MISSING", seq: 0, offset: 0, expected: "genesis",
                    found: kept?.entry.family ?? "a record that isn't in clear",
                    sentence: "The log doesn't begin with its founding record."))
        }
    }

    // MARK: - One record

    private mutating func add(_ line: LineBatch.Line, _ kept: KeptEntry?, names: NameList) {
        let sequence = count
        if let kept, let open = kept.body as? EpochOpenBody {
            begin(epoch: kept.entry.epoch, at: sequence, open: open)
        } else if stretch == nil {
            let start = facts.logID ?? .zero
            stretch = EpochStretch(first: sequence, startLeaf: start)
            facts.epochs.append(
                EpochFacts(number: 0, first: sequence, startLeaf: start, leafBefore: start))
        }
        kinds.append(line.kind)
        digests.append(line.digest)
        stretch?.append(line)
        recount(line, kept, names: names, at: sequence)
        compare(line, kept, at: sequence)
    }

    private mutating func begin(epoch number: UInt64, at sequence: UInt64, open: EpochOpenBody) {
        closeStretch()
        stretch = EpochStretch(first: sequence, startLeaf: open.after)
        var epoch = EpochFacts(
            number: number, first: sequence, startLeaf: open.after, leafBefore: open.after)
        epoch.open = open
        facts.epochs.append(epoch)
    }

    private mutating func closeStretch() {
        guard let stretch else { return }
        finished.append((facts.epochs.count - 1, stretch))
        self.stretch = nil
    }

    private mutating func recount(
        _ line: LineBatch.Line, _ kept: KeptEntry?, names: NameList, at sequence: UInt64
    ) {
        let index = facts.epochs.count - 1
        facts.epochs[index].last = sequence
        switch line.kind {
        case .withheld:
            facts.epochs[index].withheld += 1
            if line.isOutOfScope { facts.epochs[index].outOfScope += 1 }
        case .unreadable: facts.epochs[index].unreadable += 1
        case .shown:
            guard line.family >= 0 else {
                facts.epochs[index].unreadable += 1
                return
            }
            let family = names[line.family]
            let project = line.project < 0 ? nil : names[line.project]
            facts.shownByFamily[family, default: 0] += 1
            if let actor = line.actor { acts.take(sequence, actor, family: family) }
            facts.epochs[index].shown[
                FamilyCountKey(family: family, project: project), default: 0] += 1
            if let time = line.time { facts.epochs[index].take(time.utc) }
            guard let kept, family == EpochCloseBody.family else { return }
            facts.epochs[index].closes.append(sequence)
            facts.epochs[index].close = kept.body as? EpochCloseBody
        }
    }

    /// Compares what the entry states of itself with where it stands.
    private mutating func compare(
        _ line: LineBatch.Line, _ kept: KeptEntry?, at sequence: UInt64
    ) {
        guard line.kind == .shown, let epoch = line.statedEpoch else { return }
        if line.statedSequence != sequence {
            note(Self.misplaced(line, at: sequence))
        }
        if let number = facts.epochs.last?.number, epoch != number {
            note(
                RecordProblem(
                    .epoch, code: "EPOCH_MISMATCH", seq: sequence, offset: line.offset,
                    expected: "epoch \(number)", found: "epoch \(epoch)",
                    sentence: """
                        Record \(sequence) says that it belongs to epoch \(epoch), and stands in \
                        epoch \(number).
                        """))
        }
        if let kept, sequence > 0, kept.entry.family == GenesisBody.family {
            note(
                RecordProblem(
                    .genesis, code: "FOREIGN_RECORD", seq: sequence, offset: line.offset,
                    expected: "no second founding record", found: "genesis",
                    sentence: "Record \(sequence) founds a log in the middle of another."))
        }
        if let time = line.time { clock.take(sequence, time, kept?.body) }
    }

    private static func misplaced(
        _ line: LineBatch.Line, at sequence: UInt64
    ) -> RecordProblem {
        let isRepeat = line.statedSequence < sequence
        return RecordProblem(
            .sequence, code: isRepeat ? "SEQ_DUPLICATE" : "CHAIN_GAP", seq: sequence,
            offset: line.offset, expected: "\(sequence)", found: "\(line.statedSequence)",
            sentence: """
                Record number \(line.statedSequence) stands where record \(sequence) belongs: a \
                record was \(isRepeat ? "repeated, put in or swapped" : "taken out or swapped").
                """)
    }

    private mutating func note(_ problem: RecordProblem) {
        let isLimit = problem.code == "LIMIT_EXCEEDED"
        if facts.problems.count < limits.problems || isLimit {
            facts.problems.append(problem)
        } else {
            facts.unlistedProblems += 1
        }
    }
}
