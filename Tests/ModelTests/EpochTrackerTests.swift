import RecordLog
import Records
import Testing

@Suite struct EpochTrackerTests {
    private static let limits = SitePolicy.Limits(
        skewMilliseconds: 1, lockAfterFailures: 5, epochMaxRecords: 100, epochMaxSeconds: 60)

    private static func draft(_ body: some RecordBody) -> EntryDraft {
        EntryDraft(body, actor: RecordFixture.actor)
    }

    @Test func itCountsGapsRescansAndLabels() {
        var tracker = EpochTracker()
        let time = Timestamp(unixSeconds: 1)
        let gap = GapBody(cause: "overflow", from: time, to: time)
        let rescan = GapBody(
            cause: "overflow", from: time, to: time,
            result: Reconciliation(created: 1, modified: 0, deleted: 0))
        tracker.count(family: "epoch.open", project: nil)
        for draft in [Self.draft(gap), Self.draft(rescan), Self.draft(gap)] { tracker.count(draft) }
        for label in ["b", "a", "b"] {
            let label = String(repeating: label, count: 16)
            tracker.count(family: "capture", project: label)
        }
        let body = tracker.closeBody(cause: .time)
        #expect(body.gaps == 3)
        #expect(body.reconciliations == 1)
        #expect(
            body.counts.map(\.family) == ["capture", "capture", "epoch.close", "epoch.open", "gap"])
        #expect(body.counts.map(\.count) == [1, 2, 1, 1, 3])
        #expect(tracker.recordCount == 7)
    }

    @Test func anEpochEndsBehindSomeFamiliesAndAtTheLimits() {
        var tracker = EpochTracker()
        func cause(_ family: String, _ seconds: Int) -> EpochCloseCause? {
            tracker.boundary(after: family, limits: Self.limits, age: .seconds(seconds))
        }
        #expect(cause("gap", 59) == nil)
        #expect(cause("gap", 60) == .time)
        for (family, expected) in [
            ("genesis", EpochCloseCause.genesis), ("signature", .signature), ("export", .export),
            ("config", .configuration), ("clock", .clock), ("log.end", .end),
        ] { #expect(cause(family, 0) == expected) }
        for _ in 0..<98 { tracker.count(family: "capture", project: nil) }
        #expect(cause("capture", 0) == nil)
        // The close is the hundredth.
        tracker.count(family: "capture", project: nil)
        #expect(cause("capture", 0) == .count)
    }
}
