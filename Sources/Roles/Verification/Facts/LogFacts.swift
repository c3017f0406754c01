package import Cryptography
import Findings
import RecordLog
package import Records

/// One log of the bundle, walked from its first line to its last.
///
/// Entries are kept for every family except the two that grow with the data: file events go to
/// `captures` in a compact form, and audit entries are counted.
package struct LogFacts: Sendable {
    /// The label that the members carry: the first 16 hex digits of the log's id.
    package var label: String
    /// The member that holds the records.
    package var member: String
    /// The id, computed from the first entry; nil where that one isn't a genesis in clear.
    package var logID: Digest?
    /// What genesis says; nil where it can't be read.
    package var genesis: GenesisBody?
    /// Leaf and kind of every record.
    package var table: LeafTable
    /// The entries that are kept, in order of sequence.
    package var entries: [KeptEntry] {
        didSet {
            index = EntryIndex()
            history = HistoryMemo()
        }
    }
    /// File events, in order of sequence.
    package var captures: CaptureTable {
        didSet { history = HistoryMemo() }
    }
    /// The id that the first line gives where it is an entry in clear, of whatever family.
    package var firstEntryID: Digest?
    /// File events that a rescan brought about, in order of sequence.
    package var rescanned: [RescannedFile] = []
    /// The first line that can't be read as a record; nil where every one can.
    package var firstUnreadable: UInt64?
    /// The epochs, by position in the log: the first record of each lies behind the one before it.
    package var epochs: [EpochFacts]
    /// Lines and entries that aren't what they should be, in order of sequence.
    package var problems: [RecordProblem]
    /// Problems beyond the number that is kept.
    package var unlistedProblems: UInt64
    /// Fields and families that this version doesn't know, each with how often.
    package var unknown: NameTally
    /// Withheld records by the reason they state.
    package var withheldByReason: [String: UInt64]
    /// Shown records by family.
    package var shownByFamily: [String: UInt64]
    /// What the records' times say of the clock.
    package var clock: ClockFacts
    /// Who acted, as the records say.
    package var acts: [ActFacts]
    /// The disclosed keys and what the codes came to under them.
    package var keys: KeyFacts
    /// The checkpoints, in order of size.
    package var checkpoints: [CheckpointFacts]
    /// How the table for spreadsheets compares with the records.
    package var csv: ViewFacts
    /// Cells of that table, with their columns, that begin like a formula; each once.
    package var formulas: Set<String> = []
    /// Where each family stands among the entries, found out once.
    private var index = EntryIndex()
    private var history = HistoryMemo()

    /// Makes the facts of a log of which nothing was read yet.
    package init(label: String, member: String) {
        self.label = label
        self.member = member
        table = LeafTable()
        entries = []
        captures = CaptureTable()
        epochs = []
        problems = []
        unlistedProblems = 0
        unknown = NameTally()
        withheldByReason = [:]
        shownByFamily = [:]
        clock = ClockFacts()
        acts = []
        keys = KeyFacts()
        checkpoints = []
        csv = .missing
    }

    /// The entry at a place; nil where it is withheld, unreadable, or of a family not kept.
    package func entry(at sequence: UInt64) -> Entry? {
        kept(at: sequence)?.entry
    }

    /// The dataset that the record at a place closes a version of; nil for any other record.
    package func dataset(at sequence: UInt64) -> CapturedDataset.Dataset? {
        kept(at: sequence)?.dataset
    }

    private func kept(at sequence: UInt64) -> KeptEntry? {
        let place = entries.firstPlace { $0.seq >= sequence }
        guard place < entries.count, entries[place].seq == sequence else { return nil }
        return entries[place]
    }

    /// The datasets, replayed from their file events; found out once.
    package var datasets: DatasetHistory { history.history(of: self) }

    /// The entries of a family with their places, in order.
    package func entries(of family: String) -> [KeptEntry] {
        index.places(of: family, in: entries).map { entries[$0] }
    }

    /// The bodies of a family that can be read, with their places, in order.
    package func bodies<Body: RecordBody>(_ type: Body.Type) -> [(seq: UInt64, body: Body)] {
        entries(of: Body.family).compactMap { kept in
            (kept.body as? Body).map { (kept.seq, $0) }
        }
    }

    /// The body at a place, where the entry is of that family and can be read.
    package func body<Body: RecordBody>(_ type: Body.Type, at sequence: UInt64) -> Body? {
        kept(at: sequence)?.body as? Body
    }

    /// The epoch that holds a record, by position.
    package func epoch(of sequence: UInt64) -> EpochFacts? {
        let place = epochs.firstPlace { $0.first > sequence }
        guard place > 0, sequence <= epochs[place - 1].last else { return nil }
        return epochs[place - 1]
    }

    /// The place of a record, for findings.
    func place(of sequence: UInt64) -> Place {
        Place(member: member, log: label, sequence: sequence, epoch: epoch(of: sequence)?.number)
    }

    /// What is known of a person just before a place: the last identity record counts.
    package func identity(
        of personID: String, before sequence: UInt64
    ) -> (seq: UInt64, body: IdentityBody)? {
        let known = index.identities { bodies(IdentityBody.self) }
        return known[personID]?.last { $0.seq < sequence }
    }

    /// The policy in force just before a place: the last policy record counts.
    package func policy(before sequence: UInt64) -> (seq: UInt64, body: PolicyBody)? {
        bodies(PolicyBody.self).last { $0.seq < sequence }
    }

    /// The tree head over the first records.
    ///
    /// - Parameter size: At most the number of records; more counts as all.
    package func root(ofFirst size: UInt64) -> Digest {
        let known = checkpoints.first { $0.checkpoint?.size == size && $0.recomputedRoot != nil }
        if let root = known?.recomputedRoot { return root }
        var range = CompactRange()
        for leaf in table.leaves.prefix(Int(clamping: size)) { range.append(leaf) }
        return range.root
    }

    /// Whether records of a family are hidden, or it can't be told.
    ///
    /// - Parameter project: Counts records with this label or none; nil counts every label.
    package func hides(_ family: String, project: String? = nil) -> Bool {
        epochs.contains { $0.mayHide(family, of: project) }
    }

    /// Withheld records of the log, in all epochs.
    package var withheldCount: UInt64 { table.withheldCount }
}

/// A line or entry that isn't what it should be.
package struct RecordProblem: Hashable, Sendable {
    /// What kind of departure it is, which says whose question it is.
    package enum Kind: Hashable, Sendable {
        /// The line isn't one of the two forms.
        case line
        /// The entry or body isn't canonical, or lacks what its family asks for.
        case schema
        /// The entry is of a version that this program doesn't know.
        case unknownVersion
        /// The entry states another sequence number than its place.
        case sequence
        /// The entry states another epoch than the stretch it stands in.
        case epoch
        /// A second genesis, or none at the beginning.
        case genesis
    }

    /// The kind.
    package var kind: Kind
    /// The reason code.
    package var code: String
    /// The place by position in the file.
    package var seq: UInt64
    /// The byte offset of the line in its member.
    package var offset: UInt64
    /// What should stand there.
    package var expected: String?
    /// What stands there.
    package var found: String?
    /// The sentence for the report.
    package var sentence: String

    /// Makes the problem of its parts.
    package init(
        _ kind: Kind, code: String, seq: UInt64, offset: UInt64, expected: String? = nil,
        found: String? = nil, sentence: String
    ) {
        self.kind = kind
        self.code = code
        self.seq = seq
        self.offset = offset
        self.expected = expected
        self.found = found
        self.sentence = sentence
    }
}
