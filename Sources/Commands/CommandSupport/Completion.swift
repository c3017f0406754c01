/// A shell that completion scripts are written for.
package enum CompletionShell: String, Hashable, Sendable, CaseIterable {
    /// The shells by the names of their programs.
    case bash, zsh, fish
}

/// Writes completion scripts from a program's specification.
package enum Completion {
    /// The script for a shell; where to put it is said in its first lines.
    package static func script(for program: CommandSpec, shell: CompletionShell) -> String {
        let root = CommandContext(program: program)
        let lines =
            switch shell {
            case .bash: BashCompletion.lines(root)
            case .zsh: ZshCompletion.lines(root)
            case .fish: FishCompletion.lines(root)
            }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The command and all below it, in order of definition.
    static func all(_ context: CommandContext) -> [CommandContext] {
        [context] + context.subcommands.flatMap(all)
    }

    static func visibleOptions(_ context: CommandContext) -> [OptionSpec] {
        context.options.filter { !$0.isHidden }
    }

    /// A name for a shell function.
    static func function(_ path: [String]) -> String {
        "_" + path.joined(separator: "_").map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// Text between single quotes, for every shell of the Bourne family and for fish.
    static func quoted(_ text: String) -> String {
        "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}

/// Completion for bash 4 and later.
enum BashCompletion {
    static func lines(_ root: CommandContext) -> [String] {
        let name = root.command.name
        let function = Completion.function([name])
        let contexts = Completion.all(root)
        return [
            "# bash completion for \(name); read it with: source <(\(name) completion bash)",
            "\(function)() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}",
            "    local path= index kind=none words=",
            "    for ((index = 1; index < COMP_CWORD; index++)); do",
            "        case \"$path ${COMP_WORDS[index]}\" in",
        ] + contexts.dropFirst().map { "            \"\(key($0))\") path=\"\(key($0))\" ;;" } + [
            "        esac", "    done",
            "    case \"$path\" in",
        ] + contexts.flatMap(offers) + [
            "    esac",
            "    if [[ $current != -* ]]; then",
            "        case \"$path $previous\" in",
        ] + contexts.flatMap(values) + [
            "        esac",
            "    fi",
            "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")",
            "    [[ $kind == none || $current == -* ]] && return",
            "    compopt -o filenames",
            "    local action=-f",
            "    [[ $kind == directory ]] && action=-d",
            "    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen $action -- \"$current\")",
            "}",
            "complete -F \(function) \(name)",
        ]
    }

    /// The subcommands with a blank before each.
    private static func key(_ context: CommandContext) -> String {
        context.subcommandPath.map { " " + $0 }.joined()
    }

    private static func offers(_ context: CommandContext) -> [String] {
        let options = Completion.visibleOptions(context).map(\.spelling)
        let words = (context.command.subcommands.map(\.name) + options).joined(separator: " ")
        let kind = context.command.positionals.lazy.map { shellKind($0.kind) }.first {
            $0 != "none"
        }
        return ["        \"\(key(context))\") words=\"\(words)\" kind=\(kind ?? "none") ;;"]
    }

    private static func values(_ context: CommandContext) -> [String] {
        Completion.visibleOptions(context).filter { $0.placeholder != nil }.map { option in
            var words = ""
            if case .choice(let choices) = option.kind { words = choices.joined(separator: " ") }
            return "            \"\(key(context)) \(option.spelling)\") "
                + "words=\"\(words)\" kind=\(shellKind(option.kind)) ;;"
        }
    }

    private static func shellKind(_ kind: ValueKind) -> String {
        switch kind {
        case .file: "file"
        case .directory: "directory"
        case .text, .choice: "none"
        }
    }
}

/// Completion for zsh.
enum ZshCompletion {
    static func lines(_ root: CommandContext) -> [String] {
        let name = root.command.name
        return [
            "#compdef \(name)",
            "# Save as _\(name) in a folder of $fpath.",
        ] + Completion.all(root).reversed().flatMap(function) + [
            "compdef \(Completion.function([name])) \(name)"
        ]
    }

    private static func function(_ context: CommandContext) -> [String] {
        let head = Completion.function(context.path) + "() {"
        let options = Completion.visibleOptions(context).map { "        " + argument($0) + " \\" }
        guard !context.command.subcommands.isEmpty else {
            return [head, "    _arguments \\"] + options + [positionals(context), "}"]
        }
        let names = context.subcommands.map { child in
            "        "
                + Completion.quoted(
                    "\(escaped(child.command.name)):\(escaped(child.command.summary))")
        }
        let calls = context.subcommands.map { child in
            "        \(child.command.name)) \(Completion.function(child.path)) ;;"
        }
        let files = context.command.positionals.isEmpty ? "" : "; _files"
        return [
            head, "    local curcontext=\"$curcontext\" state line", "    local -a names",
            "    names=(",
        ] + names + ["    )", "    _arguments -C \\"] + options + [
            "        '1: :->command' '*:: :->rest'",
            "    case $state in",
            "    command) _describe command names\(files) ;;",
            "    rest) case $line[1] in",
        ] + calls + ["        *) _files ;;", "        esac ;;", "    esac", "}"]
    }

    private static func argument(_ option: OptionSpec) -> String {
        let star = option.isRepeatable ? "*" : ""
        let value = option.placeholder.map { ":\(escaped($0)):\(action(option.kind))" } ?? ""
        return Completion.quoted("\(star)\(option.spelling)[\(escaped(option.help))]\(value)")
    }

    private static func positionals(_ context: CommandContext) -> String {
        let all = context.command.positionals.map { positional in
            let many = positional.count == .oneOrMore || positional.count == .any
            return Completion.quoted(
                "\(many ? "*" : ""):\(escaped(positional.name)):\(action(positional.kind))")
        }
        return "        " + (all.isEmpty ? "" : all.joined(separator: " "))
    }

    private static func action(_ kind: ValueKind) -> String {
        switch kind {
        case .file: "_files"
        case .directory: "_files -/"
        case .text: " "
        case .choice(let choices): "(\(choices.joined(separator: " ")))"
        }
    }

    /// Colons and brackets separate the parts of a specification.
    private static func escaped(_ text: String) -> String {
        text.map { ":[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}

/// Completion for fish.
enum FishCompletion {
    static func lines(_ root: CommandContext) -> [String] {
        let name = root.command.name
        let contexts = Completion.all(root)
        return [
            "# fish completion for \(name); save it as \(name).fish in fish's completions folder"
        ] + place(root, contexts)
            + contexts.flatMap { context in
                subcommands(context, name) + options(context, name) + words(context, name)
            }
    }

    /// A function that says whether the line has come to a command: an option of one command is
    /// none of another, and two commands may have one of the same name below them.
    private static func place(_ root: CommandContext, _ contexts: [CommandContext]) -> [String] {
        let paths = contexts.dropFirst().map { quoted($0.subcommandPath.joined(separator: " ")) }
        return [
            "function \(function(root))",
            "    set -l place",
            "    for word in (commandline -opc)[2..]",
            "        set -l next (string trim -- \"$place $word\")",
            "        contains -- $next \(paths.joined(separator: " ")); and set place $next",
            "    end",
            "    test \"$place\" = \"$argv[1]\"",
            "end",
        ]
    }

    /// fish's own functions and those of its completions begin with two underscores.
    private static func function(_ context: CommandContext) -> String {
        "_" + Completion.function(Array(context.path.prefix(1))) + "_at"
    }

    private static func condition(_ context: CommandContext) -> String {
        let function = function(context)
        let place = context.subcommandPath.joined(separator: " ")
        return " -n " + quoted("\(function) \"\(place)\"")
    }

    private static func subcommands(_ context: CommandContext, _ name: String) -> [String] {
        context.command.subcommands.map {
            "complete -c \(name)\(condition(context)) -a \($0.name) -d \(quoted($0.summary))"
        }
    }

    private static func options(_ context: CommandContext, _ name: String) -> [String] {
        Completion.visibleOptions(context).map { option in
            let letter = option.letter.map { " -s \($0)" } ?? ""
            return "complete -c \(name)\(condition(context)) -l \(option.name)\(letter)"
                + "\(value(option)) -d \(quoted(option.help))"
        }
    }

    /// Files are offered only where the command takes some.
    private static func words(_ context: CommandContext, _ name: String) -> [String] {
        let takesFiles = context.command.positionals.contains {
            $0.kind == .file || $0.kind == .directory
        }
        return takesFiles ? [] : ["complete -c \(name)\(condition(context)) -f"]
    }

    private static func value(_ option: OptionSpec) -> String {
        if option.placeholder == nil { return "" }
        switch option.kind {
        case .file: return " -r -F"
        case .directory: return " -r -f -a '(__fish_complete_directories)'"
        case .text: return " -x"
        case .choice(let choices): return " -x -a \(quoted(choices.joined(separator: " ")))"
        }
    }

    /// In fish a backslash escapes inside single quotes too.
    private static func quoted(_ text: String) -> String {
        "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
