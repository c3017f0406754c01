import Testing
import TrailSealTestKit

/// Completion scripts are read by the shells that they are for, where those are installed.
@Suite("Completion scripts")
struct CompletionTests {
    static let all = HelpTests.programs.flatMap { program in
        ["bash", "zsh", "fish"].map { Script(program: program, shell: $0) }
    }

    struct Script: CustomTestStringConvertible, Sendable {
        let program: String
        let shell: String

        var name: String { program.split(separator: "/").last.map(String.init) ?? "" }
        var testDescription: String { "\(name) for \(shell)" }
    }

    @Test("a shell reads its script without a complaint", arguments: all)
    func shellReads(script: Script) throws {
        let text = try succeed([script.program, "completion", script.shell]).outputText
        #expect(text.contains(script.name))
        #expect(try succeed(["sh", "-c", "command -v \(script.shell) || true"]).status == 0)
        let found = try runProcess(["sh", "-c", "command -v \(script.shell)"]).status == 0
        // Without the shell only what it would read can be looked at.
        guard found else { return }
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("script"), text)
        let flags = script.shell == "fish" ? ["--no-execute"] : ["-n"]
        let result = try runProcess([script.shell] + flags + [folder.file("script")])
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.stderr.isEmpty, "\(result.errorText)")
    }

    @Test("bash completes commands and options", arguments: completions)
    func bashCompletes(line: String, offers: [String]) throws {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let program = Programs.path(words[0])
        let function = "_" + String(words[0].map { $0 == "-" ? "_" : $0 })
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            source <('\(program)' completion bash)
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1)
            \(function) 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try succeed(["bash", "-c", script])
        let found = Set(result.outputText.split(separator: "\n").map(String.init))
        #expect(found == Set(offers), "\(result.outputText)\(result.errorText)")
    }

    @Test("zsh completes commands and options, asked by the Tab key", arguments: completions)
    func zshCompletes(line: String, offers: [String]) throws {
        let helper = RepositoryRoot.path + "/Tests/Delivery/zsh-complete.zsh"
        let found = try ask("zsh", of: line) { ["zsh", "-f", helper, $0, line] }
        #expect(found == nil || found == Set(offers), "\(found ?? [])")
    }

    @Test("fish completes commands and options", arguments: completions)
    func fishCompletes(line: String, offers: [String]) throws {
        let found = try ask("fish", of: line) {
            ["fish", "--no-config", "-c", "source '\($0)'; complete -C '\(line)' | cut -f 1"]
        }
        #expect(found == nil || found == Set(offers), "\(found ?? [])")
    }

    /// What a shell offers that has read a program's script; nil where it isn't installed.
    private func ask(
        _ shell: String, of line: String, _ command: (String) -> [String]
    ) throws -> Set<String>? {
        guard try runProcess(["sh", "-c", "command -v \(shell)"]).status == 0 else { return nil }
        let folder = try TemporaryDirectory()
        let program = Programs.path(String(line.prefix { $0 != " " }))
        try writeFile(
            folder.file("script"), try succeed([program, "completion", shell]).outputText)
        // Both shells write into the folders of their user.
        let result = try runProcess(
            command(folder.file("script")),
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path],
            directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        return Set(result.outputText.split(separator: "\n").map(String.init))
    }

    private static let completions: [(String, [String])] = [
        ("trailseal-capture st", ["status"]),
        ("trailseal-capture c", ["certificates", "checkpoint", "confirm"]),
        ("trailseal-capture person u", ["unlock"]),
        ("trailseal-capture sign --me", ["--meaning"]),
        ("trailseal-capture init --ca r", ["requests"]),
        ("trailseal-seal r", ["release", "renew"]),
        ("trailseal-seal export --approver", ["--approver", "--approver-password-fd"]),
        ("trailseal-verify --tr", ["--trust"]),
        // What one command takes is none of another's, whatever their names.
        ("trailseal-verify rules --", ["--json", "--help"]),
        ("trailseal-verify report check --p", ["--profile"]),
        ("trailseal-capture witness init --", ["--name", "--help"]),
    ]

    @Test("another shell's name is no completion", arguments: HelpTests.programs)
    func unknownShell(program: String) throws {
        let result = try runProcess([program, "completion", "tcsh"])
        #expect(result.status >= 64)
        #expect(result.stdout.isEmpty)
    }
}
