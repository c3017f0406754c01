import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import Records

/// What several commands need.
enum Shared {
    static let store = PositionalSpec("STORE", help: "the store folder", kind: .directory)

    static let authorityPassword = OptionSpec(
        "authority-password-fd", placeholder: "N",
        help: "read the administrator's password from file descriptor N")

    static let quiet = OptionSpec(
        "quiet", letter: "q", help: "say nothing but errors", isGlobal: false)

    static let json = OptionSpec("json", help: "write JSON for programs")

    static func layout(_ arguments: ParsedArguments) throws -> StoreLayout {
        StoreLayout(trimmed(try arguments.requiredPositional("STORE")))
    }

    /// A folder's path without slashes at its end.
    static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    static func context() throws -> CaptureContext {
        try SystemHost.context(
            program: CaptureProgram.name, version: CaptureProgram.version,
            sha256: ProgramVersion.requireOwnDigest())
    }

    /// Runs work on the log and asks the notaries about what it closed.
    static func session<Result>(
        _ arguments: ParsedArguments, _ body: (LogWriter) throws -> Result
    ) throws -> Result {
        try LogWriter.session(
            layout(arguments), context: context(),
            closed: { writer in
                warn(try Checkpointing.collect(writer, transport: .network))
            }, body)
    }

    /// Tells of notaries that gave no receipt.
    static func warn(_ outcome: CheckpointOutcome?) {
        for notary in outcome?.notaries ?? [] {
            if case .failed(let why) = notary.result {
                StandardStreams.writeError(
                    Printable.line("no receipt from \(notary.name): \(why)") + "\n")
            }
        }
    }

    static func say(_ text: String) throws {
        try StandardStreams.write(Printable.lines(text) + "\n")
    }

    static func password(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes) }

    /// A source named by an option of its own, else the terminal.
    static func source(
        _ option: String, _ arguments: ParsedArguments
    ) throws(UsageError) -> PasswordSource {
        if let number = try arguments.integer(option, in: 0...1023) {
            return .descriptor(Int32(number))
        }
        return .terminal
    }

    /// The administrator's password, asked for only where the store needs one.
    static func administratorPassword(_ arguments: ParsedArguments) throws -> SecretBytes? {
        let layout = try layout(arguments)
        guard
            arguments.value("authority-password-fd") != nil
                || OwnAuthority.needsPassword(layout)
        else { return nil }
        let source = try source("authority-password-fd", arguments)
        return password(try source.read(for: "the administrator"))
    }

    static func readFile(_ path: String, limit: Int = 1 << 20) throws -> [UInt8] {
        do { return try Files.read(path, limit: limit) } catch {
            throw CommandFailure.reading(error)
        }
    }

    static func time(_ name: String, _ arguments: ParsedArguments) throws -> Timestamp? {
        guard let text = arguments.value(name) else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            throw arguments.usage(
                "--\(name) needs a time such as 2026-11-20T08:00:00+01:00, not \(text)")
        }
        return time
    }
}
