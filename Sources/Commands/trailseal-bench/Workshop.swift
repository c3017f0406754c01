import CommandSupport
import LinuxFiles

/// A folder with a laboratory in it: store, people, witness, and the files to be captured.
///
/// Everything is made by the programs that are measured, the files by a generator that repeats itself.
final class Workshop {
    /// How large the inputs are.
    struct Sizes {
        var largeBytes: Int64
        var smallFiles: Int64
        var records: Int64
        var epochs: Int64
    }

    let folder: String
    let sizes: Sizes
    /// Whether peers are left out, and what only they need.
    let isAlone: Bool
    private let programs: String
    private var others: [String: Workshop] = [:]

    private static let passwords = (
        analyst: "bench analyst", reviewer: "bench reviewer", custodian: "bench custodian"
    )

    /// Makes the laboratory.
    init(folder: String, programs: String, sizes: Sizes, isAlone: Bool) throws {
        self.folder = folder
        self.programs = programs
        self.sizes = sizes
        self.isAlone = isAlone
        do { try Files.createDirectory(folder) } catch {
            throw CommandFailure(.cannotCreate, "\(error)")
        }
        try Self.write("\(Self.passwords.analyst)\n", to: "\(folder)/analyst")
        try Self.write("\(Self.passwords.reviewer)\n", to: "\(folder)/reviewer")
        try Self.write("\(Self.passwords.custodian)\n", to: "\(folder)/custodian-password")
        try Self.write(
            "\(Self.passwords.reviewer)\n\(Self.passwords.custodian)\n", to: "\(folder)/passwords")
        try setUp()
    }

    /// A laboratory of its own below this one's folder, made once.
    func another(_ name: String) throws -> Workshop {
        if let known = others[name] { return known }
        let other = try Workshop(
            folder: "\(folder)/\(name)", programs: programs, sizes: sizes, isAlone: isAlone)
        others[name] = other
        return other
    }

    private func setUp() throws {
        let store = "\(folder)/store"
        let capture = program("trailseal-capture")
        try run(
            BenchCommand(arguments: [
                capture, "witness", "init", "\(folder)/witness", "--name", "witness.example",
            ]))
        try run(
            BenchCommand(
                arguments: [
                    capture, "init", store, "--organisation", "Bench", "--site", "Here",
                    "--custodian-out", "\(folder)/custodian", "--custodian-password-fd", "0",
                    "--witness", "\(folder)/witness",
                ], input: "\(folder)/custodian-password"))
        let user = Host.userName() ?? "root"
        for (person, role, extra) in [
            ("P1", "analyst", ["--os-user", user]), ("P2", "reviewer", []),
        ] {
            try run(
                BenchCommand(
                    arguments: [
                        capture, "enroll", store, "--person", person, "--user", role, "--name",
                        "Bench \(role)", "--role", role, "--proofing", "none needed",
                        "--password-fd", "0",
                    ] + extra, input: "\(folder)/\(role)"))
        }
    }

    /// The path of one of our programs.
    func program(_ name: String) -> String { "\(programs)/\(name)" }

    /// Whether a program is installed.
    static func isInstalled(_ arguments: [String]) -> Bool {
        do { return try ChildProcess.run(arguments).status == 0 } catch { return false }
    }

    /// Runs a command line.
    ///
    /// - Throws: `CommandFailure` where it ends with another status than a verifier or a tool that did
    ///   its work.
    @discardableResult
    func run(_ command: BenchCommand) throws -> ChildProcess.Ending {
        let errors = "\(folder)/errors"
        let ending = try ChildProcess.run(command.arguments, input: command.input, errors: errors)
        guard ending.status == 0 else {
            let text = String(decoding: try Files.read(errors, limit: 1 << 20), as: UTF8.self)
            let line = command.arguments.joined(separator: " ")
            throw CommandFailure(
                .inputOutput, "status \(ending.status) of \(line): \(text.suffix(400))")
        }
        return ending
    }

    // MARK: Inputs

    /// Captures a folder of this workshop as a project of its name.
    func captureArguments(_ name: String) -> [String] {
        [
            program("trailseal-capture"), "record", "\(folder)/store", "\(folder)/data/\(name)",
            "--project", name,
        ]
    }

    /// The command that seals a project.
    func export(_ name: String, to bundle: String) -> BenchCommand {
        BenchCommand(
            arguments: [
                program("trailseal-seal"), "export", "\(folder)/store", "--project", name,
                "--purpose", "measurement", "--recipient", "nobody", "--requester", "analyst",
                "--approver", "reviewer", "--approver-password-fd", "0", "--custodian",
                "\(folder)/custodian", "--custodian-password-fd", "0", "--out", bundle,
            ], input: "\(folder)/passwords", makes: bundle)
    }

    /// The command that ends an empty epoch and has its head witnessed.
    func heartbeat() -> BenchCommand {
        BenchCommand(arguments: [
            program("trailseal-capture"), "checkpoint", "\(folder)/store", "--heartbeat",
        ])
    }

    /// The command that verifies a bundle.
    func verify(_ bundle: String) throws -> BenchCommand {
        let trust = "\(folder)/trust"
        if !Files.exists(trust) {
            try Files.createDirectories("\(trust)/roots")
            let root = try Files.read("\(folder)/store/certificates/root.pem", limit: 1 << 16)
            try Self.write(root, to: "\(trust)/roots/root.pem")
            let key = try Files.read("\(folder)/witness/verifier-key", limit: 1 << 12)
            let line = String(decoding: key.prefix { $0 != 0x0A }, as: UTF8.self)
            try Self.write("\(line) elsewhere\n", to: "\(trust)/witnesses")
        }
        return BenchCommand(arguments: [
            program("trailseal-verify"), bundle, "--trust", trust, "--quiet",
        ])
    }

    /// Files of a project, made once.
    ///
    /// - Returns: Their paths.
    func files(_ name: String, count: Int64, bytes: Int64) throws -> [String] {
        let top = "\(folder)/data/\(name)"
        let isNew = !Files.exists(top)
        var paths: [String] = []
        var noise = Noise(seed: UInt64(count) &* 31 &+ UInt64(bytes))
        for number in 0..<count {
            let part = "\(top)/\(number / 1000)"
            if isNew, number % 1000 == 0 { try Files.createDirectories(part) }
            paths.append("\(part)/\(number)")
            if isNew { try noise.write(bytes, to: "\(part)/\(number)") }
        }
        return paths
    }

    static func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        do { try FileDescriptor(updating: path).writeAll(bytes) } catch {
            throw CommandFailure.writing(error)
        }
    }
}

/// Bytes without a pattern that repeat from run to run.
struct Noise {
    private var state: UInt64
    private var block: [UInt8] = []

    init(seed: UInt64) { state = seed | 1 }

    /// Writes a file.
    mutating func write(_ count: Int64, to path: String) throws {
        let file: FileDescriptor
        do { file = try FileDescriptor(updating: path) } catch {
            throw CommandFailure.writing(error)
        }
        var rest = count
        while rest > 0 {
            let size = Int(min(rest, 1 << 20))
            fill(size)
            do { try file.writeAll(block) } catch { throw CommandFailure.writing(error) }
            rest -= Int64(size)
        }
    }

    private mutating func fill(_ count: Int) {
        block.removeAll(keepingCapacity: true)
        while block.count < count {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                block.append(UInt8(truncatingIfNeeded: state >> shift))
            }
        }
        block.removeSubrange(count...)
    }
}
