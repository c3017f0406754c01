package import Records

/// A file event that a rescan brought about, after a stretch in which nothing was watched.
///
/// Source: docs/formats/records.md §3, gap.
package struct RescannedFile: Hashable, Sendable {
    /// The place of the record.
    package var seq: UInt64
    /// What the rescan found.
    package var event: CapturedFile.Event

    /// Pairs a place with what was found.
    package init(seq: UInt64, event: CapturedFile.Event) {
        self.seq = seq
        self.event = event
    }
}
