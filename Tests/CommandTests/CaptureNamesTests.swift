import Glibc
import Testing
import TrailSealTestKit

/// Names, links and changes that a real disk brings, from the folder to the verdict.
@Suite("Odd names and changing files")
struct CaptureNamesTests {
    private static let long = String(repeating: "n", count: 255)

    /// File names as bytes, most of them trouble for somebody.
    private static let names: [[UInt8]] =
        [
            "plain.txt", "with space", " leading", "trailing ", "a=b", "=3d", "100%", "new\nline",
            "tab\tstop", "-dash", "--help", "quote\"'`$x", "back\\slash", "semi;colon|pipe&",
            "Ünïcödé", "e\u{301}", "\u{e9}", "日本語", "\u{202e}txt.exe", ".hidden", "...", "~", "con",
            "NUL.txt", "COM1", "dot.", "*?<>", "a:b", long,
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC3, 0x28, 0x41], Array("latin1-\u{0}".utf8.dropLast()) + [0xE9],
            [0x1B, 0x5B, 0x33, 0x31, 0x6D], [0x7F],
        ]

    @Test("every name survives: captured, bundled under a safe name, told back byte for byte")
    func namesSurvive() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        let data = laboratory.folder.file("data = x")
        try makeFolder(data)
        try Self.write(Self.names, in: data)
        var deep = data
        for number in 0..<12 {
            deep += "/" + String(repeating: "\(number % 10)", count: 200)
            try makeFolder(deep)
        }
        try writeFile(deep + "/bottom.txt", "deep down\n")
        let recorded = try laboratory.record([data], project: "odd names = 1")
        #expect(recorded.outputText.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        let bundle = try laboratory.export(project: "odd names = 1")
        let verdict = try laboratory.verify(bundle)
        #expect(verdict.status == 0, "\(verdict.outputText)\(verdict.errorText)")
        #expect(verdict.outputText.utf8.allSatisfy { $0 != 0x1B && $0 != 0x7F })
        let script = """
            import os, sys, json, tarfile
            names = set()
            with tarfile.open(sys.argv[1]) as tar:
                members = tar.getmembers()
                for member in members:
                    assert member.name.isascii() and member.name.isprintable(), member.name
                    assert ".." not in member.name.split("/") and not member.name.startswith("/")
                lines = next(m for m in members if m.name.endswith(".jsonl"))
                for line in tar.extractfile(lines).read().splitlines():
                    entry = json.loads(line).get("entry", {})
                    body = entry.get("body", {})
                    if entry.get("family") == "capture" and "size" in body:
                        raw, mapped = b"", body["path"].encode()
                        while mapped:
                            if mapped[:1] == b"=":
                                raw += bytes.fromhex(mapped[1:3].decode()); mapped = mapped[3:]
                            else:
                                raw += mapped[:1]; mapped = mapped[1:]
                        names.add(raw)
            top = os.fsencode(sys.argv[2])
            found = set()
            for folder, _, files in os.walk(top):
                for name in files:
                    found.add(os.path.relpath(os.path.join(folder, name), os.path.dirname(top)))
            assert names == found, (names ^ found)
            print(len(found))
            """
        let told = try succeed(["python3", "-c", script, bundle, data])
        #expect(told.outputText == "\(Self.names.count + 1)\n")
    }

    /// Writes a file under each name, its bytes the content.
    private static func write(_ names: [[UInt8]], in folder: String) throws {
        for name in names {
            let path = (Array(folder.utf8) + [0x2F] + name + [0]).map(CChar.init(bitPattern:))
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
            try #require(descriptor >= 0, "\(name): \(errno)")
            _ = Glibc.write(descriptor, name, name.count)
            close(descriptor)
        }
    }

    @Test(
        "links, pipes and sockets and empty folders are named, never followed or passed over in silence"
    )
    func linksAreNotFollowed() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        try makeFolder(folder.file("empty"))
        try writeFile(folder.file("outside.txt"), "not part of it\n")
        try writeFile(folder.file("data/real.txt"), "real\n")
        #expect(symlink("../outside.txt", folder.file("data/link")) == 0)
        #expect(symlink("nowhere", folder.file("data/broken")) == 0)
        #expect(symlink(".", folder.file("data/loop")) == 0)
        #expect(mkfifo(folder.file("data/pipe"), 0o600) == 0)
        let recorded = try laboratory.record(
            [folder.file("data"), folder.file("empty")], project: "P1")
        for name in ["link", "broken", "loop", "pipe"] {
            #expect(recorded.outputText.contains("\(name) is "), "\(recorded.outputText)")
        }
        #expect(recorded.outputText.contains("1 files"), "\(recorded.outputText)")
        #expect(recorded.errorText.contains("empty is an empty folder"), "\(recorded.errorText)")
        let bundle = try laboratory.export(project: "P1")
        let listing = try succeed(["tar", "-tvf", bundle]).outputText
        #expect(listing.split(separator: "\n").allSatisfy { $0.hasPrefix("-") }, "\(listing)")
        #expect(!listing.contains("outside"))
        let direct = try laboratory.attempt([
            Programs.capture, "record", "store", "data/pipe", "--project", "P1",
        ])
        expectSentence(direct, 66, "pipe")
    }

    @Test("a file changed or deleted between capture and export: the bundle is made and says so")
    func brokenEvidence() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        for name in ["kept", "changed", "longer", "gone", "folder"] {
            try writeFile(folder.file("data/\(name)"), "as it was captured\n")
        }
        _ = try laboratory.record([folder.file("data")], project: "P1")
        try laboratory.signByBoth()
        try writeFile(folder.file("data/changed"), "AS IT WAS CAPTURED\n")
        try writeFile(folder.file("data/longer"), "as it was captured\nand more\n")
        try succeed(["rm", folder.file("data/gone"), folder.file("data/folder")])
        try makeFolder(folder.file("data/folder"))
        let out = folder.file("b.tar")
        let result = try laboratory.run(
            [
                Programs.seal, "export", laboratory.store, "--project", "P1", "--purpose", "test",
                "--recipient", "r", "--requester", "achen", "--approver", "rmeier",
                "--approver-password-fd", "0", "--custodian", laboratory.custody,
                "--custodian-password-fd", "0", "--out", out,
            ], stdin: "\(CommandLaboratory.reviewer)\n\(CommandLaboratory.custodian)\n")
        #expect(result.outputText.contains("4 files are no longer what was captured"))
        let listing = try succeed(["tar", "-tf", out]).outputText
        #expect(listing.contains("/kept"))
        for name in ["changed", "longer", "gone"] { #expect(!listing.contains("/\(name)")) }
        let verdict = try laboratory.verify(out)
        #expect(verdict.status == 10 || verdict.status == 20, "\(verdict.outputText)")
        for name in ["changed", "longer", "gone"] {
            #expect(verdict.outputText.contains(name), "\(verdict.outputText)")
        }
        // The next record tells what happened, and the copy of that passes.
        try succeed(["rm", "-r", folder.file("data/folder")])
        let again = try laboratory.record([folder.file("data")], project: "P1")
        #expect(again.outputText.contains("2 changed, 2 gone"), "\(again.outputText)")
    }
}
