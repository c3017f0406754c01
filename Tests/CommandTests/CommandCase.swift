import CanonicalJSON
import Synchronization
import Testing
import TrailSealTestKit

/// A command line that must be refused, and how.
struct CommandCase: CustomTestStringConvertible, Sendable {
    /// The program and its words; paths are relative to the laboratory's folder.
    let command: [String]
    let stdin: String
    let status: Int32
    /// A part of the one sentence on standard error.
    let says: String
    /// How many records the attempt leaves in the log.
    let records: Int

    init(
        _ program: String, _ words: String, _ status: Int32, _ says: String, stdin: String = "",
        records: Int = 0, more: [String] = []
    ) {
        command = [program] + words.split(separator: " ").map(String.init) + more
        self.stdin = stdin
        self.status = status
        self.says = says
        self.records = records
    }

    var testDescription: String {
        (command.dropFirst().map { $0.debugDescription } + ["→ \(status)"]).joined(separator: " ")
    }
}

extension CommandLaboratory {
    /// Runs a command in the laboratory's folder.
    func attempt(_ command: [String], stdin: String = "") throws -> ProcessResult {
        try runProcess(command, stdin: Array(stdin.utf8), directory: folder.path)
    }

    /// Expects status and sentence of a case, and that nothing is left behind.
    ///
    /// What the last case left is what the next one finds, so it is looked at once; cases of one
    /// laboratory run one after the other.
    func expectRefusal(_ refused: CommandCase) throws {
        let before = try seen.withLock { seen in
            let now = try seen ?? (try files(), try recordCount())
            seen = nil
            return now
        }
        let result = try attempt(refused.command, stdin: refused.stdin)
        expectSentence(result, refused.status, refused.says)
        let after = (files: try files(), records: try recordCount())
        #expect(after.files == before.files)
        #expect(after.records == before.records + refused.records)
        seen.withLock { $0 = after }
    }

    /// Every file and folder of the laboratory, besides what the database itself comes and goes with.
    func files() throws -> [String] {
        try succeed(["find", folder.path, "-printf", "%P\\n"]).outputText
            .split(separator: "\n").map(String.init)
            .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") && !$0.hasSuffix("lock") }
            .sorted()
    }

    /// How many records the log holds.
    func recordCount() throws -> Int {
        let status = try succeed([Programs.capture, "status", store]).outputText
        let line = status.split(separator: "\n").first { $0.hasPrefix("records") }
        let number = line?.split(whereSeparator: { " ,".contains($0) }).dropFirst().first
        return try #require(number.flatMap { Int($0) }, "\(status)")
    }

    /// The lines of the log that hold a text.
    func log(_ text: String) throws -> [String] {
        try succeed([Programs.capture, "log", store]).outputText
            .split(separator: "\n").map(String.init).filter { $0.contains(text) }
    }
}

/// Expects a refusal: its status, and one sentence that begins with the program's name.
///
/// Only a command line that can't be understood (64) may add how it is to be used.
func expectSentence(_ result: ProcessResult, _ status: Int32, _ says: String) {
    let text = result.errorText
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(result.status == status, "\(text)")
    #expect(text.contains(says), "\(text)")
    #expect(!text.contains("internal error"))
    #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "\(text.debugDescription)")
    #expect(lines.first?.hasPrefix("trailseal-") == true, "\(text)")
    #expect(lines.first?.hasSuffix(".") == false, "\(text)")
    if status != 64 { #expect(lines.count == 1, "\(text)") }
    #expect(result.stdout.isEmpty, "\(result.outputText)")
}
