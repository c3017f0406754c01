import Findings

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

/// What has to be said of the vendor's digests wherever they count.
private enum InstrumentWords {
    static let keyless = Finding(
        .note, "KEYLESS_HASH",
        """
        The instrument's digests are made without a key (MD5): they show accident, not malice.
        """)
}
