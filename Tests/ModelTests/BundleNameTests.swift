import BundleFormat
import Cryptography
import Testing

@Suite struct BundleNameTests {
    @Test(arguments: [
        ("fid", "fid"), ("pdata/1/1r", "pdata/1/1r"), ("a b", "a=20b"), ("a=20b", "a=3d20b"),
        ("x.", "x=2e"), ("...", "..=2e"), ("a../b", "a.=2e/b"), (".hidden", ".hidden"),
        ("con", "=63on"), ("CON.txt", "=43ON.txt"), ("Lpt9.a.b", "=4cpt9.a.b"),
        ("con.", "=63on=2e"),
        ("com10", "com10"), ("console", "console"), ("con ", "con=20"), ("a/nul/b", "a/=6eul/b"),
        ("é", "=c3=a9"), ("a\\b", "a=5cb"), ("~user", "=7euser"), ("C:x", "C=3ax"),
        ("a\nb\u{202E}", "a=0ab=e2=80=ae"),
    ])
    func rawPathsHaveOneMappedForm(raw: String, mapped: String) throws {
        let name = try MappedName(raw: Array(raw.utf8))
        #expect(name.text == mapped)
        #expect(try MappedName(mapped: mapped) == name)
        #expect(name.rawText == raw)
    }

    @Test func everyByteSurvives() throws {
        let raw = (1...255).map(UInt8.init).filter { $0 != 0x2F } + [0x2F] + [0xFF, 0xFE]
        let name = try MappedName(raw: raw)
        #expect(name.raw == raw)
        #expect(name.rawText == nil)
        #expect(name.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }

    @Test(arguments: [
        ("", NameProblem.emptySegment), ("/a", .emptySegment), ("a/", .emptySegment),
        ("a//b", .emptySegment), (".", .dotSegment), ("..", .dotSegment), ("a/../b", .dotSegment),
        ("./a", .dotSegment),
    ])
    func suchPathsAreRefusedAtCapture(raw: String, problem: NameProblem) {
        #expect(throws: problem) { try MappedName(raw: Array(raw.utf8)) }
    }

    /// Case V9 of the case list: every odd spelling is refused.
    @Test(arguments: [
        "a b", "a=2E", "a=2eb", "A=41", "=61", "con", "CON", "x.", "a=2", "a=", "a=zz", "é",
        "a=2fb",
        "a\\b", "nul.txt", "=63", "=43onsole", "..", "=2e=2e", "=2e", "a/", "/a", "a//b", "a=2e=2e",
    ])
    func readingRefusesEveryOtherSpelling(mapped: String) {
        #expect(throws: NameProblem.self) { try MappedName(mapped: mapped) }
    }

    @Test func namesKnowWhatLiesBelow() throws {
        let folder = try MappedName(mapped: "exp/1")
        let file = try MappedName(mapped: "exp/1/pdata/1/1r")
        #expect(file.below(folder)?.text == "pdata/1/1r")
        #expect(folder.below(file) == nil)
        #expect(try MappedName(mapped: "exp/10/fid").below(folder) == nil)
        #expect(file.lastSegment.text == "1r")
        #expect(folder.appending(file.lastSegment).text == "exp/1/1r")
    }

    @Test func bundleNamesAreOnePlainSegment() {
        #expect(BundleID("EX-31") != nil)
        for bad in ["", "a/b", "a b", "a=20", "con", "x.", "..", String(repeating: "a", count: 65)]
        {
            #expect(BundleID(bad) == nil)
        }
        let split = BundleID.split(archivePath: Array("EX-31/data/README.html".utf8))
        #expect(split?.id.text == "EX-31")
        #expect(split?.below == "data/README.html")
        for bad in ["README.html", "/etc/passwd", "../x", "EX-31\u{E9}/x"] {
            #expect(BundleID.split(archivePath: Array(bad.utf8)) == nil)
        }
    }
}
