import CanonicalJSON
import RecordLog
import Records

/// Finds the opening in force behind each block of a log, without reading the lines of the block.
///
/// Source: docs/formats/records.md §2.
struct OpeningSearch {
    /// The opening in force behind the blocks that were passed; nil where there is none.
    private(set) var inForce: EpochOpening?
    /// The epoch that the last line of the block before states.
    private var epoch: UInt64?
    private var isAtStart = true

    private static let family = ByteSearch(#""family":"epoch.open""#)

    /// Takes the next block of whole lines.
    mutating func pass(_ block: Span<UInt8>) {
        if isAtStart { inForce = Self.opening(in: block, from: 0) }
        isAtStart = false
        let epoch = Self.lastEpoch(in: block)
        // One number at both ends: no epoch was opened between, or one whose number is wrong, which
        // is a failure of its own.
        if let epoch, epoch == self.epoch { return }
        self.epoch = epoch
        inForce = Self.last(in: block) ?? inForce
    }

    /// The last opening of an epoch in a block; nil where there is none that can be read.
    private static func last(in block: Span<UInt8>) -> EpochOpening? {
        var end = block.count
        // A close counts openings by the same words, and so may a body that nobody knows.
        while let hit = family.last(in: block, before: end) {
            let start = lineStart(in: block, before: hit)
            if let opening = opening(in: block, from: start) { return opening }
            end = start
        }
        return nil
    }

    private static func lastEpoch(in block: Span<UInt8>) -> UInt64? {
        let isWhole = block.count > 0 && block[block.count - 1] == 0x0A
        let start = lineStart(in: block, before: isWhole ? block.count - 1 : block.count)
        guard let entry = entry(in: block, from: start) else { return nil }
        do throws(EntryError) { return try StatedEntry(encoded: entry).epoch } catch { return nil }
    }

    private static func opening(in block: Span<UInt8>, from start: Int) -> EpochOpening? {
        entry(in: block, from: start).flatMap { EpochOpening(encoded: $0) }
    }

    /// The entry of the line in clear that begins at a place.
    private static func entry(in block: Span<UInt8>, from start: Int) -> [UInt8]? {
        let end = ByteRuns.first(0x0A, in: block, from: start) ?? block.count
        let line = block.extracting(start..<end)
        guard case .success(let range) = RecordLine.entryRange(of: line) else { return nil }
        return ByteRuns.array(line, range)
    }

    private static func lineStart(in block: Span<UInt8>, before place: Int) -> Int {
        var start = place
        while start > 0, block[start - 1] != 0x0A { start -= 1 }
        return start
    }
}
