package import Records

/// What became of one dataset.
package struct DatasetOutcome: Hashable, Sendable {
    /// The dataset's id.
    package let id: String
    /// Its path in printable form.
    package let path: String
    /// What it is.
    package let kind: DatasetKind
    /// The version that the log now holds.
    package let version: UInt64
    /// Whether it counts as finished.
    package let state: CapturedDataset.State
    /// Why it doesn't.
    package let missing: [String]
    /// Number of files the log now knows.
    package let fileCount: Int
    /// Files recorded for the first time.
    package let created: Int
    /// Files recorded with new content.
    package let modified: Int
    /// Files recorded as gone.
    package let deleted: Int
    /// Sequence number of the dataset record; nil when nothing was new.
    package internal(set) var seq: UInt64?
}

/// What one run of `record` did.
package struct RecordingResult: Hashable, Sendable {
    /// The project's label.
    package let project: String
    /// One outcome for each dataset, in byte order of path.
    package let datasets: [DatasetOutcome]
    /// What belongs to no dataset, and why.
    package let uncaptured: [UncapturedEntry]
}

/// What to record.
package struct RecordingRequest: Sendable {
    /// Files and folders, as the caller names them.
    package let paths: [[UInt8]]
    /// The project's name.
    package let project: String
    /// Who acts; a person resolved by the host.
    package let actor: Actor
    /// How long a dataset must have been quiet to count as finished; 0 doesn't ask.
    package let settlingSeconds: Int64
    /// What brings the recording about, for the envelopes of its records; nil for somebody's wish.
    package let cause: String?
    /// Gets the number of bytes of every piece that was hashed.
    package let progress: @Sendable (Int) -> Void

    /// Makes a request.
    package init(
        paths: [[UInt8]], project: String, actor: Actor, settlingSeconds: Int64 = 0,
        cause: String? = nil, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.paths = paths
        self.project = project
        self.actor = actor
        self.settlingSeconds = settlingSeconds
        self.cause = cause
        self.progress = progress
    }
}
