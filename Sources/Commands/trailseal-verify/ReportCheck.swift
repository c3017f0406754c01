import BundleFormat
import CommandSupport
import Cryptography
import Findings
import RecordLog
import Records
import Reporting

/// `report check`: judges the bundles again and compares the result with a report, byte by byte.
///
/// What stands in a report is believed here only so far as to judge for the same time; then either
/// every byte comes out the same, or the report isn't what the bundles give.
/// Source: docs/formats/report.md §12.
struct ReportCheck {
    private let arguments: ParsedArguments
    private let report: ReportFile
    private let at: Timestamp
    private let notebook: Notebook?

    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        try await ReportCheck(arguments).run()
    }

    private init(_ arguments: ParsedArguments) throws {
        self.arguments = arguments
        report = try ReportFile(try arguments.requiredPositional("REPORT"))
        at = try report.judgedAt()
        notebook = try Self.notebook(arguments.value("notebook"), of: report)
    }

    private func run() async throws -> ExitStatus {
        var set = ReportSet(reports: [])
        var drawn: [[UInt8]] = []
        // Whether the time was given stands in the report, and is tried rather than believed.
        for wasGiven in [true, false] {
            let known = VerifyRun.Known(
                at: at, atWasGiven: wasGiven, digestsFile: true, notebook: notebook)
            set = try await VerifyRun(arguments, known: known).judgeAll().set
            let own = set.reports.first?.basis.programSHA256
            let stated = report.programDigest()
            for index in set.reports.indices {
                set.reports[index].basis.programSHA256 = stated
            }
            let variants = try Self.variants(of: set).map { try report.kind.draw($0) }
            if variants.contains(report.bytes) {
                try StandardStreams.write(
                    "The report is, byte for byte, what this program says of these bundles under "
                        + "these anchors.\n" + Self.build(stated: stated, own: own))
                return .success
            }
            drawn += variants
        }
        let missing = inputs(of: set).filter { !report.holds($0.value) }
        guard missing.isEmpty else {
            let names = missing.map { "  \($0.label)  \($0.value)\n" }.joined()
            try StandardStreams.write(
                "The report can't be compared: it doesn't name what was judged with here, so it was "
                    + "altered there, or made with something else.\n" + names)
            return .indeterminate
        }
        let suspect = set.reports.contains { Self.isLarge($0.subject) } ? "it, or a bundle," : "it"
        try StandardStreams.write(
            "The report is NOT what these bundles give: \(suspect) was altered after it was written.\n"
                + Self.difference(report.bytes, from: drawn))
        return .failed
    }

    /// A word on a report that another build of this version made: what it says came out the same here.
    private static func build(stated: String?, own: String?) -> String {
        guard stated != own else { return "" }
        return "It names another file of the program than this one.\n"
            + "  it names  \(stated ?? "none")\n  this one  \(own ?? "not known")\n"
    }

    /// The report as it reads with and without the digests of large files, which are there where
    /// somebody asked for them.
    private static func variants(of set: ReportSet) -> [ReportSet] {
        var without = set
        for index in set.reports.indices where isLarge(set.reports[index].subject) {
            without.reports[index].subject.sha256 = nil
        }
        return without == set ? [set] : [without, set]
    }

    /// Whether a report on a file names the file's digest only where that was asked for.
    private static func isLarge(_ subject: ReportSubject) -> Bool {
        subject.byteCount > BundleLimits().hashedWhole
    }

    /// The notebook as far as it went when the report was made: its last line then stands in there.
    ///
    /// - Throws: Status 66 where one of the two is there without the other.
    private static func notebook(
        _ path: String?, of report: ReportFile
    ) throws(CommandFailure) -> Notebook? {
        guard let path else {
            if !report.tellsOfNotebook { return nil }
            throw CommandFailure(
                .unreadable, "the report tells of a notebook: name it with --notebook")
        }
        guard report.tellsOfNotebook else {
            throw CommandFailure(.unreadable, "the report tells of no notebook")
        }
        let notebook = try NotebookFile(path).notebook
        return notebook.newestStage { report.holds($0.hex) } ?? notebook
    }

    /// What a report names of its inputs, in every rendering.
    private func inputs(of set: ReportSet) -> [(label: String, value: String)] {
        var inputs: [(label: String, value: String)] = []
        if let notebook = set.notebook {
            inputs.append(("notebook  ", notebook.tail))
        }
        for report in set.reports {
            inputs.append(("manifest  ", report.subject.manifestSHA256 ?? ""))
            if let digest = report.subject.sha256, !Self.isLarge(report.subject) {
                inputs.append(("bundle    ", digest))
            }
            inputs.append(("program   ", report.basis.program))
            inputs.append(("rule set  ", report.basis.ruleSetSHA256))
            inputs.append(("profile   ", report.basis.profileSHA256))
            inputs += report.basis.anchors.map { ("anchor    ", $0.sha256) }
        }
        var seen: Set<String> = []
        return inputs.filter { seen.insert($0.value).inserted }
    }

    /// Where the report parts from what comes nearest to it, and what stands there.
    private static func difference(_ found: [UInt8], from drawn: [[UInt8]]) -> String {
        func same(_ other: [UInt8]) -> Int { zip(found, other).prefix { $0 == $1 }.count }
        let expected = drawn.max { same($0) < same($1) } ?? []
        let same = same(expected)
        let line = found.prefix(same).count { $0 == 0x0A } + 1
        let start = max(0, same - 30)
        func excerpt(_ bytes: [UInt8]) -> String {
            let piece = bytes.dropFirst(start).prefix(80)
            return Printable.line(String(decoding: piece, as: UTF8.self))
        }
        return "  first at byte \(same), line \(line)\n  must be   \(excerpt(expected))\n"
            + "  is        \(excerpt(found))\n"
    }
}
