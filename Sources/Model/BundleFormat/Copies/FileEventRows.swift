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
        ByteRuns.append(Self.between, to: &table)
        ByteRuns.append(decimal: scan.epoch, to: &table)
        ByteRuns.append(Self.between, to: &table)
        ByteRuns.append(entry.extracting(scan.utcText), to: &table)
        ByteRuns.append(middle.span, to: &table)
        appendBody(scan, scanner, entry, to: &table)
        ByteRuns.append(Self.between, to: &table)
        digest.appendHex(to: &table)
        ByteRuns.append(Self.end, to: &table)
    }

    /// Appends the row of a withheld record.
    package static func append(
        withheld digest: Digest, for reason: WithholdingReason, sequence: UInt64,
        to table: inout [UInt8]
    ) {
        table.append(UInt8(ascii: "\""))
        ByteRuns.append(decimal: sequence, to: &table)
        ByteRuns.append(tenEmpty, to: &table)
        digest.appendHex(to: &table)
        ByteRuns.append(between, to: &table)
        table.append(contentsOf: reason.rawValue.utf8)
        ByteRuns.append(lineEnd, to: &table)
    }

    /// The end of the first cell, ten empty ones and the beginning of the next.
    private static let tenEmpty: StaticString = #"","","","","","","","","","","",""#
    private static let lineEnd: StaticString = "\"\r\n"

    // MARK: Body

    private struct BodyHead: Equatable {
        let dataset: Int32
        let event: CapturedFile.Event
    }

    private var bodyHead: BodyHead?
    /// From the first brace to the mark in front of the time.
    private var head: [UInt8] = []
    private var bodyRoot: Int32 = -1
    /// From the mark behind the path to the one in front of the digest.
    private var root: [UInt8] = []

    /// Appends the body with its marks doubled; no value of a file event that is scanned has one itself.
    private mutating func appendBody(
        _ scan: FileEventScan, _ scanner: FileEventScanner, _ entry: Span<UInt8>,
        to table: inout [UInt8]
    ) {
        let bodyHead = BodyHead(dataset: scan.dataset, event: scan.event)
        if bodyHead != self.bodyHead {
            self.bodyHead = bodyHead
            head = Self.doubled(
                entry.extracting(scan.body.lowerBound..<scan.modifiedText.lowerBound))
        }
        if scan.root != bodyRoot {
            bodyRoot = scan.root
            root = Self.doubled(
                Array(#"","root":""#.utf8) + Array(scanner.roots[Int(scan.root)].utf8)
                    + Array(#"","sha256":""#.utf8))
        }
        ByteRuns.append(head.span, to: &table)
        ByteRuns.append(entry.extracting(scan.modifiedText), to: &table)
        ByteRuns.append(Self.path, to: &table)
        ByteRuns.append(entry.extracting(scan.path), to: &table)
        if let pathText = scan.pathText {
            ByteRuns.append(Self.pathText, to: &table)
            ByteRuns.append(entry.extracting(pathText), to: &table)
        }
        ByteRuns.append(root.span, to: &table)
        scan.sha256.appendHex(to: &table)
        ByteRuns.append(Self.size, to: &table)
        ByteRuns.append(decimal: scan.size, to: &table)
        table.append(UInt8(ascii: "}"))
    }

    private static let path: StaticString = #""",""path"":"""#
    private static let pathText: StaticString = #""",""pathText"":"""#
    private static let size: StaticString = #""",""size"":"#

    private static func doubled(_ bytes: [UInt8]) -> [UInt8] { doubled(bytes.span) }

    private static func doubled(_ bytes: Span<UInt8>) -> [UInt8] {
        var doubled: [UInt8] = []
        ByteRuns.append(bytes, doubling: UInt8(ascii: "\""), to: &doubled)
        return doubled
    }

    // MARK: Row

    private static let between: StaticString = #"",""#
    private static let end: StaticString = "\",\"\"\r\n"

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
