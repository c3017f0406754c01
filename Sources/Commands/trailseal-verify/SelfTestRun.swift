import CommandSupport
import Records
import Reporting
import SelfTest

/// `--self-test`: known answers, and bundles with known judgements, as a page that can be filed.
///
/// Source: docs/formats/report.md §11.
enum SelfTestRun {
    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        guard arguments.positionals("BUNDLE").isEmpty else {
            throw arguments.usage("--self-test judges the program and no bundle")
        }
        for kind in ReportKind.allCases where arguments.value(kind.rawValue) != nil {
            if !kind.drawsSelfTest {
                throw arguments.usage("--self-test has no rendering for --\(kind.rawValue)")
            }
        }
        let date = try VerifyRun.time(arguments)?.secondsText
        let output = try ReportOutput(arguments, bundles: [])
        try output.prepare()
        let report = await SelfTest(program: VerifyProgram.identity).run(
            date: date)
        try output.write(
            isQuiet: arguments.flag("quiet"),
            screen: { width, isColoured in report.text(width: width, isColoured: isColoured) },
            summary: {
                "\(report.word)  self-test: \(report.rightCount) of \(report.caseCount)\n"
            },
            draw: { try draw($0, report) })
        guard report.isPassed else {
            throw CommandFailure(
                .internalError,
                "the self-test failed, \(report.rightCount) of \(report.caseCount) came out: do not "
                    + "rely on this program on this machine")
        }
        return .success
    }

    private static func draw(_ kind: ReportKind, _ report: SelfTestReport) throws -> [UInt8] {
        switch kind {
        case .text, .junit, .sarif, .etsi: Array(report.text().utf8)
        case .xml: try report.xml()
        case .html: report.html
        case .json: report.json
        }
    }
}

extension ReportKind {
    /// Whether the page of the self-test has this rendering: it judges no bundle and lists no results.
    fileprivate var drawsSelfTest: Bool {
        switch self {
        case .text, .xml, .html, .json: true
        case .junit, .sarif, .etsi: false
        }
    }
}
