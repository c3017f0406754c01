import BundleFormat
import Cryptography
import Findings
import Records

/// CAP-001: every captured file is here or accounted for, with the bytes that were recorded.
struct CapturedFilesCheck: Check {
    let rule: RuleID = "CAP-001"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard let manifest = facts.manifest.content else { return .blocked(by: "BND-002") }
        let replays = facts.logs.map { ($0, $0.datasets) }
        let owed = facts.owed
        let holding = Holding(facts: facts, manifest: manifest)
        var findings = replays.flatMap { log, replay in mismatches(replay, of: log) }
        findings += owed.rows.compactMap(holding.judge)
        findings += holding.unknownAbsences() + holding.unclaimed(besides: owed.rows)
        let isNothing = owed.rows.isEmpty && findings.isEmpty
        if isNothing, facts.logs.allSatisfy({ $0.captures.isEmpty }) {
            return .notApplicable(facts.ground(forAbsent: CaptureBody.family))
        }
        let versions = replays.reduce(0) { $0 + $1.1.versions }
        return .findings(
            findings,
            examined: Wording.count(owed.rows.count, "file") + ", "
                + Wording.count(versions, "dataset record"))
    }

    private func mismatches(_ replay: DatasetHistory, of log: LogFacts) -> [Finding] {
        // Events that are withheld are missing from the replay, so it can't contradict the record.
        let hides = log.hides(CaptureBody.family)
        return replay.mismatches.map { mismatch in
            Finding(
                hides ? .openQuestion : .failure, "DATASET_MANIFEST",
                at: Place(
                    member: log.member, log: log.label, sequence: mismatch.seq,
                    epoch: log.epoch(of: mismatch.seq)?.number),
                expected: mismatch.stated, found: mismatch.replayed,
                """
                Version \(mismatch.version) of dataset \(mismatch.dataset) isn't what its file \
                events add up to\(hides ? ", and some of these are withheld" : "").
                """)
        }
    }
}

/// What the bundle holds of the files, and what its records say of them.
private struct Holding {
    let facts: Facts
    let members: MemberIndex
    let absences: [AbsenceKey: Manifest.Absent]
    private let labels: [String: Digest]

    struct AbsenceKey: Hashable {
        var log: String
        var seq: UInt64
    }

    init(facts: Facts, manifest: Manifest) {
        self.facts = facts
        members = facts.frame.index
        absences = Dictionary(
            manifest.absent.map {
                (AbsenceKey(log: String($0.log.hex.prefix(16)), seq: $0.sequence), $0)
            }, uniquingKeysWith: { first, _ in first })
        labels = Dictionary(
            manifest.logs.map { ($0.label, $0.log) }, uniquingKeysWith: { first, _ in first })
    }

    private func place(_ row: OwedFiles.Row) -> Place {
        Place(member: row.member.text, log: row.log, sequence: row.file.sequence)
    }

    /// Judges one owed file; nil where it is here as recorded.
    func judge(_ row: OwedFiles.Row) -> Finding? {
        if let member = members[row.member] {
            guard member.size != row.file.size || member.sha256 != row.file.sha256 else {
                return nil
            }
            return Finding(
                .failure, "FILE_DIGEST_MISMATCH", at: place(row),
                expected: "\(row.file.size) bytes, \(row.file.sha256.hex)",
                found: "\(member.size) bytes, \(member.sha256?.hex ?? "unreadable")",
                "The file isn't the one that was captured: its content was changed afterwards.")
        }
        guard let absence = absences[AbsenceKey(log: row.log, seq: row.file.sequence)] else {
            return Finding(
                .failure, "FILE_MISSING", at: place(row),
                expected: "\(row.file.size) bytes, \(row.file.sha256.hex)",
                found: "neither a member nor listed as absent",
                "A captured file of a shown dataset is neither here nor accounted for.")
        }
        return judge(absence, row)
    }

