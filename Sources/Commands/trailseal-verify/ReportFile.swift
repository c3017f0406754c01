import CommandSupport
import LinuxFiles
import Reporting
import Records

/// A report in a file, by its bytes; nothing in it is believed.
struct ReportFile {
    /// The path as it was given.
    let path: String
    /// The whole file.
    let bytes: [UInt8]
    /// The rendering that it looks like.
    let kind: ReportKind

    /// Greatest length of a report.
    private static let limit = 1 << 28

    /// Reads a file.
    ///
    /// - Throws: Status 66 for one that can't be read or looks like no rendering of ours.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        do throws(SystemError) { bytes = try Files.read(path, limit: Self.limit) } catch {
            throw CommandFailure.reading(error)
        }
        guard let kind = Self.kind(of: bytes) else {
            throw CommandFailure(
                .unreadable,
                "\(Printable.line(path)) is no report in any rendering")
        }
        self.kind = kind
    }

    /// Whether a text stands somewhere in the report.
    func holds(_ text: String) -> Bool { Self.place(of: text, in: bytes) != nil }

    /// Whether it was made with an auditor's notebook, by a mark that no text of a bundle can make.
    var tellsOfNotebook: Bool {
        switch kind {
        case .text: holds("\nTHE AUDITOR'S NOTEBOOK\n")
        case .html: holds(#"<h2 id="notebook-0">"#)
        case .json: holds(#""notebook":{"#)
        case .xml: holds("<notebook ")
        // They list results for pipelines; nothing compares them.
        case .junit, .sarif, .etsi: false
        }
    }

    /// The time in the part about the run, where no text of a bundle can stand.
    ///
    /// Text and page end with that part, XML begins with it, and in JSON no string holds a mark of its
    /// own.
    ///
    /// - Throws: Status 66 where none stands there.
    func judgedAt() throws(CommandFailure) -> Timestamp {
        let place: Int? =
            switch kind {
            case .text, .html: Self.lastPlace(of: "Judged for", in: bytes)
            case .json: Self.place(of: #""judgedAt":""#, in: bytes)
            case .xml: Self.place(of: #"judgedAt=""#, in: bytes)
            // They list results for pipelines; nothing compares them.
            case .junit, .sarif, .etsi: nil
            }
        guard let place, let time = Self.time(in: bytes[place...].prefix(110)) else {
            throw CommandFailure(
                .unreadable,
                [.junit, .sarif, .etsi].contains(kind)
                    ? "\(Printable.line(path)) is for pipelines and isn't compared: take another rendering"
                    : "\(Printable.line(path)) doesn't say for which time it judges")
        }
        return time
    }

    /// The digest of a program's file in the part about the run; nil where none stands there.
    func programDigest() -> String? {
        let place: Int? =
            switch kind {
            case .text, .html: Self.lastPlace(of: "Its SHA-256", in: bytes)
            case .json: Self.place(of: #""programSha256":""#, in: bytes)
            case .xml: Self.place(of: #"programSha256=""#, in: bytes)
            case .junit, .sarif, .etsi: nil
            }
        guard let place else { return nil }
        let words = bytes[place...].prefix(250).split { !Self.isHexDigit($0) }
        return words.first { $0.count == 64 }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func time(in piece: ArraySlice<UInt8>) -> Timestamp? {
        guard let start = piece.firstIndex(where: { (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Timestamp(rfc3339: String(decoding: piece[start...].prefix(20), as: UTF8.self))
    }

    private static func kind(of report: [UInt8]) -> ReportKind? {
        if report.starts(with: "<!DOCTYPE html>".utf8) { return .html }
        if report.starts(with: #"{"$schema""#.utf8) { return .sarif }
        if report.starts(with: "{".utf8) { return .json }
        if report.starts(with: "====".utf8) { return .text }
        guard report.starts(with: "<?xml".utf8) else { return nil }
        if place(of: "urn:trailseal:report:1", in: report) != nil { return .xml }
        if place(of: "<testsuites ", in: report) != nil { return .junit }
        return place(of: ETSIReport.namespace, in: report) != nil ? .etsi : nil
    }

    private static func lastPlace(of text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        guard wanted.count <= bytes.count else { return nil }
        return (0...(bytes.count - wanted.count)).last { place in
            bytes[place..<place + wanted.count].elementsEqual(wanted)
        }
    }

    private static func place(of text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, wanted.count <= bytes.count else { return nil }
        return (0...(bytes.count - wanted.count)).first { place in
            bytes[place] == first && bytes[place..<place + wanted.count].elementsEqual(wanted)
        }
    }
}
