import Glibc
import Testing
import TrailSealTestKit

/// Programs that are stopped in the middle leave a store that goes on, and no half bundle.
@Suite("Interrupted programs", .serialized)
struct InterruptTests {
    /// Long enough that a test can find the program at work; a file with holes takes no space.
    private static let bigByteCount = 160_000_000

    /// A laboratory with an approved export of a big file, and its release.
    private static let shared = Result { () throws -> CommandLaboratory in
        let laboratory = try CommandLaboratory(calendarDepth: 8)
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        try succeed(["truncate", "-s", "\(bigByteCount)", folder.file("data/big.bin")])
        _ = try laboratory.record([folder.file("data")], project: "P1")
        try laboratory.expectSuccess(
            "export store --project P1 --purpose p --recipient r --requester achen --approver "
                + "rmeier --approver-password-fd 0 --out asked.tar",
            stdin: CommandLaboratory.reviewer + "\n")
        try laboratory.expectSuccess(
            "release asked.tar.release-request --custodian custodian --trust trust "
                + "--custodian-password-fd 0 --out the.release",
            stdin: CommandLaboratory.custodian + "\n")
        return laboratory
    }

    /// Starts the sealing of the big bundle and comes back when a part of it is written.
    private func sealing(_ laboratory: CommandLaboratory, out: String) throws -> RunningProgram {
        let program = try RunningProgram([
            Programs.seal, "export", laboratory.store, "--resume", "EX-1", "--release",
            laboratory.folder.file("the.release"), "--out", laboratory.folder.file(out + "/b.tar"),
        ])
        let folder = laboratory.folder.file(out)
        let begun = try program.runs {
            try namesInFolder(folder).contains { name in
                var status = stat()
                return stat(folder + "/" + name, &status) == 0 && status.st_size > 1 << 20
            }
        }
        #expect(begun && !program.hasEnded, "sealing was over before it could be stopped")
        return program
    }

    @Test(
        "SIGINT and SIGTERM end a sealing with one sentence, and nothing is left",
        arguments: [SIGINT, SIGTERM])
    func sealingInterrupted(signal: Int32) throws {
        let laboratory = try Self.shared.get()
        let records = try laboratory.recordCount()
        let out = "out-\(signal)"
        try makeFolder(laboratory.folder.file(out))
        let program = try sealing(laboratory, out: out)
        program.send(signal)
        #expect(program.wait() == 74)
        let text = program.errorText
        #expect(text.contains("interrupted; nothing was written"), "\(text)")
        #expect(try namesInFolder(laboratory.folder.file(out)).isEmpty)
        #expect(try laboratory.recordCount() == records)
    }

    @Test("SIGKILL during a sealing leaves no bundle under its name, and the export resumes")
    func sealingKilled() throws {
        let laboratory = try Self.shared.get()
        try makeFolder(laboratory.folder.file("out"))
        let program = try sealing(laboratory, out: "out")
        program.send(SIGKILL)
        #expect(program.wait() == 128 + SIGKILL)
        #expect(!isThere(laboratory.folder.file("out/b.tar")))
        #expect(try namesInFolder(laboratory.folder.file("out")).count == 1)
        try laboratory.expectSuccess(
            "export store --resume EX-1 --release the.release --out out/b.tar")
        // The next run takes away what the killed one left.
        #expect(try namesInFolder(laboratory.folder.file("out")) == ["b.tar"])
        let verdict = try laboratory.verify(laboratory.folder.file("out/b.tar"))
        #expect(verdict.status == 0, "\(verdict.outputText)")
    }

    @Test("SIGKILL during a record: the store opens, the log says so, and all of it recomputes")
    func recordKilled() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 8)
        let folder = laboratory.folder
        for name in ["a", "b", "c"] {
            try makeFolder(folder.file(name))
            try writeFile(folder.file(name + "/file.txt"), "content of \(name)\n")
        }
        try succeed(["truncate", "-s", "20G", folder.file("huge.bin")])
        let paths = ["a", "b", "c", "huge.bin"].map(folder.file)
        let program = try RunningProgram(
            [Programs.capture, "record", laboratory.store] + paths + ["--project", "P1"])
        let reached = try program.runs {
            try laboratory.log("capture: ").filter {
                $0.contains("c: folder") || $0.contains(" c ")
            }
            .isEmpty == false || (try laboratory.log("capture").count) >= 6
        }
        #expect(reached && !program.hasEnded, "\(program.errorText)")
        let before = try laboratory.recordCount()
        // The lock goes with the process, and not before.
        let second = try laboratory.attempt([
            Programs.capture, "record", "store", "a", "--project", "P1",
        ])
        expectSentence(second, 75, "process \(program.pid) on")
        program.send(SIGKILL)
        #expect(program.wait() == 128 + SIGKILL)
        #expect(try laboratory.recordCount() == before)
        try succeed(["rm", folder.file("huge.bin")])
        let again = try laboratory.record(paths.dropLast(), project: "P1")
        #expect(again.outputText.contains("unchanged"), "\(again.outputText)")
        try laboratory.signByBoth()
        let log = try succeed([Programs.capture, "log", laboratory.store, "--json"]).outputText
        #expect(log.contains("\"recovery\":{"), "\(log)")
        let bundle = try laboratory.export(project: "P1")
        let verdict = try laboratory.verify(bundle)
        #expect(verdict.status == 0, "\(verdict.outputText)")
        let oracle = RepositoryRoot.path + "/Tests/Oracle/trailseal_oracle.py"
        let recomputed = try runProcess(["python3", oracle, bundle])
        #expect(recomputed.status == 0, "\(recomputed.outputText)\(recomputed.errorText)")
    }
}