    private func judge(_ absence: Manifest.Absent, _ row: OwedFiles.Row) -> Finding? {
        guard absence.sha256 == row.file.sha256, absence.size == row.file.size else {
            return Finding(
                .failure, "FILE_DIGEST_MISMATCH", at: place(row),
                expected: row.file.sha256.hex, found: absence.sha256.hex,
                "The list of contents accounts for another file than the one that was captured.")
        }
        switch absence.why {
        case .changed:
            return Finding(
                .failure, "FILE_CHANGED", at: place(row), expected: row.file.sha256.hex,
                found: "other bytes when the bundle was made",
                "The file was changed between its capture and this export.")
        case .gone:
            return Finding(
                .failure, "FILE_GONE", at: place(row), expected: row.file.sha256.hex,
                found: "no such file when the bundle was made",
                "The file was gone when this export was made.")
        case .referenced:
            return elsewhere(row)
        }
    }

    /// A file that is kept elsewhere counts once it was read there.
    private func elsewhere(_ row: OwedFiles.Row) -> Finding? {
        guard let outside = facts.outsideFiles[row.file.sha256] else {
            return Finding(
                .openQuestion, "FILE_ELSEWHERE", at: place(row),
                expected: row.file.sha256.hex, found: "not handed in",
                """
                The file is kept outside the bundle and wasn't handed in; give its folder with \
                --files to check it.
                """)
        }
        guard outside.sha256 != row.file.sha256 || outside.size != row.file.size else { return nil }
        return Finding(
            .failure, "FILE_DIGEST_MISMATCH", at: place(row),
            expected: "\(row.file.size) bytes, \(row.file.sha256.hex)",
            found: "\(outside.size) bytes, \(outside.sha256?.hex ?? "unreadable")",
            "The file that was handed in isn't the one that was captured.")
    }

    /// Rows of the list that account for files nobody captured.
    func unknownAbsences() -> [Finding] {
        var wanted = absences
        guard !wanted.isEmpty else { return [] }
        for log in facts.logs {
            for event in log.captures.events {
                let key = AbsenceKey(log: log.label, seq: event.seq)
                if let absence = wanted[key], event.sha256 == absence.sha256,
                    event.size == absence.size
                {
                    wanted[key] = nil
                }
            }
        }
        return wanted.sorted { ($0.key.log, $0.key.seq) < ($1.key.log, $1.key.seq) }.map {
            key, absence in
            Finding(
                .failure, "UNCLAIMED_FILE",
                at: Place(member: "manifest.json", log: key.log, sequence: key.seq),
                expected: "a shown capture record of that file", found: absence.sha256.hex,
                "The list of contents accounts for a file that no shown record names.")
        }
    }

    /// Members that hold files which no shown record names with that size and digest.
    ///
    /// - Parameter owed: Rows whose records name their members, mostly all there are.
    func unclaimed(besides owed: [OwedFiles.Row]) -> [Finding] {
        var open: Set<Int> = []
        for (place, member) in facts.frame.members.enumerated() {
            switch member.parsed {
            case .file, .unnamed: open.insert(place)
            default: break
            }
        }
        for row in owed {
            claim(row.member, size: row.file.size, sha256: row.file.sha256, &open)
        }
        for log in facts.logs where !open.isEmpty {
            for event in log.captures.events where !open.isEmpty { claim(event, in: log, &open) }
        }
        return open.map { facts.frame.members[$0] }.sorted { $0.path < $1.path }.map { member in
            Finding(
                .failure, "UNCLAIMED_FILE", at: Place(member: member.path),
                expected: "a shown capture record with this path, size and digest",
                found: member.sha256?.hex ?? "it could not be read whole",
                "The bundle holds a file that no shown record names with this content.")
        }
    }

    private func claim(_ event: CaptureTable.Event, in log: LogFacts, _ open: inout Set<Int>) {
        guard let digest = event.sha256 else { return }
        claim(.unnamed(digest), size: event.size, sha256: digest, &open)
        guard event.project >= 0, let path = MappedName.reading(log.captures.path(of: event)) else {
            return
        }
        let project = log.captures.projects[event.project]
        claim(
            .file(log: log.label, project: project, path: path), size: event.size, sha256: digest,
            &open)
    }

    private func claim(
        _ path: MemberPath, size: UInt64, sha256: Digest, _ open: inout Set<Int>
    ) {
        guard let place = members.place(of: path) else { return }
        let member = facts.frame.members[place]
        if member.size == size, member.sha256 == sha256 { open.remove(place) }
    }
}
