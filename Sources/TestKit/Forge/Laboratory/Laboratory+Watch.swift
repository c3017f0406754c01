internal import Capture
internal import LinuxFiles
internal import RecordLog
package import Records

/// What a service that watches folders writes into the log.
///
/// This version's programs record when somebody asks them to and watch nothing. The verifier judges
/// bundles of those that do, so the laboratory writes their records by the format's own words.
extension Laboratory {
    /// The watching program comes or goes.
    ///
    /// - Returns: The time of the record.
    @discardableResult
    package func service(_ event: ServiceBody.Event) throws -> Timestamp {
        let seq = try session { writer in
            try writer.append([EntryDraft(ServiceBody(event: event), actor: .watcher)]).last?.seq
        }
        guard let seq else { throw ForgeError.broken("nothing appended") }
        return try reader().entry(at: seq).time.utc
    }

    /// Nothing was watched from a moment until now: the gap is told, and what a rescan finds recorded.
    ///
    /// - Parameter stated: What the record of the gap says of the rescan; nil where there was none.
    package func tellGap(
        _ cause: String, from start: Timestamp, result stated: Reconciliation?, sample: String,
        project: String
    ) throws {
        try session { writer in
            let gap = GapBody(
                cause: cause, from: start, to: clock.now().utc,
                scope: "\(LaboratoryPlan.presentedFolder)/data", result: stated)
            _ = try writer.append([EntryDraft(gap, actor: .watcher)])
            guard stated != nil else { return }
            _ = try Recording.run(
                RecordingRequest(
                    paths: [Array(workspace.file("data/\(sample)").utf8)], project: project,
                    actor: try writer.resolvedActor(), cause: GapBody.rescanCause),
                writer: writer)
        }
    }

    /// The bytes of a file of a sample.
    package func bytes(sample: String, file: String) throws -> [UInt8] {
        try Files.read(workspace.file("data/\(sample)/\(file)"), limit: 1 << 24)
    }
}

extension Actor {
    /// A service of the workstation.
    fileprivate static let watcher = Actor(
        userId: "trailseal-watch", kind: .service, source: "program", attribution: .kernelPeer)

    /// Another machine, which writes to a share that the workstation watches.
    static let remoteMachine = Actor(
        userId: "remote", kind: .device, source: "remote-share", attribution: .clientAsserted)
}
