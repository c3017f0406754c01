import Findings
import Records

/// INS-001: the instrument's own audit trail holds by the digest that it closes with.
struct InstrumentTrailCheck: Check {
    let rule: RuleID = "INS-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard !facts.instrumentTrails.isEmpty else {
            return .notApplicable(.nothingOfTheKind)
        }
        return .findings(
            facts.instrumentTrails.compactMap(judge) + [InstrumentWords.keyless],
            examined: Wording.count(facts.instrumentTrails.count, "instrument trail"))
    }

    private func judge(_ trail: InstrumentTrailFacts) -> Finding? {
        let place = Place(member: trail.member, log: trail.log, sequence: trail.seq)
        switch trail.closing {
        case .sameAsBytes, .sameAsLines:
            return nil
        case .noDigest:
            return Finding(
                .openQuestion, "VENDOR_HASH_ABSENT", at: place,
                expected: "a closing digest", found: "none",
                "The instrument's audit trail has no closing digest, so it can't be checked.")
        case .differs:
            return Finding(
                .failure, "VENDOR_TRAIL_MISMATCH", at: place, expected: trail.statedClosing,
                found: trail.computedClosing,
                """
                The instrument's audit trail isn't as the instrument closed it: its text, or what \
                follows it, was changed.
                """)
        }
    }
}

/// INS-002: the raw data are those of which the instrument's trail recorded a digest.
struct InstrumentDataCheck: Check {
    let rule: RuleID = "INS-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let about = facts.instrumentTrails.filter {
            $0.data != .noDigest && $0.data != .noDataFile
        }
        let without = facts.instrumentTrails.filter { $0.data == .noDataFile }.map { trail in
            Finding(
                .note, "VENDOR_DATA_ABSENT",
                at: Place(member: trail.member, log: trail.log, sequence: trail.seq),
                expected: trail.statedData, found: "no such file in the dataset",
                "The instrument's audit trail is about data that the dataset doesn't hold.")
        }
        guard !about.isEmpty else { return .notApplicable(.nothingOfTheKind, notes: without) }
        return .findings(
            about.compactMap(judge) + without + [InstrumentWords.keyless],
            examined: Wording.count(about.count, "raw file"))
    }

    private func judge(_ trail: InstrumentTrailFacts) -> Finding? {
        let place = Place(member: trail.dataMember, log: trail.log, sequence: trail.seq)
        switch trail.data {
        case .same, .sameByteSwapped, .noDigest, .noDataFile:
            return nil
        case .notHere:
            return Finding(
                .openQuestion, "VENDOR_DATA_ABSENT", at: place, expected: trail.statedData,
                found: "the file isn't in the bundle",
                "The raw file that the instrument's trail recorded stands outside the bundle.")
        case .differs:
            return Finding(
                .failure, "VENDOR_TRAIL_MISMATCH", at: place, expected: trail.statedData,
                found: trail.computedData,
                """
                The raw data aren't those of which the instrument's own audit trail recorded a \
                digest when they were written.
                """)
        }
    }
}

/// INS-003: the instrument's own trail and the capture records tell one story.
///
/// An entry that is dated after the file was captured contradicts. Who and where are said where they
/// differ: data may be captured by another person, on another machine, than they were acquired.
struct TwoWitnessesCheck: Check {
    let rule: RuleID = "INS-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard !facts.instrumentTrails.isEmpty else { return .notApplicable(.nothingOfTheKind) }
        let logs = Dictionary(
            facts.logs.map { ($0.label, CaptureTimes($0)) }, uniquingKeysWith: { first, _ in first }
        )
        let findings = facts.instrumentTrails.flatMap { trail -> [Finding] in
            guard let log = facts.log(trail.log),
                let entry = logs[trail.log]?.closing(trail, in: log)
            else { return [] }
            let judge = Comparison(trail: trail, entry: entry, log: log)
            return judge.findings(skew: context.profile.limits.skewMilliseconds)
        }
        return .findings(
            findings, examined: Wording.count(facts.instrumentTrails.count, "instrument trail"))
    }

    /// The dataset records of a log, by dataset.
    private struct CaptureTimes {
        private var closed: [String: [UInt64]] = [:]

        init(_ log: LogFacts) {
            for (seq, body) in log.bodies(CaptureBody.self) {
                if case .dataset(let record) = body {
                    closed[record.dataset.id, default: []].append(seq)
                }
            }
        }

        /// The record that closed the version in which a trail was captured.
        func closing(_ trail: InstrumentTrailFacts, in log: LogFacts) -> Entry? {
            closed[trail.dataset]?.first { $0 > trail.seq }.flatMap { log.entry(at: $0) }
        }
    }

    /// One trail beside the record of its capture.
    private struct Comparison {
        let trail: InstrumentTrailFacts
        let entry: Entry
        let log: LogFacts

        func findings(skew: Int64) -> [Finding] {
            [when(skew: skew), who, onWhichMachine].compactMap { $0 }
        }

        private func finding(
            _ effect: Finding.Effect, _ code: String, expected: String, found: String,
            _ sentence: String
        ) -> Finding {
            Finding(
                effect, code, at: Place(member: trail.member, log: trail.log, sequence: trail.seq),
                expected: expected, found: found, sentence)
        }

        private func when(skew: Int64) -> Finding? {
            let captured = entry.time.utc
            guard let newest = trail.newest else {
                return finding(
                    .openQuestion, "VENDOR_TIME_ABSENT", expected: "the time of an entry",
                    found: "none that can be read",
                    "The instrument's audit trail holds no time to compare with the capture.")
            }
            guard captured.milliseconds(to: newest) > skew else { return nil }
            // Nobody compared the clocks of two machines.
            return finding(
                isOneMachine ? .failure : .openQuestion, "VENDOR_TRAIL_MISMATCH",
                expected: "not after \(captured.secondsText)", found: newest.secondsText,
                isOneMachine
                    ? "The instrument's audit trail tells of something later than its own capture."
                    : "By another machine's clock, the instrument's audit trail tells of something "
                        + "later than its own capture.")
        }

        private var who: Finding? {
            let person = entry.actor.personId.flatMap { log.identity(of: $0, before: entry.seq) }
            let names = [
                entry.actor.userId, entry.actor.name, person?.body.osUser, person?.body.userId,
            ].compactMap { $0?.lowercased() }
            guard !trail.users.contains(where: { names.contains($0.lowercased()) }) else {
                return nil
            }
            return finding(
                .observation, "VENDOR_OPERATOR", expected: entry.actor.userId,
                found: Wording.list(trail.users),
                "The instrument was run under another account than the capture was.")
        }

        private var onWhichMachine: Finding? {
            guard !isOneMachine else { return nil }
            return finding(
                .observation, "VENDOR_HOST", expected: entry.origin.host,
                found: Wording.list(trail.hosts),
                "The instrument was run on another machine than the capture was.")
        }

        /// Whether the trail was written on the machine that captured it.
        private var isOneMachine: Bool {
            let host = Self.machine(entry.origin.host)
            return trail.hosts.contains { Self.machine($0) == host }
        }

        /// A machine's own name, without its domain.
        private static func machine(_ name: String) -> String {
            name.prefix { $0 != "." }.lowercased()
        }
    }
}

/// What has to be said of the vendor's digests wherever they count.
private enum InstrumentWords {
    static let keyless = Finding(
        .note, "KEYLESS_HASH",
        """
        The instrument's digests are made without a key (MD5): they show accident, not malice.
        """)
}
