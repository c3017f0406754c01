import BundleFormat
import Cryptography
import RecordLog
import Records

/// Completes the facts once the logs were walked.
struct LogEvidence: Sendable {
    let input: VerificationInput
    /// The checkpoint folders, read while the logs were walked, by log label.
    let folders: Task<[String: CheckpointReader.Folders], any Error>

    /// Adds keys, checkpoints, the readable copy, tag files, outside files and instrument trails.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func complete(_ facts: inout Facts) async throws {
        for index in facts.logs.indices {
            facts.logs[index].keys = keys(of: facts.logs[index], in: facts)
        }
        let known = facts
        // The tree of each log, the bag's list and the replay of datasets don't wait for each other.
        async let checkpoints = checkpoints(known)
        async let bag = bag(known)
        let owed = known.owed
        facts.readme = try readme(known)
        facts.outsideFiles = try outsideFiles(owed, known)
        facts.instrumentTrails = try InstrumentTrailReader(
            source: input.source, members: known.frame.index
        ).trails(owed)
        facts.bag = await bag
        for (index, list) in try await checkpoints.enumerated() {
            facts.logs[index].checkpoints = list
        }
        facts.know(owed)
    }

    private func checkpoints(_ facts: Facts) async throws -> [[CheckpointFacts]] {
        let folders = try await folders.value
        return facts.logs.map { log in
            folders[log.label].map { CheckpointReader.complete($0, of: log) } ?? []
        }
    }

    // MARK: - Keys

    private func keys(of log: LogFacts, in facts: Facts) -> KeyFacts {
        let member = MemberPath.keys(log: log.label).text
        guard let reading = EvidenceReader.readKeys(of: log.label, in: facts) else {
            return KeyFacts(member: nil, state: .missing)
        }
        switch reading {
        case .failure(let problem):
            return KeyFacts(member: member, state: .unreadable(problem.description))
        case .success(let keys):
            let (state, ratchetStates) = calendar(keys.file, of: log)
            return KeyFacts(
                member: member, state: state, disclosed: Set(keys.disclosed.keys),
                listedEpochs: UInt64(keys.file.epochs.count),
                ratchetStates: Set(log.keys.ratchetStates + ratchetStates).sorted())
        }
    }

    private func calendar(
        _ file: KeysFile, of log: LogFacts
    ) -> (state: KeyFacts.State, ratchetStates: [UInt64]) {
        guard let genesis = log.genesis else { return (.noCalendar, []) }
        let items = file.epochs.map { epoch -> EpochKeyItem in
            switch epoch {
            case .key(let key): .key(key)
            case .commitment(let commitment): .commitment(commitment)
            }
        }
        let check = KeyCalendar.check(
            epochs: items, right: file.right, depth: genesis.calendarDepth,
            calendar: genesis.calendar)
        return switch check {
        case .matches: (.calendarHolds, [])
        case .statesInPlaceOfKeys(let epochs): (.calendarHolds, epochs)
        case .otherRoot(let root): (.calendarDiffers(root.hex), [])
        case .noEpochs: (.unreadable("no epoch"), [])
        case .tooManyEpochs: (.unreadable("more epochs than the calendar has"), [])
        case .wrongCompletion(let needed, let found):
            (.unreadable("\(found) completing nodes in place of \(needed)"), [])
        case .badDepth: (.noCalendar, [])
        }
    }

    // MARK: - Copies

    /// What the tag files should hold; without an export in clear the date isn't known.
    private func bag(_ facts: Facts) -> BagFacts {
        guard let manifest = facts.manifest.content else { return BagFacts() }
        var expected: [String: [UInt8]] = [
            MemberPath.bagit.text: BagIt.declaration,
            MemberPath.manifestSHA256.text: BagIt.payloadManifest(manifest.members),
        ]
        let dates = manifest.logs.compactMap { head in
            facts.log(head.label)?.entry(at: head.export)?.time.utc.dateText
        }
        if let date = dates.max() {
            expected[MemberPath.bagInfo.text] = BagIt.information(
                date: date, bundle: manifest.bundle, members: manifest.members)
        }
        return BagFacts(expected: expected)
    }

    /// The comparison holds for the template that this version has, and for no other.
    private func readme(_ facts: Facts) throws -> ViewFacts {
        let templates = Set(facts.exports().compactMap(\.request?.template))
        if facts.frame.index[.readme] != nil,
            let other = templates.first(where: { $0 != ReadmeRendering.template })
        {
            return .unknown(reason: "template \(other)")
        }
        return try ReadmeComparison(
            source: input.source, facts: facts, limits: input.limits
        ).compare()
    }

    // MARK: - Files kept elsewhere

    private func outsideFiles(
        _ owed: OwedFiles, _ facts: Facts
    ) throws -> [Digest: OutsideFile] {
        guard let find = input.extraFiles, let manifest = facts.manifest.content else { return [:] }
        let wanted = Set(manifest.absent.filter { $0.why == .referenced }.map(\.sha256))
        var found: [Digest: OutsideFile] = [:]
        let meter = ReadingMeter(total: 0, report: nil)
        for row in owed.rows where wanted.contains(row.file.sha256) {
            guard found[row.file.sha256] == nil,
                let source = find(row.file.path, row.file.sha256)
            else { continue }
            var digest: Digest?
            do {
                digest = try SourceReading.sha256(
                    of: source, from: 0, size: source.size, meter: meter)
            } catch is VerifierError {
                // A file that can't be read is evidence that can't be read, not our failure.
                digest = nil
            }
            found[row.file.sha256] = OutsideFile(size: source.size, sha256: digest)
        }
        return found
    }
}
