import BundleFormat
import Cryptography
import Testing

@Suite struct BundlePathTests {
    static let digest = SHA256.hash([1])
    static let log = "0123456789abcdef"
    static let project = "fedcba9876543210"

    static func examples() throws -> [MemberPath] {
        let name = try MappedName(mapped: "exp/1/fid")
        let witness = try MappedName(mapped: "witness.example")
        return [
            .manifest, .seal, .bagInfo, .bagit, .readme,
            .file(log: log, project: project, path: name), .recordsCSV(log: log),
            .recordsJSONL(log: log), .unnamed(digest), .certificate(digest), .keys(log: log),
            .note(log: log, size: 12),
            .receipt(log: log, size: 12, notary: witness, kind: .cosignature),
            .receipt(log: log, size: 12, notary: witness, kind: .objectLock),
            .receipt(log: log, size: 12, notary: witness, kind: .timeStampRequest),
            .receipt(log: log, size: 12, notary: witness, kind: .timeStampResponse),
            .policy(digest), .revocationList(digest), .revocationResponse(digest),
            .manifestSHA256,
        ]
    }

    @Test func everyPlaceOfTheLayoutReadsBack() throws {
        for path in try Self.examples() { #expect(MemberPath(path.text) == path) }
    }

    @Test func theLargestSizeReadsBack() {
        let path = MemberPath.note(log: Self.log, size: .max)
        #expect(MemberPath(path.text) == path)
    }

    @Test func membersStandInByteOrderBehindManifestAndSeal() throws {
        let paths = try Self.examples().shuffled().sorted()
        #expect(paths.prefix(2) == [.manifest, .seal])
        let rest = paths.dropFirst(2).map { Array($0.text.utf8) }
        #expect(zip(rest, rest.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    @Test func onlyManifestAndSealHaveNoRole() throws {
        let without = try Self.examples().filter { $0.role == nil }
        #expect(Set(without) == [.manifest, .seal])
        #expect(Set(try Self.examples().compactMap(\.role)) == Set(MemberRole.allCases))
        #expect(try Self.examples().filter(\.isPayload).count == 5)
    }

    @Test(arguments: [
        "", "/", "data", "data/", "data/readme.html", "data/README.html/x", "./manifest.json",
        "Manifest.json", "data/../manifest.json", "/manifest.json", "data/files/x",
        "data/files/0123456789abcdef/fedcba9876543210",
        "data/files/0123456789abcdef/fedcba9876543210/",
        "data/files/0123456789abcdef/fedcba9876543210/a b",
        "data/files/0123456789abcdef/fedcba9876543210/con",
        "data/files/0123456789ABCDEF/fedcba9876543210/a",
        "data/files/0123456789abcde/fedcba9876543210/a", "data/unnamed/00",
        "data/records/0123456789abcdef.json", "evidence/logs/0123456789abcdef/012/note",
        "evidence/logs/0123456789abcdef/0/note", "evidence/logs/0123456789abcdef/+1/note",
        "evidence/logs/0123456789abcdef/99999999999999999999/note",
        "evidence/logs/0123456789abcdef/1/.tsr", "evidence/logs/0123456789abcdef/1/a..tsr",
        "evidence/logs/0123456789abcdef/1/a.exe", "evidence/logs/0123456789abcdef/1/x/note",
        "evidence/logs/0123456789abcdef/18446744073709551616/note",
        "evidence/logs/0123456789abcdef//note", "evidence/logs/0123456789abcdef/1/",
        "evidence/logs/0123456789abcdef/1/note/", "evidence/logs/0123456789abcdef/1/Note",
        "evidence/logs/0123456789abcdeF/1/note", "evidence/logs/0123456789abcde/1/note",
        "evidence/logs/0123456789abcdef/1/cosignature",
        "evidence/logs/0123456789abcdef/1/a.cosignature\u{301}",
        "evidence/logs/0123456789abcdef/1/a/b.tsr", "evidence/logs/0123456789abcdef/1/a b.tsr",
        "evidence/logs/0123456789abcdef/", "evidence/logs/0123456789abcdef/keys.json/",
        "evidence/logs/0123456789abcdef/keys", ".DS_Store", "data/Thumbs.db", "fetch.txt",
        "tagmanifest-sha256.txt",
    ])
    func nothingElseIsAPlace(text: String) {
        #expect(MemberPath(text) == nil)
    }

    static func archive(_ paths: [String]) -> MemberSet {
        MemberSet(archivePaths: paths.map { Array("EX/\($0)".utf8) })
    }

    static let file = "data/files/\(log)/\(project)/"

    @Test func aSoundListHasNoProblem() throws {
        let set = Self.archive(try Self.examples().sorted().map(\.text))
        #expect(set.problems == [])
        #expect(set.id?.text == "EX")
        #expect(!set.paths.contains(nil))
    }

    @Test(arguments: [
        (["manifest.json", "manifest.json"], [LayoutProblem.duplicate(index: 1, of: 0)]),
        ([file + "R.csv", file + "r.csv"], [.alias(index: 1, of: 0)]),
        ([file + "a", file + "a/b"], [.folderOfAnother(index: 0, of: 1)]),
        ([file + "A", file + "a/b"], [.folderOfAnother(index: 0, of: 1)]),
        (
            [file + "a", file + "a-", file + "a/b/c"],
            [.folderOfAnother(index: 0, of: 2)]
        ),
        (
            [file + "R", file + "r", file + "r"],
            [.alias(index: 1, of: 0), .duplicate(index: 2, of: 1)]
        ),
        (["bagit.txt", "manifest.json"], [.order(index: 1)]),
        (["manifest.json", "data/README.html", "bagit.txt"], [.order(index: 2)]),
        (["manifest.json", "x/y"], [.path(index: 1)]),
    ])
    func aListThatAliasesIsFound(paths: [String], problems: [LayoutProblem]) {
        #expect(Self.archive(paths).problems == problems)
    }

    @Test func aSecondFolderIsFound() {
        let set = MemberSet(
            archivePaths: ["EX/manifest.json", "EY/bagit.txt"].map { Array($0.utf8) })
        #expect(set.problems == [.folder(index: 1)])
        #expect(set.paths == [.manifest, nil])
    }
}
