import Testing
import TrailSealTestKit

/// A full disk breaks off the work and nothing else.
@Suite("Full disk", .serialized)
struct FullDiskTests {
    /// A laboratory with an approved export whose bundle has some 3 MB, and its release.
    private static let shared = Result { () throws -> CommandLaboratory in
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        try writeFile(folder.file("data/big.bin"), [UInt8](repeating: 7, count: 3_000_000))
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

    @Test("export past a limit on the size of files: no bundle, no hidden file, and it resumes")
    func exportPastALimit() throws {
        let laboratory = try Self.shared.get()
        let before = try laboratory.files()
        let records = try laboratory.recordCount()
        // 512-byte blocks in sh: 1 MB, less than the bundle, more than the store's own files.
        let line =
            "ulimit -f 2048; exec \"$0\" export store --resume EX-1 --release the.release "
            + "--out limited.tar"
        let result = try laboratory.attempt(["sh", "-c", line, Programs.seal])
        expectSentence(result, 74, "could not be written")
        #expect(try laboratory.files() == before)
        #expect(try laboratory.recordCount() == records)
        try laboratory.expectSuccess(
            "export store --resume EX-1 --release the.release --out whole.tar")
        let verdict = try laboratory.verify(laboratory.folder.file("whole.tar"))
        #expect(verdict.status == 0, "\(verdict.outputText)")
    }

    @Test(
        "export onto a full file system: no bundle, no hidden file, the store goes on",
        .enabled(
            if: SmallDisk.isPossible,
            "mounting a small file system needs root and a kernel that lets it")
    )
    func exportOntoAFullDisk() throws {
        let laboratory = try Self.shared.get()
        let disk = try SmallDisk(kilobytes: 1024)
        let out = disk.path + "/bundle.tar"
        let result = try laboratory.attempt([
            Programs.seal, "export", "store", "--resume", "EX-1", "--release", "the.release",
            "--out", out, "--again",
        ])
        expectSentence(result, 74, "No space left")
        #expect(try namesInFolder(disk.path).isEmpty)
        try succeed([Programs.capture, "checkpoint", laboratory.store, "--heartbeat"])
    }

    @Test(
        "a store on a full file system: the record is refused, the store opens again, nothing lost",
        .enabled(
            if: SmallDisk.isPossible,
            "mounting a small file system needs root and a kernel that lets it")
    )
    func storeOnAFullDisk() throws {
        let laboratory = try CommandLaboratory(
            calendarDepth: 6, storeDisk: SmallDisk(kilobytes: 1500))
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        for number in 0..<300 {
            try writeFile(folder.file("data/file-\(number).txt"), "content \(number)\n")
        }
        _ = try laboratory.record([folder.file("data/file-0.txt")], project: "P1")
        let before = try laboratory.recordCount()
        let filler = laboratory.store + "-filler"
        _ = try runProcess(["dd", "if=/dev/zero", "of=\(filler)", "bs=4096"])
        let result = try laboratory.attempt([
            Programs.capture, "record", laboratory.store, "data", "--project", "P1",
        ])
        expectSentence(result, 74, "full")
        try succeed(["rm", filler])
        #expect(try laboratory.recordCount() >= before)
        let again = try laboratory.record([folder.file("data")], project: "P1")
        #expect(again.outputText.contains("300 files"), "\(again.outputText)")
        let bundle = try laboratory.export(project: "P1")
        let verdict = try laboratory.verify(bundle)
        #expect(verdict.status == 0, "\(verdict.outputText)")
    }

    @Test(
        "init and witness on a full file system leave nothing",
        .enabled(
            if: SmallDisk.isPossible,
            "mounting a small file system needs root and a kernel that lets it")
    )
    func initOnAFullDisk() throws {
        let disk = try SmallDisk(kilobytes: 64)
        let result = try runProcess(
            [
                Programs.capture, "init", disk.path + "/store", "--organisation", "O", "--site",
                "S", "--unwitnessed", "--calendar-depth", "4", "--custodian-password-fd", "0",
            ], stdin: Array((CommandLaboratory.custodian + "\n").utf8))
        expectSentence(result, 74, "full")
        #expect(try namesInFolder(disk.path).isEmpty)
    }
}

/// A file system in memory of a few kilobytes.
final class SmallDisk: Sendable {
    private let folder: TemporaryDirectory

    var path: String { folder.file("disk") }

    /// Whether this machine lets the test mount one.
    static let isPossible: Bool = (try? SmallDisk(kilobytes: 64)) != nil

    init(kilobytes: Int) throws {
        folder = try TemporaryDirectory()
        try makeFolder(folder.file("disk"))
        try succeed(["mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path])
    }

    deinit {
        _ = try? runProcess(["umount", path])
    }
}
