import CommandSupport
import Testing

@Suite struct ArgumentParserTests {
    static let program = CommandSpec(
        name: "judge", summary: "judges bundles",
        options: [
            OptionSpec(
                "trust", letter: "t", placeholder: "PATH", help: "the roots", kind: .directory,
                isRequired: true),
            OptionSpec("crl", placeholder: "FILE", help: "more lists", isRepeatable: true),
            OptionSpec(
                "profile", placeholder: "NAME", help: "the rules",
                kind: .choice(["standard", "keyless"])),
            OptionSpec("quiet", letter: "q", help: "say less", isGlobal: true),
            OptionSpec("limit", letter: "n", placeholder: "N", help: "at most so many"),
            OptionSpec("self-test", help: "test the program", standsAlone: true),
        ],
        positionals: [
            PositionalSpec("BUNDLE", help: "what to judge", count: .oneOrMore, kind: .file)
        ],
        subcommands: [
            CommandSpec(
                name: "explain", summary: "explains a rule",
                positionals: [PositionalSpec("RULE", help: "its id")]),
            CommandSpec(name: "rules", summary: "lists the rules"),
        ])

    private func parsed(_ line: String...) throws -> ParsedArguments {
        let command = try ArgumentParser.parse(line, as: Self.program)
        guard case .run(let arguments) = command else {
            Issue.record("\(command)")
            throw CommandFailure(.internalError, "not a run")
        }
        return arguments
    }

    @Test func valuesComeSeparatelyOrAttached() throws {
        for words in [["--trust", "a"], ["--trust=a"], ["-t", "a"], ["-ta"], ["-qta"]] {
            let command = try ArgumentParser.parse(words + ["x"], as: Self.program)
            guard case .run(let arguments) = command else {
                Issue.record("\(words)")
                continue
            }
            #expect(arguments.value("trust") == "a")
            #expect(arguments.positionals("BUNDLE") == ["x"])
        }
    }

    @Test func everythingIsCollected() throws {
        let arguments = try parsed(
            "one", "--crl", "a", "--trust", "-", "two", "--crl=b=c", "-q", "--", "--three", "rules")
        #expect(arguments.values("crl") == ["a", "b=c"])
        #expect(arguments.value("trust") == "-")
        #expect(arguments.positionals("BUNDLE") == ["one", "two", "--three", "rules"])
        #expect(arguments.flag("quiet") && !arguments.flag("self-test"))
        #expect(arguments.command.isEmpty)
        #expect(arguments.value("profile") == nil)
    }

    @Test func subcommandsTakeTheirOwnArgumentsAndGlobalOptions() throws {
        let arguments = try parsed("explain", "CHAIN-001", "--quiet")
        #expect(arguments.command == ["explain"])
        #expect(arguments.positional("RULE") == "CHAIN-001")
        #expect(arguments.flag("quiet"))
        #expect(try parsed("rules").command == ["rules"])
    }

    @Test func anOptionThatStandsAloneNeedsNothingElse() throws {
        #expect(try parsed("--self-test").flag("self-test"))
    }

    @Test(arguments: [
        (["--trsut", "a", "x"], "unknown option --trsut; did you mean --trust?"),
        (["--zebra"], "unknown option --zebra"),
        (["-z"], "unknown option -z"),
        (["x"], "--trust PATH is missing"),
        (["--trust", "a"], "BUNDLE is missing"),
        (["--trust"], "--trust needs a value: --trust PATH"),
        (["--trust", "--quiet", "x"], "--trust needs a value: --trust PATH"),
        (["--trust", "a", "--trust", "b", "x"], "--trust is given twice"),
        (["--quiet=1"], "--quiet takes no value"),
        (
            ["--profile", "standrd"],
            "--profile is one of standard, keyless, not standrd; did you mean standard?"
        ),
        (["rules", "x"], "unexpected argument x"),
        (["rules", "--trust", "a"], "unknown option --trust"),
        (["explain"], "RULE is missing"),
        (["--a\u{1b}b"], "unknown option --a\\x1bb"),
    ])
    func mistakesAreNamed(line: [String], message: String) {
        let error = #expect(throws: UsageError.self) {
            try ArgumentParser.parse(line, as: Self.program)
        }
        #expect(error?.message == message)
    }

    @Test func unknownCommandsAreToldFromArguments() {
        let program = CommandSpec(
            name: "capture", summary: "captures",
            subcommands: [
                CommandSpec(name: "init", summary: "begins"),
                CommandSpec(name: "enroll", summary: "adds a person"),
            ])
        let mistakes = [
            ["enrol"]: "unknown command enrol; did you mean enroll?",
            []: "a command is missing: init, enroll",
        ]
        for (line, message) in mistakes {
            let error = #expect(throws: UsageError.self) {
                try ArgumentParser.parse(line, as: program)
            }
            #expect(error?.message == message)
        }
    }

    @Test func helpWinsOverEverythingThatIsMissing() throws {
        let root = CommandContext(program: Self.program)
        let explain = try #require(root.subcommand("explain"))
        let lines: [([String], ParsedCommand)] = [
            (["--help"], .help(root)), (["-h"], .help(root)), (["help"], .help(root)),
            (["explain", "--help"], .help(explain)), (["help", "explain"], .help(explain)),
            (["--version"], .version), (["completion", "fish"], .completion(.fish)),
            (["manual"], .manual),
        ]
        for (line, command) in lines {
            #expect(try ArgumentParser.parse(line, as: Self.program) == command)
        }
    }

    @Test(arguments: [("5", 5), ("0", nil), ("10", nil), ("05", nil), ("x", nil), ("", nil)])
    func numbersAreChecked(text: String, number: Int?) throws {
        let arguments = try parsed("--limit=\(text)", "-ta", "x")
        if let number {
            #expect(try arguments.integer("limit", in: 1...9) == number)
        } else {
            #expect(throws: UsageError.self) { try arguments.integer("limit", in: 1...9) }
        }
    }
}
