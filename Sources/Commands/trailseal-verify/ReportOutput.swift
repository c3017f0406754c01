import CommandSupport
import Findings
import LinuxFiles
import Reporting

/// The renderings that a run can write.
enum ReportKind: String, CaseIterable {
    case text, xml, html, json, junit, sarif, etsi

    /// The option that asks for it.
    var option: OptionSpec {
        let help =
            switch self {
            case .text: "the report for people, as text"
            case .xml: "the report as XML (schemas/report-1.xsd)"
            case .html: "the report for people, as one HTML page"
            case .json: "the report as canonical JSON"
            case .junit: "the results as JUnit XML"
            case .sarif: "what needs attention as SARIF 2.1.0"
            case .etsi: "signatures and time-stamps as ETSI TS 119 102-2"
            }
        return OptionSpec(rawValue, placeholder: "FILE", help: help, kind: .file)
    }
}

/// Writes the reports of a run: all of them whole, or none.
struct ReportOutput {
    private let targets: [(kind: ReportKind, path: String)]

    /// Takes the options that name a file.
    ///
    /// - Throws: Where two outputs would fall together, or one would replace a bundle.
    init(_ arguments: ParsedArguments, bundles: [String]) throws {
        targets = ReportKind.allCases.compactMap { kind in
            arguments.value(kind.rawValue).map { (kind, $0) }
        }
        var seen: Set<String> = []
        for (kind, path) in targets {
            if path.isEmpty { throw arguments.usage("--\(kind.rawValue) needs a file's name") }
            if !seen.insert(path).inserted {
                throw arguments.usage("two reports can't go to \(Printable.line(path))")
            }
            if path != "-" && bundles.contains(where: { Self.isSame($0, path) }) {
                throw arguments.usage(
                    "--\(kind.rawValue) would replace the bundle \(Printable.line(path))")
            }
        }
    }

    /// Whether a report goes to a path.
    func writes(to path: String) -> Bool {
        targets.contains { $0.path == path || Self.isSame($0.path, path) }
    }

    private static func isSame(_ bundle: String, _ path: String) -> Bool {
        do throws(SystemError) {
            return try Files.status(of: bundle, followingLinks: true).identity
                == Files.status(of: path, followingLinks: true).identity
        } catch {
            // One of them isn't there, so nothing can be replaced.
            return false
        }
    }

    /// Takes reports of an earlier run away: one that lies there afterwards is of this run.
    func prepare() throws(CommandFailure) {
        for (_, path) in targets where path != "-" {
            do throws(SystemError) {
                if try Files.kind(of: path) == .file { try Files.remove(path) }
            } catch {
                throw CommandFailure(.inputOutput, "cannot replace \(error)")
            }
        }
    }

    /// Draws every rendering first and then writes; a failure takes back what was written.
    func write(_ set: ReportSet, isQuiet: Bool) throws {
        try write(
            isQuiet: isQuiet,
            // Without any report the sentence on standard error has said it all.
            screen: { width, isColoured in
                set.reports.isEmpty
                    ? "" : TextReport.render(set, width: width, isColoured: isColoured)
            },
            summary: { TextReport.summary(set) }, draw: { try $0.draw(set) })
    }

    /// As above, for whatever can be drawn in the renderings that were asked for.
    func write(
        isQuiet: Bool, screen: (_ width: Int, _ isColoured: Bool) -> String,
        summary: () -> String, draw: (ReportKind) throws -> [UInt8]
    ) throws {
        if targets.isEmpty {
            if !isQuiet { try StandardStreams.write(Self.onScreen(screen)) }
            return
        }
        let drawn = try targets.map { (path: $0.path, bytes: try draw($0.kind)) }
        var written: [String] = []
        do throws(CommandFailure) {
            for (path, bytes) in drawn {
                if path == "-" {
                    try StandardStreams.write(bytes)
                } else {
                    try Self.write(bytes, to: path)
                    written.append(path)
                }
            }
        } catch {
            Self.takeBack(written)
            throw error
        }
        if !isQuiet, Terminal.isTerminal(.error) {
            StandardStreams.writeError(summary())
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        do throws(SystemError) {
            // A pipe or a device is written through; it must not be replaced by a file.
            if Files.exists(path),
                try Files.status(of: path, followingLinks: true).kind != .file
            {
                let device = try FileDescriptor(updating: path)
                try device.writeAll(bytes)
            } else {
                try Files.writeDurably(bytes, to: path)
            }
        } catch {
            throw CommandFailure.writing(error)
        }
    }

    private static func takeBack(_ paths: [String]) {
        for path in paths {
            do throws(SystemError) { try Files.remove(path) } catch {
                StandardStreams.writeError(
                    "trailseal-verify: the report \(Printable.line(path)) is not whole; "
                        + "remove it: \(error)\n")
            }
        }
    }

    /// Text for standard output: as wide as the terminal, coloured only on one.
    private static func onScreen(_ draw: (Int, Bool) -> String) -> String {
        let isTerminal = Terminal.isTerminal(.output)
        let noColour = Host.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let isDumb = Host.environment("TERM") == "dumb"
        return draw(
            Terminal.width(.output).map { min(max($0, 40), 120) } ?? 80,
            isTerminal && !noColour && !isDumb)
    }
}

extension ReportKind {
    /// The bytes of the report in this rendering.
    func draw(_ set: ReportSet) throws -> [UInt8] {
        switch self {
        case .text: Array(TextReport.render(set).utf8)
        case .xml: try XMLReport.render(set)
        case .html: HTMLReport.render(set)
        case .json: JSONReport.render(set)
        case .junit: try JUnitReport.render(set)
        case .sarif: SARIFReport.render(set, by: ProgramRun(set))
        case .etsi: try ETSIReport.render(set)
        }
    }
}

extension ProgramRun {
    /// This program, with the status with which it ends after a run.
    init(_ set: ReportSet) {
        let status = set.status
        self.init(
            version: VerifyProgram.version, commit: ProgramVersion.commit,
            sha256: set.reports.first?.basis.programSHA256 ?? ProgramVersion.ownSHA256,
            exitCode: Int(status.rawValue),
            exitMeaning: status == .success ? "verdict PASSED" : status.meaning)
    }
}
