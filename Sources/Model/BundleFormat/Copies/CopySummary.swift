import Cryptography
package import Records

/// What the page for people says in front of the records of a log.
package struct CopySummary {
    /// A signature and what became of it.
    struct Signature {
        let sequence: UInt64
        let statement: SignatureStatement
        var fate: [(status: String, reason: String)] = []
    }

    let label: String
    /// What tells the parts about this log from those about the bundle's first log; empty for that.
    private var suffix: String
    private(set) var recordCount: UInt64 = 0
    private(set) var genesis: GenesisBody?
    private(set) var signatures: [Signature] = []
    private var replay = DatasetReplay()
    /// The newest version of each dataset, where somebody replayed them already.
    private var replayed: [DatasetReplay.Version]?
    private(set) var projects: [String: String] = [:]
    private(set) var printedNames: [String: String] = [:]
    private(set) var policy: Digest?
    private(set) var requests: [UInt64: ExportRequestBody] = [:]
    private(set) var export: (sequence: UInt64, body: ExportBody, time: RecordTime)?
    private(set) var withheld: [WithholdingReason: UInt64] = [:]
    private(set) var shownByFamily: [String: UInt64] = [:]
    private(set) var closedByFamily: [String: UInt64] = [:]
    private(set) var unclosedEpochs: UInt64 = 0
    /// Short names of records that signatures usually point at.
    private(set) var titles: [UInt64: String] = [:]

    /// Begins in front of the first record.
    ///
    /// - Parameter isFirst: Whether the log is the bundle's first.
    package init(label: String, isFirst: Bool) {
        self.label = label
        suffix = Self.suffix(label, isFirst: isFirst)
    }

    /// Takes what somebody found out of a whole log; its records apart from file events are still to
    /// be added by `add(_:of:at:)`.
    ///
    /// - Parameters:
    ///   - records: The number of records.
    ///   - withheld: How many of them are withheld, by reason.
    ///   - shownByFamily: How many are shown, by family.
    ///   - newestVersions: The newest version of each dataset, in order of the dataset records.
    package mutating func take(
        records: UInt64, withheld: [WithholdingReason: UInt64], shownByFamily: [String: UInt64],
        newestVersions: [DatasetReplay.Version]
    ) {
        recordCount = records
        self.withheld = withheld
        self.shownByFamily = shownByFamily
        replayed = newestVersions
    }

    /// The same where the log comes first on the page, or later.
    package func placed(isFirst: Bool) -> CopySummary {
        var summary = self
        summary.suffix = Self.suffix(label, isFirst: isFirst)
        return summary
    }

    private static func suffix(_ label: String, isFirst: Bool) -> String {
        isFirst ? "" : "-\(label)"
    }

    /// The newest version of each dataset, in order of the dataset records.
    package var newestVersions: [DatasetReplay.Version] { replayed ?? replay.newestVersions }

    /// Adds the next records, all of them file events of one dataset that are shown.
    package mutating func add(_ files: [DatasetReplay.File], of dataset: String) {
        recordCount += UInt64(files.count)
        shownByFamily[CaptureBody.family, default: 0] += UInt64(files.count)
        replay.add(files, of: dataset)
    }

    /// Adds records that are withheld.
    package mutating func add(withheld count: UInt64, for reason: WithholdingReason) {
        guard count > 0 else { return }
        recordCount += count
        withheld[reason, default: 0] += count
    }

    /// Works the newest version of each dataset out, and forgets what stood in front of it; behind the
    /// last record.
    package mutating func endReplay() {
        replayed = replay.newestVersions
        replay = DatasetReplay()
    }

    /// Adds the next record.
    package mutating func add(_ record: RecordCopy) {
        recordCount += 1
        switch record.content {
        case .withheld(let reason): withheld[reason, default: 0] += 1
        case .shown(let entry):
            shownByFamily[entry.family, default: 0] += 1
            // A body that can't be read is still shown among the records, field by field.
            guard let body = record.readableBody else { return }
            add(body, of: entry, at: record.sequence)
        }
    }

    /// Adds what the body of a record says.
    package mutating func add(_ body: any RecordBody, of entry: Entry, at sequence: UInt64) {
        switch body {
        case let body as GenesisBody: genesis = body
        case let body as ProjectBody: projects[body.label] = body.name
        case let body as IdentityBody: printedNames[body.personId] = body.printedName
        case let body as PolicyBody: policy = body.sha256
        case let body as CaptureBody: add(body, sequence, entry.project)
        case let body as SignatureBody:
            signatures.append(Signature(sequence: sequence, statement: body.statement))
        case let body as SignatureStatusBody:
            for index in signatures.indices where signatures[index].sequence == body.signature.seq {
                signatures[index].fate.append((body.status.rawValue, body.reason))
            }
        case let body as ExportRequestBody:
            requests[sequence] = body
            titles[sequence] = "export request \(body.exportId)"
        case let body as ExportBody: export = (sequence, body, entry.time)
        case let body as EpochOpenBody: unclosedEpochs += body.recovery == nil ? 0 : 1
        case let body as EpochCloseBody:
            for count in body.counts { closedByFamily[count.family, default: 0] &+= count.count }
        default: break
        }
    }

    private mutating func add(_ body: CaptureBody, _ sequence: UInt64, _ project: String?) {
        if replayed == nil { replay.add(body, sequence: sequence, project: project) }
        guard case .dataset(let version) = body else { return }
        let name = version.pathText ?? version.path
        titles[sequence] = "dataset \(name), version \(version.dataset.version)"
    }

    /// The beginning of a part of the page about this log.
    func section(_ name: String, _ title: String) -> String {
        let which = suffix.isEmpty ? "" : " (log \(label))"
        return "<section id=\"\(name)\(suffix)\"><h2>\(title)\(which)</h2>\n"
    }

    /// The request of this bundle's own export.
    var request: ExportRequestBody? {
        export.flatMap { requests[$0.body.request.seq] }
    }

    /// The approver's signature over that request.
    var approval: SignatureStatement? {
        export.flatMap { export in
            signatures.first { $0.sequence == export.body.approval.seq }?.statement
        }
    }

    /// The printed name of a person, or the id where no identity record is shown.
    func name(of personId: String) -> String {
        printedNames[personId].map { "\($0) (\(personId))" } ?? personId
    }

    /// How many records of each family are withheld, as far as closed epochs tell.
    var hiddenByFamily: [(family: String, recorded: UInt64, shown: UInt64)] {
        closedByFamily.sorted { $0.key < $1.key }.compactMap { family, recorded in
            let shown = shownByFamily[family] ?? 0
            return recorded > shown ? (family, recorded, shown) : nil
        }
    }
}
