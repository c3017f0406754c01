import CommandSupport
import Findings
import LinuxFiles
import Reporting

/// `trailseal-verify`: judges bundles on the auditor's laptop, without network.
///
/// Source: docs/formats/command-line.md §3.
enum VerifyProgram {
    static let version = ProgramVersion.text
    /// Name and version, as reports print them.
    static let identity = "\(spec.name) \(ProgramVersion.textWithCommit)"

    /// Runs an understood command line.
    static func run(_ arguments: ParsedArguments) async throws -> ExitStatus {
        switch arguments.command {
        case ["rules"]: return try Explanation.listRules(arguments)
        case ["explain"]:
            return try Explanation.explain(try arguments.requiredPositional("RULE"), arguments)
        case ["fork"]: return try ForkProofFile.check(arguments)
        case ["report", "check"]: return try await ReportCheck.run(arguments)
        case ["report", "sign"]: return try ReportSigning.run(arguments)
        case ["report", "check-signature"]: return try ReportSignatureCheck.run(arguments)
        default: break
        }
        try refuseWhatIsNotBuilt(arguments)
        if arguments.flag("self-test") { return try await SelfTestRun.run(arguments) }
        return try await VerifyRun(arguments).run()
    }

    /// An option that this version doesn't honour is never taken silently.
    private static func refuseWhatIsNotBuilt(_ arguments: ParsedArguments) throws(UsageError) {
        if arguments.value("reveal") != nil {
            throw arguments.usage("--reveal is not implemented in this version")
        }
    }

    // MARK: Command line

    static let trust = OptionSpec(
        "trust", placeholder: "PATH",
        help: "the anchors that you trust: a folder, or one PEM file", kind: .file,
        isRequired: true)

    static let profile = OptionSpec(
        "profile", placeholder: "NAME|FILE",
        help: "which rules are asked: standard, keyless, complete, or a file (standard)",
        kind: .file)

    static let at = OptionSpec(
        "at", placeholder: "RFC3339", help: "the time to judge for (the clock's)")

    static let files = OptionSpec(
        "files", placeholder: "DIR", help: "files that the bundle refers to", kind: .directory)

    static let later = OptionSpec(
        "later", placeholder: "DIR",
        help: "what came after sealing: renewals and lists, in BUNDLE.later", kind: .directory,
        isRepeatable: true)

    static let revocation = OptionSpec(
        "crl", placeholder: "PATH",
        help: "newer revocation lists or OCSP responses: a file, or a folder of them",
        kind: .file, isRepeatable: true)

    static let notebook = OptionSpec(
        "notebook", placeholder: "FILE",
        help: "your notebook: the logs must go on from what was seen on earlier visits; what is "
            + "seen now is noted unless something failed", kind: .file)

    private static let digest = OptionSpec(
        "digest", help: "report the SHA-256 of the whole file even beyond 64 MiB")

    static let spec = CommandSpec(
        name: "trailseal-verify",
        summary: "Judges sealed bundles and says what each one shows.",
        details: [
            "Recomputes everything that can be recomputed, judges the rest under the anchors "
                + "that you bring, and asks every rule of the profile, whatever comes out. "
                + "Nothing is fetched; nothing in a bundle is trusted because it is there.",
            "--trust names a folder with roots/, people/, seal/, log/ and tsa/ (PEM files), "
                + "witnesses (one C2SP key and its domain a line) and crls/ (lists and OCSP responses); or one PEM file, "
                + "which counts as roots/.",
        ],
        options: [
            trust, profile,
            at, files, later,
            OptionSpec(
                "reveal", placeholder: "FILE", help: "withheld lines: not in this version",
                kind: .file),
            revocation, digest,
        ] + ReportKind.allCases.map(\.option) + [
            OptionSpec(
                "fork-proof", placeholder: "FILE",
                help: "write a fork between the bundles as a proof that anyone can check",
                kind: .file),
            notebook,
            OptionSpec("quiet", help: "nothing on standard output; the exit status speaks"),
            OptionSpec(
                "self-test",
                help: "test this program on this machine by known answers and built-in bundles",
                standsAlone: true),
        ],
        positionals: [
            PositionalSpec(
                "BUNDLE", help: "a sealed bundle, a tar file", count: .oneOrMore, kind: .file)
        ],
        subcommands: [
            CommandSpec(
                name: "rules", summary: "Lists every rule and whether this version asks it.",
                options: [
                    OptionSpec("json", help: "write everything there is to say of them as JSON")
                ]),
            CommandSpec(
                name: "explain", summary: "Explains a rule or a reason code.",
                positionals: [PositionalSpec("RULE", help: "such as CHAIN-001 or LEAF_MISMATCH")]),
            report,
            CommandSpec(
                name: "fork", summary: "Checks a fork proof and says what it shows.",
                positionals: [
                    PositionalSpec("PROOF", help: "a file that --fork-proof wrote", kind: .file)
                ],
                exitStatuses: [
                    StatusSpec(.success, "the proof holds"),
                    StatusSpec(.failed, "the file proves nothing"), StatusSpec(.usage),
                    StatusSpec(.unreadable),
                ]),
        ],
        examples: [
            ExampleSpec(
                "trailseal-verify bundle.tar --trust my-trust/",
                "Judge a bundle, report on the terminal."),
            ExampleSpec(
                "trailseal-verify *.tar --trust my-trust/ --html report.html --xml report.xml",
                "Judge several and keep the report."),
        ],
        exitStatuses: [
            StatusSpec(.success, "PASSED"), StatusSpec(.failed, "FAILED"),
            StatusSpec(.indeterminate, "INDETERMINATE"), StatusSpec(.usage),
            StatusSpec(.unreadable),
            StatusSpec(.internalError), StatusSpec(.inputOutput),
        ])
}

extension Verdict {
    /// The status with which the program ends.
    var status: ExitStatus {
        switch self {
        case .passed: .success
        case .failed: .failed
        case .indeterminate: .indeterminate
        }
    }
}

extension ReportSet {
    /// The status with which a run over these bundles ends.
    var status: ExitStatus { verdict?.status ?? .unreadable }
}
