/// What a shell may offer for a value.
package enum ValueKind: Hashable, Sendable {
    /// Anything, the name of a file, the name of a folder.
    case text, file, directory
    /// One of these and nothing else; the parser refuses any other value.
    case choice([String])
}

/// An option of a command, such as `--trust PATH`.
package struct OptionSpec: Hashable, Sendable {
    /// Name without the two hyphens.
    package let name: String
    /// One-letter form without the hyphen.
    package let letter: Character?
    /// What stands for the value in help; nil for a flag.
    package let placeholder: String?
    /// One or two sentences, lower case, without full stop at the end.
    package let help: String
    /// What values look like.
    package let kind: ValueKind
    /// Whether it may be given more than once.
    package let isRepeatable: Bool
    /// Whether the command can't do without it.
    package let isRequired: Bool
    /// Whether subcommands take it too.
    package let isGlobal: Bool
    /// Whether it does its own work, so that nothing else is required beside it.
    package let standsAlone: Bool
    /// Whether help and completion leave it out.
    package let isHidden: Bool

    /// Describes an option.
    package init(
        _ name: String, letter: Character? = nil, placeholder: String? = nil, help: String,
        kind: ValueKind = .text, isRepeatable: Bool = false, isRequired: Bool = false,
        isGlobal: Bool = false, standsAlone: Bool = false, isHidden: Bool = false
    ) {
        self.name = name
        self.letter = letter
        self.placeholder = placeholder
        self.help = help
        self.kind = kind
        self.isRepeatable = isRepeatable
        self.isRequired = isRequired
        self.isGlobal = isGlobal
        self.standsAlone = standsAlone
        self.isHidden = isHidden
    }

    /// The option as it is typed.
    package var spelling: String { "--" + name }
}

/// An argument without a name of its own on the command line.
package struct PositionalSpec: Hashable, Sendable {
    /// How many there may be.
    package enum Count: Hashable, Sendable {
        /// Exactly one, at most one, at least one, as many as one likes.
        case one, optional, oneOrMore, any
    }

    /// Name in help, upper case.
    package let name: String
    /// One or two sentences, lower case, without full stop at the end.
    package let help: String
    /// How many; only the last positional may be other than `one`.
    package let count: Count
    /// What values look like.
    package let kind: ValueKind

    /// Describes a positional argument.
    package init(_ name: String, help: String, count: Count = .one, kind: ValueKind = .text) {
        self.name = name
        self.help = help
        self.count = count
        self.kind = kind
    }

    var usage: String {
        switch count {
        case .one: name
        case .optional: "[\(name)]"
        case .oneOrMore: "\(name)..."
        case .any: "[\(name)...]"
        }
    }
}

/// A command line worth showing.
package struct ExampleSpec: Hashable, Sendable {
    /// The line as typed.
    package let line: String
    /// What it does, one sentence.
    package let explanation: String

    /// Describes an example.
    package init(_ line: String, _ explanation: String) {
        self.line = line
        self.explanation = explanation
    }
}

/// An exit status with what it means for this command.
package struct StatusSpec: Hashable, Sendable {
    /// The status.
    package let status: ExitStatus
    /// Its meaning here.
    package let meaning: String

    /// Describes a status; without a text it means what it means everywhere.
    package init(_ status: ExitStatus, _ meaning: String? = nil) {
        self.status = status
        self.meaning = meaning ?? status.meaning
    }
}

/// A program or one of its subcommands: the source of parser, help and completion.
package struct CommandSpec: Hashable, Sendable {
    /// The word that is typed.
    package let name: String
    /// One line, lower case, without full stop.
    package let summary: String
    /// Paragraphs under the usage lines.
    package let details: [String]
    /// Options in the order help shows them.
    package let options: [OptionSpec]
    /// Arguments in order.
    package let positionals: [PositionalSpec]
    /// Commands below this one.
    package let subcommands: [CommandSpec]
    /// Lines worth showing.
    package let examples: [ExampleSpec]
    /// Statuses in rising order; empty means those of the command above.
    package let exitStatuses: [StatusSpec]

    /// Describes a command.
    package init(
        name: String, summary: String, details: [String] = [], options: [OptionSpec] = [],
        positionals: [PositionalSpec] = [], subcommands: [CommandSpec] = [],
        examples: [ExampleSpec] = [], exitStatuses: [StatusSpec] = []
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.options = options
        self.positionals = positionals
        self.subcommands = subcommands
        self.examples = examples
        self.exitStatuses = exitStatuses
    }
}
