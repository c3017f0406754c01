import Glibc
import Testing
import TrailSealTestKit

/// Whatever trailseal-verify is given by mistake: one sentence, a status, no report left.
@Suite("Bad input to trailseal-verify", .serialized)
struct BadInputVerifyTests {
    private static let shared = Result { () throws -> CommandLaboratory in
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        try BadInput.addFiles(to: laboratory)
        let folder = laboratory.folder
        _ = try laboratory.record([folder.file("data")], project: "P1")
        try laboratory.signByBoth()
        let bundle = try laboratory.export(project: "P1")
        try succeed(["cp", bundle, folder.file("good.tar")])
        let bytes = try readFile(bundle)
        try writeFile(folder.file("short.tar"), Array(bytes.prefix(bytes.count / 2)))
        try writeFile(folder.file("zeros.tar"), [UInt8](repeating: 0, count: 10240))
        try writeFile(folder.file("one.tar"), [0x6D])
        try succeed(["tar", "-cf", "other.tar", "data"], directory: folder.path)
        try succeed(["gzip", "-k", "good.tar"], directory: folder.path)
        for name in ["badroot", "badwitness", "strange", "twice"] {
            try succeed(["cp", "-r", "trust", name], directory: folder.path)
        }
        try writeFile(folder.file("badroot/roots/root.pem"), "no certificate\n")
        try writeFile(folder.file("badwitness/witnesses"), "no key at all\n")
        try makeFolder(folder.file("strange/rots"))
        let line = try readFile(folder.file("trust/witnesses"))
        try writeFile(folder.file("twice/witnesses"), line + [0x0A] + line)
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        return laboratory
    }

    private static func verify(_ words: String, _ status: Int32, _ says: String) -> CommandCase {
        CommandCase(Programs.verify, words, status, says)
    }

    @Test("inputs that can't be read", arguments: unreadable)
    func unreadableInput(refused: CommandCase) throws {
        let laboratory = try Self.shared.get()
        try laboratory.expectRefusal(refused)
    }

    private static let unreadable = [
        verify("nothere.tar --trust trust", 66, "nothere.tar"),
        verify("data --trust trust", 66, "Is a directory"),
        verify("pipe --trust trust", 66, "pipe"),
        verify("/dev/null --trust trust", 66, "/dev/null"),
        verify("file.txt/b.tar --trust trust", 66, "Not a directory"),
        verify("good.tar --trust nothere", 66, "nothere"),
        verify("good.tar --trust file.txt", 66, "holds no certificate"),
        verify("good.tar --trust badroot", 66, "badroot/roots/root.pem"),
        verify("good.tar --trust badwitness", 66, "badwitness/witnesses"),
        verify("good.tar --trust twice", 66, "names a key that stands there already"),
        verify("good.tar --trust strange", 66, "strange/rots"),
        verify("good.tar --trust trust --profile nothere", 66, "the shipped ones are"),
        verify("good.tar --trust trust --profile data", 66, "data"),
        verify("good.tar --trust trust --profile file.txt", 66, "not canonical JSON"),
        verify("good.tar --trust trust --profile empty.json", 66, "empty.json"),
        verify("good.tar --trust trust --files nothere", 66, "nothere"),
        verify("good.tar --trust trust --files file.txt", 66, "it is no folder"),
        verify("good.tar --trust trust --at yesterday", 64, "--at needs a time"),
        verify("good.tar --trust trust --at 2026-02-30T00:00:00Z", 64, "--at needs a time"),
        verify("good.tar", 64, "--trust PATH is missing"),
        verify("--trust trust", 64, "BUNDLE is missing"),
        verify("- --trust trust", 64, "can't come from a pipe"),
        verify("good.tar --trust trust --trust trust", 64, "given twice"),
        verify("good.tar --trust trust --xml r --json r", 64, "two reports can't go to r"),
        verify("good.tar --trust trust --xml good.tar", 64, "would replace the bundle"),
        verify("good.tar --trust trust --xml nothere/r.xml", 73, "nothere/r.xml"),
        verify("good.tar --trust trust --xml data", 73, "data"),
        verify("explain NOTHING-999", 64, "NOTHING-999"),
        verify("explain", 64, "RULE is missing"),
    ]

    @Test(
        "files that are no bundle get a verdict, never PASSED and never a crash", arguments: broken)
    func noBundle(name: String) throws {
        let laboratory = try Self.shared.get()
        let result = try laboratory.attempt([Programs.verify, name, "--trust", "trust"])
        #expect(result.status == 10 || result.status == 20, "\(result.status) \(result.errorText)")
        #expect(result.stderr.isEmpty, "\(result.errorText)")
        #expect(!result.outputText.contains("PASSED\n"))
    }

    private static let broken = [
        "empty", "one.tar", "zeros.tar", "file.txt", "empty.json", "short.tar", "other.tar",
        "good.tar.gz",
    ]

    @Test("one bundle that can't be read doesn't keep the others from being judged")
    func severalBundles() throws {
        let laboratory = try Self.shared.get()
        let result = try laboratory.attempt([
            Programs.verify, "good.tar", "nothere.tar", "empty", "--trust", "trust", "--json",
            "all.json",
        ])
        #expect(result.status >= 64)
        #expect(result.errorText.contains("nothere.tar"))
        let report = String(
            decoding: try readFile(laboratory.folder.file("all.json")), as: UTF8.self)
        #expect(report.contains("\"PASSED\"") && report.contains("nothere.tar"))
        try succeed(["rm", laboratory.folder.file("all.json")])
    }

    @Test(
        "the status is that of the worst bundle",
        arguments: [
            (["good.tar"], 0), (["good.tar", "short.tar"], 10), (["empty", "good.tar"], 10),
        ] as [([String], Int32)])
    func worstWins(bundles: [String], status: Int32) throws {
        let laboratory = try Self.shared.get()
        let result = try laboratory.attempt(
            [Programs.verify] + bundles + ["--trust", "trust", "--quiet"])
        #expect(result.status == status)
        #expect(result.stdout.isEmpty)
    }

    @Test("a full disk leaves no report, also not those written before")
    func fullDisk() throws {
        let laboratory = try Self.shared.get()
        let before = try laboratory.files()
        let line = "ulimit -f 8; exec \"$0\" good.tar --trust trust --junit a --json b --html c"
        let result = try laboratory.attempt(["sh", "-c", line, Programs.verify])
        expectSentence(result, 74, "cannot write")
        #expect(try laboratory.files() == before)
        let device = try laboratory.attempt([
            Programs.verify, "good.tar", "--trust", "trust", "--xml", "/dev/full",
        ])
        expectSentence(device, 74, "No space left")
    }

    @Test("a reader that goes away ends the program with a status, not with a signal")
    func closedPipe() throws {
        let laboratory = try Self.shared.get()
        let line = "{ \"$0\" good.tar --trust trust; echo $? >&2; } | true"
        let result = try laboratory.attempt(["sh", "-c", line, Programs.verify])
        #expect(["0\n", "74\n"].contains { result.errorText.hasSuffix($0) }, "\(result.errorText)")
    }
}
