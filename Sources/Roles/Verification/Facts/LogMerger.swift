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
    private var tally = EpochTally()
    private var names = NameList()
    private var clock = ClockWalk()
    private var acts = ActWalk()
    /// The number of records so far.
    private(set) var count: UInt64 = 0

    /// Whether reading stopped at a limit.
    private(set) var isCutOff = false

    private let limits: BundleLimits

    init(label: String, member: String, limits: BundleLimits) {
        self.limits = limits
        facts = LogFacts(label: label, member: member)
    }

    /// Adds the next batch; behind one that was cut off nothing counts.
    mutating func merge(_ batch: LineBatch) {
        guard !isCutOff else { return }
        isCutOff = batch.isCutOff
        facts.captures.append(batch.captures)
        facts.rescanned.append(contentsOf: batch.rescanned)
        facts.unknown.add(batch.unknown, limit: limits.unknownNames)
        for actor in batch.actors.values where facts.formulas.count < limits.unknownNames {
            facts.formulas.formUnion(CSVRendering.formulaCells(of: actor))
        }
        facts.withheldByReason.merge(batch.withheldByReason, uniquingKeysWith: &+)
        batch.problems.forEach { note($0) }
        facts.firstUnreadable = facts.firstUnreadable ?? batch.firstUnreadable
        let places = Places(batch, &names, &clock, &acts)
        var nextKept = 0
        for line in batch.lines {
            let sequence = count
            var kept: KeptEntry?
            if nextKept < batch.kept.count, batch.kept[nextKept].seq == sequence {
                kept = batch.kept[nextKept]
                nextKept += 1
            }
            if sequence == 0 {
                facts.firstEntryID = batch.logIDFromFirstLine
                begin(batch, kept)
            }
            add(line, kept, places)
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
        for index in facts.epochs.indices {
            guard let walk = walks[index] else { continue }
            if let last = lastLeaf { facts.epochs[index].leafBefore = last }
            facts.epochs[index].codes = walk.codes
            if walk.isRatchetState { facts.keys.ratchetStates.append(facts.epochs[index].number) }
            facts.table.append(walk.table)
        }
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

    /// Where the values of a batch stand in the lists of the log.
    private struct Places {
        let names: [Int32]
        let actors: [Int32]
        let settings: [Int32]

        init(
            _ batch: LineBatch, _ names: inout NameList, _ clock: inout ClockWalk,
            _ acts: inout ActWalk
        ) {
            self.names = names.places(of: batch.names)
            var actors: [Int32] = []
            for actor in batch.actors.values { actors.append(acts.place(of: actor)) }
            self.actors = actors
            var settings: [Int32] = []
            for setting in batch.settings.values { settings.append(clock.place(of: setting)) }
            self.settings = settings
        }
    }

    private mutating func add(_ line: LineBatch.Line, _ kept: KeptEntry?, _ places: Places) {
        let sequence = count
        if let kept, let open = kept.body as? EpochOpenBody {
            begin(epoch: kept.entry.epoch, at: sequence, open: open)
        } else if stretch == nil {
            let start = facts.logID ?? .zero
            stretch = EpochStretch(first: sequence, startLeaf: start)
            facts.epochs.append(
                EpochFacts(number: 0, first: sequence, startLeaf: start, leafBefore: start))
        }
        count += 1
        stretch?.append(line)
        switch line.kind {
        case .withheld: tally.countWithheld(isOutOfScope: line.isOutOfScope)
        case .unreadable: tally.countUnreadable()
        case .shown:
            guard line.family >= 0 else { return tally.countUnreadable() }
            take(line, kept, places, sequence)
        }
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
        let index = facts.epochs.count - 1
        facts.epochs[index].last = count - 1
        tally.write(to: &facts.epochs[index], &facts.shownByFamily, names: names)
        tally = EpochTally()
        finished.append((index, stretch))
        self.stretch = nil
    }

    /// Takes an entry in clear.
    private mutating func take(
        _ line: LineBatch.Line, _ kept: KeptEntry?, _ places: Places, _ sequence: UInt64
    ) {
        let family = places.names[Int(line.family)]
        let project = line.project < 0 ? -1 : places.names[Int(line.project)]
        acts.take(
            sequence, actor: places.actors[Int(line.actor)], family: (family, names[family]))
        tally.countShown(family: family, project: project, at: line.reading.utc)
        compare(line, kept, at: sequence)
        clock.take(sequence, line.reading, places.settings[Int(line.setting)], kept?.body)
        guard let kept, kept.entry.family == EpochCloseBody.family else { return }
        facts.epochs[facts.epochs.count - 1].closes.append(sequence)
        facts.epochs[facts.epochs.count - 1].close = kept.body as? EpochCloseBody
    }

    /// Compares what the entry states of itself with where it stands.
    private mutating func compare(
        _ line: LineBatch.Line, _ kept: KeptEntry?, at sequence: UInt64
    ) {
        if line.statedSequence != sequence {
            note(Self.misplaced(line, at: sequence))
        }
        let number = facts.epochs[facts.epochs.count - 1].number
        if let epoch = line.statedEpoch, epoch != number {
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
