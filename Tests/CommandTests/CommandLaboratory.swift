import Synchronization
import TrailSealTestKit

/// A laboratory made with the programs' own command lines: store, witness, custodian, two people,
/// and a time-stamp authority of openssl where one is asked for.
final class CommandLaboratory: Sendable {
    static let analyst = "test: the analyst signs"
    static let reviewer = "test: the reviewer signs"
    static let custodian = "test: the custodian opens"

    let folder: TemporaryDirectory
    let hasAuthority: Bool

    /// Files and number of records after the last refusal; see `expectRefusal`.
    let seen = Mutex<(files: [String], records: Int)?>(nil)
    private let storeDisk: SmallDisk?

    var store: String { storeDisk.map { $0.path + "/store" } ?? folder.file("store") }
    var trust: String { folder.file("trust") }
    var witness: String { folder.file("witness") }
    var custody: String { folder.file("custodian") }
    var authority: String { folder.file("tsa") }

    /// Makes a laboratory.
    ///
    /// - Parameters:
    ///   - calendarDepth: A flat calendar makes `init` and releases quick.
    ///   - isWitnessed: Otherwise the log begins without receipts and never gets one.
    ///   - storeDisk: Where the store lies, if not beside everything else.
    init(
        hasAuthority: Bool = false, calendarDepth: Int = 16, isWitnessed: Bool = true,
        storeDisk: SmallDisk? = nil
    ) throws {
        self.storeDisk = storeDisk
        self.folder = try TemporaryDirectory()
        self.hasAuthority = hasAuthority
        try succeed([Programs.capture, "witness", "init", witness, "--name", "qa.example/witness"])
        let stamping = hasAuthority ? ["--tsa", "{tsa}"] : []
        try run(
            [
                Programs.capture, "init", store, "--organisation", "Test Laboratory", "--site",
                "Basel", "--custodian-out", custody, "--custodian-password-fd", "0",
                "--calendar-depth", "\(calendarDepth)",
            ] + (isWitnessed ? ["--witness", witness] : ["--unwitnessed"]) + stamping,
            stdin: Self.custodian + "\n")
        try enrol(
            "P0042", "achen", "Alice Chen", "analyst", Self.analyst, ["--os-user", account()])
        try enrol("P0007", "rmeier", "Robert Meier", "reviewer", Self.reviewer, [])
        try makeTrust()
    }

    /// Runs a command that has to succeed, with the authority at hand where there is one.
    @discardableResult
    func run(_ command: [String], stdin: String = "") throws -> ProcessResult {
        guard hasAuthority else { return try succeed(command, stdin: stdin) }
        let script = RepositoryRoot.path + "/Tests/Peers/tsa.py"
        return try succeed(["python3", script, authority] + command, stdin: stdin)
    }

    func record(_ paths: [String], project: String) throws -> ProcessResult {
        try run([Programs.capture, "record", store] + paths + ["--project", project])
    }

    func sign(_ user: String, _ password: String, meaning: String) throws {
        try run(
            [
                Programs.capture, "sign", store, "--user", user, "--meaning", meaning, "--reason",
                "as the test has it", "--all-unsigned", "--password-fd", "0",
            ], stdin: password + "\n")
    }

    func signByBoth() throws {
        try sign("achen", Self.analyst, meaning: "AUTHORED")
        try sign("rmeier", Self.reviewer, meaning: "REVIEWED")
    }

    /// Exports a project; gives the path of the bundle.
    func export(project: String, more: [String] = []) throws -> String {
        let out = folder.file("\(project).tar")
        try run(
            [
                Programs.seal, "export", store, "--project", project, "--purpose", "test",
                "--recipient", "the tests", "--requester", "achen", "--approver", "rmeier",
                "--approver-password-fd", "0", "--custodian", custody, "--custodian-password-fd",
                "0", "--out", out,
            ] + more, stdin: Self.reviewer + "\n" + Self.custodian + "\n")
        return out
    }

    /// Judges a bundle with this laboratory's trust.
    func verify(_ bundle: String, more: [String] = []) throws -> ProcessResult {
        try runProcess([Programs.verify, bundle, "--trust", trust] + more)
    }

    private func enrol(
        _ person: String, _ user: String, _ name: String, _ role: String, _ password: String,
        _ more: [String]
    ) throws {
        try run(
            [
                Programs.capture, "enroll", store, "--person", person, "--user", user, "--name",
                name, "--role", role, "--proofing", "passport seen", "--password-fd", "0",
            ] + more, stdin: password + "\n")
    }

    private func account() throws -> String {
        try succeed(["id", "-un"]).outputText.filter { $0 != "\n" }
    }

    private func makeTrust() throws {
        try makeFolder(trust)
        try makeFolder(trust + "/roots")
        try writeFile(trust + "/roots/root.pem", try readFile(store + "/certificates/root.pem"))
        let key = String(decoding: try readFile(witness + "/verifier-key"), as: UTF8.self)
        try writeFile(
            trust + "/witnesses", key.filter { $0 != "\n" } + " quality-assurance\n")
        guard hasAuthority else { return }
        try makeFolder(trust + "/tsa")
        try writeFile(trust + "/tsa/root.pem", try readFile(authority + "/root.pem"))
    }
}
