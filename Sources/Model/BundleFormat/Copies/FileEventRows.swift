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
        appendBody(scan, scanner, entry, to: &table)
        table.append(contentsOf: Self.between)
        digest.appendHex(to: &table)
        table.append(contentsOf: Self.end)
    }

    /// Appends the row of a withheld record.
    package static func append(
        withheld digest: Digest, for reason: WithholdingReason, sequence: UInt64,
        to table: inout [UInt8]
    ) {
        table.append(UInt8(ascii: "\""))
        ByteRuns.append(decimal: sequence, to: &table)
        table.append(contentsOf: tenEmpty)
        digest.appendHex(to: &table)
        table.append(contentsOf: between)
        table.append(contentsOf: reason.rawValue.utf8)
        table.append(contentsOf: lineEnd)
    }

    private static let tenEmpty = Array(
        (#"",""# + String(repeating: #"",""#, count: 10)).utf8)
    private static let lineEnd = Array("\"\r\n".utf8)

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
        table.append(contentsOf: head)
        ByteRuns.append(entry.extracting(scan.modifiedText), to: &table)
        table.append(contentsOf: Self.path)
        ByteRuns.append(entry.extracting(scan.path), to: &table)
        if let pathText = scan.pathText {
            table.append(contentsOf: Self.pathText)
            ByteRuns.append(entry.extracting(pathText), to: &table)
        }
        table.append(contentsOf: root)
        scan.sha256.appendHex(to: &table)
        table.append(contentsOf: Self.size)
        ByteRuns.append(decimal: scan.size, to: &table)
        table.append(UInt8(ascii: "}"))
    }

    private static let path = Array(#""",""path"":"""#.utf8)
    private static let pathText = Array(#""",""pathText"":"""#.utf8)
    private static let size = Array(#""",""size"":"#.utf8)

    private static func doubled(_ bytes: [UInt8]) -> [UInt8] { doubled(bytes.span) }

    private static func doubled(_ bytes: Span<UInt8>) -> [UInt8] {
        var doubled: [UInt8] = []
        ByteRuns.append(bytes, doubling: UInt8(ascii: "\""), to: &doubled)
        return doubled
    }

    // MARK: Row

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
