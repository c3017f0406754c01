import Testing
import TrailSealTestKit

/// The test kit's own promises, kept here because every test target rests on them.
@Suite struct TestKitTests {
    @Test func aProgramGetsItsInputAndLeavesItsOutput() throws {
        let input = [UInt8](repeating: 0x61, count: 300_000)
        let result = try runProcess(
            ["sh", "-c", "cat; echo \"$WORD\" >&2; pwd >&2; exit 3"], stdin: input,
            environment: ["WORD": "hello", "PATH": "/usr/bin:/bin"], directory: "/usr")
        #expect(result.status == 3)
        #expect(result.stdout == input)
        #expect(result.errorText == "hello\n/usr\n")
    }

    @Test func aSignalIsAStatusAbove128() throws {
        #expect(try runProcess(["sh", "-c", "kill -9 $$"]).status == 137)
        #expect(throws: TestKitError.self) { try runProcess(["/nowhere/at-all"]) }
    }

    @Test func aTemporaryFolderGoesAwayWithItsContent() throws {
        var folder: TemporaryDirectory? = try TemporaryDirectory()
        let path = try #require(folder?.path)
        try makeFolder("\(path)/inner")
        try writeFile("\(path)/inner/file", "text")
        #expect(try readFile("\(path)/inner/file") == Array("text".utf8))
        #expect(try namesInFolder(path) == ["inner"])
        folder = nil
        #expect(!isThere(path))
    }

    @Test func theRepositoryRootHoldsThePackage() {
        #expect(isThere("\(RepositoryRoot.path)/Package.swift"))
        #expect(SharedData.folder("no-such-set") == nil)
    }
}
