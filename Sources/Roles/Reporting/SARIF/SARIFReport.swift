package import CanonicalJSON
import Findings

/// What needs attention as SARIF 2.1.0, for pipelines and editors that list results.
///
/// What passed isn't listed: readers that don't know SARIF's kinds would take it for a problem.
///
/// Source: OASIS SARIF 2.1.0 with errata 01; docs/formats/report.md §17.
package enum SARIFReport {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        + "sarif-schema-2.1.0.json"

    /// The bytes of one JSON object and a final LF.
    package static func render(_ set: ReportSet, by run: ProgramRun) -> [UInt8] {
        CanonicalJSON.encode(object(set, by: run)) + [UInt8(ascii: "\n")]
    }

    /// The object itself: one run over all bundles.
    package static func object(_ set: ReportSet, by run: ProgramRun) -> JSONValue {
        let rules = SARIFRules(set)
        let results = SARIFResults(set, rules: rules)
        return .members(
            ("$schema", .string(schema)), ("version", .string("2.1.0")),
            (
                "runs",
                .array([
                    .members(
                        ("tool", .members(("driver", driver(run, rules)))),
                        ("invocations", .array([invocation(set, run)])),
                        ("artifacts", .array(set.reports.map(artifact))),
                        ("results", .array(results.objects)),
                        ("columnKind", .string("unicodeCodePoints")))
                ])
            ))
    }

    /// A message of harmless words.
    static func message(_ text: String) -> JSONValue {
        .members(("text", .string(SARIFText.message(text))))
    }

    // MARK: Parts

    /// The program: its name, its version, what tells one build from another, and its rules.
    private static func driver(_ run: ProgramRun, _ rules: SARIFRules) -> JSONValue {
        .members(
            ("name", .string("trailseal-verify")),
            ("semanticVersion", JSONReport.text(run.version)),
            (
                "properties",
                .members(
                    ("commit", JSONReport.text(run.commit)),
                    ("sha256", JSONReport.text(run.sha256)))
            ),
            ("rules", .array(rules.descriptors)))
    }

    /// How the run ended: a run without a verdict wasn't successful.
    private static func invocation(_ set: ReportSet, _ run: ProgramRun) -> JSONValue {
        let basis = set.reports.first?.basis
        return .members(
            ("executionSuccessful", .boolean(set.verdict != nil)),
            ("exitCode", .integer(Int64(run.exitCode))),
            ("exitCodeDescription", JSONReport.text(run.exitMeaning)),
            (
                "toolExecutionNotifications",
                set.unread.isEmpty ? nil : .array(set.unread.map(notification))
            ),
            (
                "properties",
                .members(
                    ("verdict", .string(set.verdictWord)),
                    ("judgedAt", JSONReport.text(basis?.judgedAt)),
                    ("judgedAtWasGiven", basis.map { .boolean($0.judgedAtWasGiven) }))
            ))
    }

    private static func notification(_ bundle: UnreadBundle) -> JSONValue {
        .members(
            ("level", .string(SARIFLevel.error.rawValue)), ("message", message(bundle.reason)),
            (
                "locations",
                .array([SARIFLocation(file: bundle.fileName, index: nil).object])
            ))
    }

    /// A bundle: its digests, its verdict, and by which rules it was judged.
    private static func artifact(_ report: Report) -> JSONValue {
        let subject = report.subject
        let length = Int64(exactly: subject.byteCount).flatMap {
            $0 <= JSONValue.largestInteger ? JSONValue.integer($0) : nil
        }
        return .members(
            ("location", .members(("uri", .string(SARIFText.uri(subject.fileName))))),
            ("length", length),
            ("hashes", subject.sha256.map { .members(("sha-256", JSONReport.text($0))) }),
            ("roles", .array([.string("analysisTarget")])),
            (
                "properties",
                .members(
                    ("verdict", .string(report.verdict.rawValue)),
                    ("says", JSONReport.text(VerdictPhrases.sentence(for: report))),
                    ("until", JSONReport.text(report.endurance?.until)),
                    ("bundleId", JSONReport.text(subject.bundleID)),
                    ("manifestSha256", JSONReport.text(subject.manifestSHA256)),
                    ("profile", JSONReport.text(report.basis.profile)),
                    ("profileSha256", JSONReport.text(report.basis.profileSHA256)),
                    ("ruleSetSha256", JSONReport.text(report.basis.ruleSetSHA256)))
            ))
    }
}
