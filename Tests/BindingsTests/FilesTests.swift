import Glibc
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct FilesTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func durableWriteReplacesAndLeavesNothingElse() throws {
        try Files.writeDurably([1], to: folder.file("a"))
        try Files.writeDurably([2, 3], to: folder.file("a"), mode: 0o640)
        #expect(try Files.read(folder.file("a"), limit: 9) == [2, 3])
        #expect(try Files.list(folder.path).map(\.name) == ["a"])
    }

    @Test func durableWriteWithoutReplacingRefusesAndLeavesNothingElse() throws {
        try Files.writeDurably([1], to: folder.file("a"))
        let error = #expect(throws: SystemError.self) {
            try Files.writeDurably([2], to: folder.file("a"), noReplace: true)
        }
        #expect(error?.isExisting == true)
        #expect(try Files.read(folder.file("a"), limit: 9) == [1])
        #expect(try Files.list(folder.path).map(\.name) == ["a"])
    }

    @Test func aPendingFileWithoutCommitVanishes() throws {
        do {
            let pending = try PendingFile(for: folder.file("a"))
            try pending.file.writeAll([1])
            #expect(try Files.list(folder.path).count == 1)
            #expect(!Files.exists(folder.file("a")))
        }
        #expect(try Files.list(folder.path).isEmpty)
    }

    @Test func onlyHiddenFilesThatNobodyHoldsAreTakenForStale() throws {
        let kept = [
            ".trailseal-1-2.tmp", ".trailseal-1-2-3.tmpx", ".trailseal-1-2-x.tmp",
            ".trailseal-1--3.tmp", "trailseal-1-2-3.tmp",
        ]
        for name in kept + [".trailseal-1-2-3.tmp"] { try writeFile(folder.file(name), "x") }
        try makeFolder(folder.file(".trailseal-4-5-6.tmp"))
        let pending = try PendingFile(for: folder.file("a"))
        let own = try namesInFolder(folder.path).filter {
            $0.hasSuffix(".tmp") && !kept.contains($0) && $0 != ".trailseal-1-2-3.tmp"
                && $0 != ".trailseal-4-5-6.tmp"
        }
        #expect(own.count == 1)
        PendingFile.removeStale(beside: folder.file("b"))
        let left = try Set(namesInFolder(folder.path))
        #expect(left == Set(kept + own + [".trailseal-4-5-6.tmp"]))
        try pending.commit()
        #expect(isThere(folder.file("a")))
    }

    @Test func aPendingFileGetsItsNameAtCommit() throws {
        let pending = try PendingFile(for: folder.file("a"))
        try pending.file.writeAll([1])
        try pending.commit()
        #expect(try Files.list(folder.path).map(\.name) == ["a"])
    }

    @Test func renameKeepsOrReplaces() throws {
        try Files.writeDurably([1], to: folder.file("a"))
        try Files.writeDurably([2], to: folder.file("b"))
        #expect(throws: SystemError.self) {
            try Files.atomicRename(folder.file("a"), to: folder.file("b"), noReplace: true)
        }
        #expect(try Files.read(folder.file("b"), limit: 9) == [2])
        try Files.atomicRename(folder.file("a"), to: folder.file("b"))
        #expect(try Files.read(folder.file("b"), limit: 9) == [1])
        #expect(!Files.exists(folder.file("a")))
    }

    @Test func namesThatAreNotUTF8AreListedAsBytes() throws {
        let strange: [UInt8] = [0xff, 0x0a]
        try Files.writeDurably([5], to: PathText.join(folder.path, strange))
        try Files.createDirectory(folder.file("sub"), durable: true)
        let entries = try Files.list(folder.path)
        #expect(entries.map(\.nameBytes) == [Array("sub".utf8), strange])
        #expect(entries.map(\.kind) == [.directory, .file])
        #expect(entries.map(\.name) == ["sub", nil])
        #expect(entries.last?.shownName == "\\xff\\x0a")
        #expect(try Files.read(PathText.join(folder.path, strange), limit: 1) == [5])
    }

    @Test func kindsAreToldWithoutFollowingLinks() throws {
        #expect(symlink("nowhere", folder.file("link")) == 0)
        #expect(try Files.kind(of: folder.file("link")) == .symbolicLink)
        #expect(Files.exists(folder.file("link")))
        #expect(try Files.linkTarget(folder.file("link")) == Array("nowhere".utf8))
        #expect(try Files.kind(of: folder.path) == .directory)
        #expect(try Files.kind(of: folder.file("missing")) == nil)
        #expect(try Files.kind(of: folder.file("link") + "/x") == nil)
    }

    @Test func pathsLeadWhereTheyLeadOneByOne() throws {
        let folder = try TemporaryDirectory()
        for name in ["a", "a/b", "c"] { try makeFolder(folder.file(name)) }
        for name in ["a/one", "a/two", "a/b/three", "c/one"] {
            try writeFile(folder.file(name), name)
        }
        _ = try runProcess(
            [
                "sh", "-c",
                "ln -s one a/link; ln -s nowhere a/lost; ln -s a linked; ln -s a/b/.. up",
            ],
            directory: folder.path)
        let names = [
            "a/one", "a/two", "a/link", "linked/one", "linked/two", "a/b/three", "a/b/../one", "a",
            "a/", "a/.", "a/b/..", "linked", "linked/", "up/one", "up", "c/one", "a//two", "a/two/",
            "a/lost", "a/none", "none/one", "a/one/none",
        ]
        var folders = ResolvedFolders()
        for name in names {
            let path = Array(folder.file(name).utf8)
            let isThere = Files.exists(path)
            var found: (path: [UInt8], status: FileStatus)?
            do throws(SystemError) { found = try folders.find(path) } catch {
                // A link that leads nowhere is there, and what it leads to isn't.
                #expect(name == "a/lost")
                continue
            }
            #expect((found != nil) == isThere, "\(name)")
            guard let found else { continue }
            #expect(try found.path == Files.resolvedPath(path), "\(name)")
            #expect(try found.status == Files.status(of: path, followingLinks: true), "\(name)")
        }
    }

    @Test func walkIsSortedByPathBytesAndDoesNotFollowLinks() throws {
        try Files.createDirectories(folder.file("a/b"))
        for name in ["a/b/1", "a-c", "a/z"] { try Files.writeDurably([1], to: folder.file(name)) }
        #expect(symlink(folder.path, folder.file("a/loop")) == 0)
        let tree = try Files.walk(folder.path)
        #expect(tree.entries.map(\.path) == ["a", "a-c", "a/b", "a/b/1", "a/loop", "a/z"])
        #expect(tree.entries.first { $0.path == "a/loop" }?.status.kind == .symbolicLink)
        #expect(!tree.isCutShort && tree.problems.isEmpty)
    }

    @Test func aWalkOfManyFoldersFindsEverything() throws {
        var paths: [String] = []
        for number in 0..<150 {
            let part = "\(number % 7)/\(number)"
            try Files.createDirectories(folder.file(part))
            try Files.writeDurably([1], to: folder.file(part + "/x"))
            paths += [part, part + "/x"]
        }
        paths += (0..<7).map { "\($0)" }
        let tree = try Files.walk(folder.path)
        #expect(tree.entries.map(\.path) == paths.sorted())
        #expect(tree.problems.isEmpty && !tree.isCutShort)
    }

    @Test(arguments: [(2, 64), (100, 1)])
    func walkSaysWhenALimitEndedIt(entries: Int, depth: Int) throws {
        try Files.createDirectories(folder.file("a/b/c"))
        let tree = try Files.walk(
            folder.path, limits: WalkLimits(entries: entries, depth: depth))
        #expect(tree.isCutShort)
        #expect(tree.entries.count <= entries)
    }

    @Test func removingATreeLeavesLinkTargetsAlone() throws {
        try Files.createDirectories(folder.file("keep"))
        try Files.writeDurably([1], to: folder.file("keep/file"))
        try Files.createDirectories(folder.file("tree/sub"))
        #expect(symlink(folder.file("keep"), folder.file("tree/sub/link")) == 0)
        try Files.removeTree(folder.file("tree"))
        #expect(try Files.list(folder.path).map(\.name) == ["keep"])
        #expect(Files.exists(folder.file("keep/file")))
    }

    @Test func missingFilesAreMissingAndFoldersAreNotFiles() throws {
        let error = #expect(throws: SystemError.self) {
            try Files.read(folder.file("missing"), limit: 1)
        }
        #expect(error?.isMissing == true)
        #expect(
            error?.description
                == "\(folder.file("missing")): No such file or directory (open)")
        #expect(throws: SystemError.self) { try Files.read(folder.path, limit: 1) }
        #expect(throws: SystemError.self) { try Files.remove(folder.path) }
        #expect(throws: SystemError.self) { try Files.list(folder.file("missing")) }
    }

    @Test(arguments: [
        ("a/b", "a", "b"), ("/a", "/", "a"), ("a", ".", "a"), ("/a/b/", "/a", "b"), ("/", "/", "/"),
        ("a//b", "a", "b"),
    ])
    func pathsAreSplit(path: String, folder: String, name: String) {
        #expect(PathText.folder(of: path) == Array(folder.utf8))
        #expect(PathText.name(of: path) == Array(name.utf8))
    }

    @Test(arguments: [
        ("plain ü", "plain ü"), ("a\u{1b}[2J", "a\\x1b[2J"), ("a\u{202e}b", "a\\xe2\\x80\\xaeb"),
        ("line\nTOTAL: PASSED", "line\\x0aTOTAL: PASSED"),
    ])
    func namesAreShownWithoutControlCharacters(name: String, shown: String) {
        #expect(PathText.shown(Array(name.utf8)) == shown)
    }
}
