import CommandSupport
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct HelpTextTests {
    private let root = CommandContext(program: ArgumentParserTests.program)

    @Test(arguments: [20, 40, 60, 80, 500])
    func linesFitTheTerminal(width: Int) {
        let text = HelpText.text(for: root, width: width)
        let widest = text.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= min(max(width, 40), 100))
    }

    @Test func helpNamesEverythingThatCanBeTyped() {
        let text = HelpText.text(for: root, width: 80)
        for option in root.options { #expect(text.contains(option.spelling)) }
        for word in ["BUNDLE...", "explain", "rules", "(required)", "one of standard, keyless"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(text.contains("judge [options] --trust PATH BUNDLE..."))
        #expect(text.contains("judge --self-test"))
        #expect(text.contains("judge explain [options] RULE"))
    }

    @Test func helpOfASmallCommandIsExactlyThis() throws {
        let program = CommandSpec(
            name: "tell", summary: "tells the time", details: ["Asks the machine's clock."],
            options: [
                OptionSpec("zone", placeholder: "NAME", help: "the zone to tell it in")
            ],
            examples: [ExampleSpec("tell --zone UTC", "The time in Greenwich.")],
            exitStatuses: [StatusSpec(.success), StatusSpec(.usage)])
        let expected = """
            tell: tells the time

            Usage:
              tell [options]

            Asks the machine's clock.

            Options:
              --zone NAME  the zone to tell it in
              -h, --help   show this help
              --version    show the version

            Examples:
              tell --zone UTC
                  The time in Greenwich.

            Exit status:
              0   done
              64  the command line could not be understood

            """
        #expect(HelpText.text(for: CommandContext(program: program), width: 80) == expected)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("", 7, []),
        ("averylongword x", 4, ["averylongword", "x"]),
        ("a\n b", 9, ["a b"]),
    ])
    func wordsAreWrapped(text: String, width: Int, lines: [String]) {
        #expect(Wrapping.lines(text, width: width) == lines)
    }

    @Test(
        arguments: [
            ("trsut", "trust"), ("profil", "profile"), ("prof", "profile"), ("x", nil),
            ("zebra", nil),
            ("trust", "trust"), ("slef-test", "self-test"),
        ] as [(String, String?)])
    func suggestionsAreNear(word: String, expected: String?) {
        let known = ["trust", "crl", "profile", "self-test"]
        #expect(Suggestion.nearest(to: word, among: known) == expected)
    }
}

@Suite struct CompletionTests {
    private func answers(_ line: String, in folder: TemporaryDirectory) throws -> [String] {
        let script = Completion.script(for: ArgumentParserTests.program, shell: .bash)
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        // compopt works only while a real completion is under way.
        let asking = """
            compopt() { :; }
            COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
            COMP_CWORD=\(words.count - 1)
            _judge
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try runProcess(
            ["/bin/bash", "--norc", "-c", script + asking], directory: folder.path)
        #expect(result.stderr.isEmpty, "\(String(decoding: result.stderr, as: UTF8.self))")
        return String(decoding: result.stdout, as: UTF8.self).split(separator: "\n")
            .map(String.init).sorted()
    }

    @Test(arguments: [
        ("judge --tr", ["--trust"]), ("judge ex", ["explain"]), ("judge b", ["b c.tar"]),
        ("judge --profile k", ["keyless"]), ("judge --trust ", ["sub"]),
        ("judge explain --q", ["--quiet"]), ("judge explain --tr", []),
        ("judge --limit ", []),
    ])
    func bashOffersWhatFits(line: String, offers: [String]) throws {
        let folder = try TemporaryDirectory()
        try Files.writeDurably([], to: folder.file("b c.tar"))
        try Files.createDirectory(folder.file("sub"))
        #expect(try answers(line, in: folder) == offers)
    }

    @Test(arguments: CompletionShell.allCases)
    func everyShellHearsOfEveryOption(shell: CompletionShell) {
        let script = Completion.script(for: ArgumentParserTests.program, shell: shell)
        let names = ["trust", "crl", "profile", "quiet", "limit", "self-test", "explain", "rules"]
        for name in names { #expect(script.contains(name), "\(name)") }
    }
}
