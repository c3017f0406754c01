import CanonicalJSON
package import Cryptography
package import Records

/// Rows of the table for spreadsheets of file events that were scanned, as `CSVRendering` writes them.
///
/// What a row shares with the one before it is written once; a test holds the rows against those of
/// `CSVRendering.row(_:)`.
package struct FileEventRows: Sendable {
    private struct Shared: Equatable {
        let clock: Int32
        let project: Int32
        let actor: Int32
    }

    private var shared: Shared?
    /// From the mark behind the time to the mark in front of the body.
    private var middle: [UInt8] = []

    /// Knows nothing yet.
    package init() {}

    /// Appends the row of a file event.
    ///
    /// - Parameters:
    ///   - scanner: What scanned it, whose lists the scan's places belong to.
    ///   - entry: The bytes that were scanned.
    ///   - sequence: The place of the record in the log.
    ///   - digest: The digest of the entry.
    package mutating func append(
        _ scan: FileEventScan, of scanner: FileEventScanner, entry: Span<UInt8>,
        sequence: UInt64, digest: Digest, to table: inout [UInt8]
    ) {
        let shared = Shared(clock: scan.clock, project: scan.project, actor: scan.actor)
        if shared != self.shared {
            self.shared = shared
            middle = Self.middle(scan, scanner)
        }
        table.append(UInt8(ascii: "\""))
        ByteRuns.append(decimal: sequence, to: &table)
        table.append(contentsOf: Self.between)
        ByteRuns.append(decimal: scan.epoch, to: &table)
        table.append(contentsOf: Self.between)
        ByteRuns.append(entry.extracting(scan.utcText), to: &table)
        table.append(contentsOf: middle)
        ByteRuns.append(entry.extracting(scan.body), doubling: UInt8(ascii: "\""), to: &table)
        table.append(contentsOf: Self.between)
        digest.appendHex(to: &table)
        table.append(contentsOf: Self.end)
    }

    private static let between = Array(#"",""#.utf8)
    private static let end = Array("\",\"\"\r\n".utf8)

    private static func middle(_ scan: FileEventScan, _ scanner: FileEventScanner) -> [UInt8] {
        let actor = scanner.actors[Int(scan.actor)]
        let fields = [
            scanner.clocks[Int(scan.clock)].offset, CaptureBody.family,
            scanner.projects[Int(scan.project)], actor.personId ?? "", actor.userId,
            actor.name ?? "", actor.role ?? "",
        ]
        // A row of these alone ends in a mark, CR and LF.
        return Array(#"","#.utf8) + CSVRendering.line(fields).dropLast(2) + Array(#",""#.utf8)
    }
}
