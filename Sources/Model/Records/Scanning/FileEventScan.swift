package import Cryptography

/// What the entry of a file event says, by places in its bytes and in the scanner's lists.
package struct FileEventScan: Sendable {
    /// The number that the entry states.
    package var sequence: UInt64 = 0
    /// The epoch that it states.
    package var epoch: UInt64 = 0
    /// Who acted, as a place in `FileEventScanner.actors`.
    package var actor: Int32 = 0
    /// Clock and zone, as a place in `FileEventScanner.clocks`.
    package var clock: Int32 = 0
    /// When the entry was made.
    package var utc = Timestamp(unixSeconds: 0)
    /// Where that stands, without quotes.
    package var utcText: Range<Int> = 0..<0
    /// The clock that only runs forward, in microseconds.
    package var monotonicMicros: Int64 = 0
    /// The project label, as a place in `FileEventScanner.projects`.
    package var project: Int32 = 0
    /// Dataset and version, as a place in `FileEventScanner.datasets`.
    package var dataset: Int32 = 0
    /// The folder of the dataset, as a place in `FileEventScanner.roots`.
    package var root: Int32 = 0
    /// What happened to the file: created or modified.
    package var event: CapturedFile.Event = .created
    /// Where the body's JSON stands.
    package var body: Range<Int> = 0..<0
    /// Where the mapped path stands, without quotes.
    package var path: Range<Int> = 0..<0
    /// Where the path as text stands, without quotes; nil where there is none.
    package var pathText: Range<Int>?
    /// The size in bytes.
    package var size: UInt64 = 0
    /// The digest of the file.
    package var sha256 = Digest.zero
    /// When the file system says it was modified.
    package var modifiedUtc = Timestamp(unixSeconds: 0)
    /// Where that stands, without quotes.
    package var modifiedText: Range<Int> = 0..<0
}
