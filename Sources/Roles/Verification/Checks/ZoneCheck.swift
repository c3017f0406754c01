import Findings
import Records

/// TIME-001: every time stands with offset and zone, and these agree as far as they can be compared.
///
/// A zone's name isn't held against a table of zones: that changes by law, and a report may not
/// depend on the edition that a laptop has. What is compared is what no edition changes.
struct ZoneCheck: Check {
    let rule: RuleID = "TIME-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log in
            log.clock.zones.compactMap { Self.finding(on: $0, log) } + Self.flapping(log)
                + Self.signatures(log) + log.unlistedTimes
        }
        let zones = Set(facts.logs.flatMap { $0.clock.zones.map(\.zone) })
        return .findings(findings, examined: Wording.count(zones.count, "zone"))
    }

    private static func finding(
        _ log: LogFacts, at seq: UInt64, expected: String, found: String, _ sentence: String
    ) -> Finding {
        Finding(
            .failure, "ZONE_OFFSET", at: log.place(of: seq), expected: expected, found: found,
            sentence)
    }

    // MARK: One reading

    private static func finding(on span: ZoneSpan, _ log: LogFacts) -> Finding? {
        finding(zone: span.zone, offset: span.offset, at: span.first, log)
    }

    private static func finding(
        zone: String, offset: String, at seq: UInt64, _ log: LogFacts
    ) -> Finding? {
        if zone.isBlank {
            return finding(
                log, at: seq, expected: "the name of a zone", found: "blanks only",
                "A time stands without the name of its zone.")
        }
        guard let minutes = UTCOffset(text: offset)?.minutes, civil.contains(minutes) else {
            return finding(
                log, at: seq, expected: "-12:00 to +14:00", found: offset,
                "No place on Earth has a wall clock with this offset.")
        }
        guard let due = fixedMinutes(of: zone), due != minutes else { return nil }
        return finding(
            log, at: seq, expected: "\(UTCOffset(clamping: due).text) in \(zone)", found: offset,
            "The zone has one offset the whole year, and the time stands with another.")
    }

    /// What wall clocks anywhere are ahead of UTC, in minutes.
    private static let civil = -720...840

    private static let utcNames: Set<String> = [
        "UTC", "UCT", "GMT", "Zulu", "Greenwich", "Universal", "Etc/UTC", "Etc/UCT",
        "Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Zulu", "Etc/Greenwich",
        "Etc/Universal",
    ]

    /// The offset of a zone whose name says it, in minutes; nil for every other zone.
    ///
    /// `Etc/GMT+5` is five hours behind UTC: the sign is that of POSIX.
    private static func fixedMinutes(of zone: String) -> Int? {
        if utcNames.contains(zone) { return 0 }
        guard zone.hasPrefix("Etc/GMT"), let hours = Int(zone.dropFirst("Etc/GMT".count)),
            (-14...12).contains(hours)
        else { return nil }
        return -60 * hours
    }

    // MARK: Several readings

    /// A zone doesn't change its offset and back within a week, nor have two at one time.
    private static func flapping(_ log: LogFacts) -> [Finding] {
        Dictionary(grouping: log.clock.zones, by: \.zone).sorted { $0.key < $1.key }
            .compactMap { zone, spans in flapping(zone, spans, log) }
    }

    private static func flapping(_ zone: String, _ spans: [ZoneSpan], _ log: LogFacts) -> Finding? {
        let ordered = spans.sorted { ($0.earliest, $0.first) < ($1.earliest, $1.first) }
        // The last time at which each offset was seen, and since when another has been in force.
        var lastSeen: [String: Timestamp] = [:]
        var latest: ZoneSpan?
        for span in ordered {
            if let latest, latest.offset != span.offset {
                let isOverlap = span.earliest < latest.latest
                let isReturn =
                    lastSeen[span.offset].map {
                        span.earliest.unixSeconds - $0.unixSeconds < ClockWalk.week
                    } ?? false
                if isOverlap || isReturn {
                    return finding(
                        log, at: span.first, expected: "\(latest.offset) in \(zone)",
                        found: "\(span.offset) at \(span.earliest.secondsText)",
                        "One zone is given two offsets in turn within a week, which no zone has.")
                }
            }
            lastSeen[span.offset] = max(lastSeen[span.offset] ?? span.latest, span.latest)
            if span.latest >= latest?.latest ?? span.latest { latest = span }
        }
        return nil
    }

    // MARK: Signatures

    /// The time that a person signed is given like that of a record, and agrees with its zone.
    private static func signatures(_ log: LogFacts) -> [Finding] {
        log.entries(of: SignatureBody.family).compactMap { kept in
            guard let signed = (kept.body as? SignatureBody)?.statement.signedAt else { return nil }
            if let finding = finding(
                zone: signed.zone, offset: signed.offset, at: kept.seq, log)
            {
                return finding
            }
            let time = kept.entry.time
            guard signed.zone == time.zone, signed.offset != time.offset,
                !isChange(log, zone: signed.zone, signed.offset, time.offset)
            else { return nil }
            return finding(
                log, at: kept.seq, expected: time.offset, found: signed.offset,
                "A signature states another offset for the zone in which its record was made.")
        }
    }

    /// Whether the records of a zone show both offsets, so that one may lie before a change.
    private static func isChange(
        _ log: LogFacts, zone: String, _ first: String, _ second: String
    ) -> Bool {
        let offsets = Set(log.clock.zones.filter { $0.zone == zone }.map(\.offset))
        return offsets.isSuperset(of: [first, second])
    }
}
