internal import Records

/// Folders that a service watched, and times in which it didn't.
enum WatchSamples {
    static let all: [Sample] = [overflow, stopped, untold, miscounted]

    private static let file = "1/pdata/1/procs"

    private static let overflow = Sample(
        "good-watch-overflow", .passed, ["CAP-003": "passed", "CHAIN-006": "passed"],
        why: """
            A service watched the folder. A hundred thousand files were touched within seconds, the \
            system's queue ran over, and one file was changed meanwhile. The log tells of the gap and \
            of the one change that a rescan found, and its record follows. The report says for which \
            time completeness isn't claimed.
            """
    ) {
        try overflowed(result: Reconciliation(created: 0, modified: 1, deleted: 0))
            .export(project: Scene.project)
    }

    private static let stopped = Sample(
        "good-watch-stopped", .passed, ["CAP-003": "passed", "CHAIN-006": "passed"],
        why: """
            The service stood still for an hour. In that hour somebody changed a file and put it \
            back. The rescan found nothing, and nothing can: the log tells of the gap, and the \
            report says that a change which was undone in it leaves no trace.
            """
    ) {
        let laboratory = try Scene.minimal(seed: "watch stopped")
        let stop = try interrupt(laboratory)
        try laboratory.tellGap(
            "stopped", from: stop, result: Reconciliation(created: 0, modified: 0, deleted: 0),
            sample: Scene.sample, project: Scene.project)
        return try laboratory.export(project: Scene.project)
    }

    private static let untold = Sample(
        "odd-watch-stop-untold", .indeterminate, ["CAP-003": "indeterminate"],
        twin: "good-watch-stopped",
        why: """
            The service stood still for an hour, by its own records of stop and start, and no record \
            tells of the gap or of a rescan. Nothing contradicts; what happened in that hour nobody \
            looked for.
            """
    ) {
        let laboratory = try Scene.minimal(seed: "watch stopped")
        try interrupt(laboratory)
        return try laboratory.export(project: Scene.project)
    }

    private static let miscounted = Sample(
        "bad-watch-rescan-miscounted", .failed, ["CAP-003": "failed", "CHAIN-006": "passed"],
        twin: "good-watch-overflow",
        why: """
            The record of a gap says that a rescan found two changed files, and the log holds the \
            record of one. The other was never written, by a program that was made to forget it.
            """
    ) {
        try overflowed(result: Reconciliation(created: 0, modified: 2, deleted: 0))
            .export(project: Scene.project)
    }

    /// A minute in which the queue ran over and a file was changed.
    private static func overflowed(result: Reconciliation) throws -> Laboratory {
        let laboratory = try Scene.minimal(seed: "watch overflow")
        try laboratory.service(.start)
        laboratory.clock.pass(seconds: 600)
        let start = laboratory.clock.now().utc
        let bytes = try laboratory.bytes(sample: Scene.sample, file: file)
        try laboratory.overwrite(
            sample: Scene.sample, file: file, with: bytes + Array("$$ phased again\n".utf8))
        laboratory.clock.pass(seconds: 60)
        try laboratory.tellGap(
            "queue-overflow", from: start, result: result, sample: Scene.sample,
            project: Scene.project)
        return laboratory
    }

    /// An hour without the service, in which a file is changed and put back.
    @discardableResult
    private static func interrupt(_ laboratory: Laboratory) throws -> Timestamp {
        try laboratory.service(.start)
        let stop = try laboratory.service(.stop)
        let bytes = try laboratory.bytes(sample: Scene.sample, file: file)
        try laboratory.overwrite(sample: Scene.sample, file: file, with: [0])
        laboratory.clock.pass(seconds: 3600)
        try laboratory.overwrite(sample: Scene.sample, file: file, with: bytes)
        try laboratory.service(.start)
        return stop
    }
}
