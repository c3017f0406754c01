import Testing
import TrailSealTestKit

/// What the programs say about themselves, asked of the programs themselves.
@Suite("Help and versions")
struct HelpTests {
    static let programs = [Programs.capture, Programs.seal, Programs.verify]

    private static func name(_ program: String) -> String {
        program.split(separator: "/").last.map(String.init) ?? ""
    }

    @Test("every command's help exits with 0, fits 80 columns and names every option")
    func helpOfEveryCommand() throws {
        var seen = 0
        for program in Self.programs {
            for words in try Self.commands(of: program) {
                let result = try runProcess([program] + words + ["--help"])
                let text = result.outputText
                let shown = ([Self.name(program)] + words).joined(separator: " ")
                #expect(result.status == 0, "\(shown)")
                #expect(result.stderr.isEmpty, "\(shown): \(result.errorText)")
                #expect(text.contains("Usage:\n  \(shown)"), "\(text)")
                let (prose, examples) = Self.split(text)
                for line in prose { #expect(line.count <= 80, "\(shown): \(line)") }
                #expect(examples.allSatisfy { !$0.isEmpty })
                for option in try Self.completed(program, words) {
                    #expect(text.contains(option), "\(shown) doesn't explain \(option)")
                }
                seen += 1
            }
        }
        #expect(seen >= 25)
    }

    @Test("no option takes a password as its value")
    func noPasswordArguments() throws {
        for program in Self.programs {
            for words in try Self.commands(of: program) {
                let text = try succeed([program] + words + ["--help"]).outputText
                for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } })
                where line.hasPrefix("--") || line.hasPrefix("-") {
                    let terms = line.split(separator: " ").map(String.init)
                    guard let option = terms.first(where: { $0.hasPrefix("--") }) else { continue }
                    let isSecret = ["password", "secret", "passphrase", "pin"].contains {
                        option.contains($0)
                    }
                    guard isSecret else { continue }
                    // A descriptor's number, or a flag.
                    let next = terms.drop { $0 != option }.dropFirst().first ?? ""
                    let isFlag = next.first?.isUppercase != true
                    #expect(option.hasSuffix("-fd") ? next == "N" : isFlag, "\(line)")
                }
            }
        }
    }

    @Test("a password given as an argument is refused and not repeated", arguments: programs)
    func passwordAsArgument(program: String) throws {
        for words in [["--password", "hunter2"], ["--password=hunter2"]] {
            let result = try runProcess([program] + words)
            #expect(result.status == 64)
            #expect(!result.errorText.contains("hunter2"), "\(result.errorText)")
        }
    }

    @Test("all programs are of one version, and each names the digest of its own file")
    func versions() throws {
        for program in Self.programs + [Programs.forge] {
            let lines = try succeed([program, "--version"]).outputText.split(separator: "\n")
            let digest = try succeed(["sha256sum", program]).outputText.prefix(64)
            // Only what `make dist` builds from an archive of a commit knows its commit.
            #expect(
                lines == ["\(Self.name(program)) 1.0.0", "commit unreleased", "sha256 \(digest)"])
        }
    }

    @Test("an unknown option or command names the nearest one", arguments: mistyped)
    func suggestions(words: String, meant: String) throws {
        let command = words.split(separator: " ").map(String.init)
        let result = try runProcess([Programs.path(command[0])] + command.dropFirst())
        expectSentence(result, 64, "did you mean \(meant)?")
    }

    private static let mistyped = [
        ("trailseal-capture statsu", "status"), ("trailseal-capture enrol s", "enroll"),
        ("trailseal-capture init s --organization O", "--organisation"),
        ("trailseal-capture sign s --all-unsinged", "--all-unsigned"),
        ("trailseal-capture certificates ad s", "add"),
        ("trailseal-seal exports s", "export"),
        ("trailseal-seal export s --apprver x", "--approver"),
        ("trailseal-verify b.tar --turst t", "--trust"),
        ("trailseal-verify b.tar --quite", "--quiet"),
    ]

    @Test("nothing at all is not enough, and says what is missing", arguments: programs)
    func nothingAtAll(program: String) throws {
        expectSentence(try runProcess([program]), 64, "missing")
    }

    /// Every command of a program by its words, the program itself first.
    static func commands(of program: String) throws -> [[String]] {
        let script = try succeed([program, "completion", "bash"]).outputText
        var commands: [[String]] = []
        for line in script.split(separator: "\n") {
            // The script lists the words of each command as `"words") words="options" kind=…`.
            guard line.contains(") words=\""), line.contains("--help") else { continue }
            let path = line.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
            guard path.count == 3, !path[1].contains("--") else { continue }
            commands.append(path[1].split(separator: " ").map(String.init))
        }
        return commands
    }

    /// The options that completion offers for a command.
    static func completed(_ program: String, _ words: [String]) throws -> [String] {
        let script = try succeed([program, "completion", "bash"]).outputText
        let head = "\"" + words.map { " " + $0 }.joined() + "\") words=\""
        let line = script.split(separator: "\n").first {
            $0.contains(head) && $0.contains("--help")
        }
        let list = line?.split(separator: "\"", omittingEmptySubsequences: false).dropFirst(3).first
        return list?.split(separator: " ").filter { $0.hasPrefix("--") }.map(String.init) ?? []
    }

    /// The lines of a help text, those of examples apart: a line to copy is never broken.
    private static func split(_ text: String) -> (prose: [Substring], examples: [Substring]) {
        var prose: [Substring] = []
        var examples: [Substring] = []
        var isExample = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("Examples") { isExample = true }
            if !line.hasPrefix(" "), !line.isEmpty, !line.hasPrefix("Examples") {
                isExample = false
            }
            if isExample, line.hasPrefix("  trailseal-") {
                examples.append(line)
            } else {
                prose.append(line)
            }
        }
        return (prose, examples)
    }
}
