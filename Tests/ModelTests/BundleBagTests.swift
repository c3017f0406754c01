import BundleFormat
import Cryptography
import Testing

@Suite struct BundleBagTests {
    static let log = BundlePathTests.log
    static let project = BundlePathTests.project

    static func members() throws -> [Manifest.Member] {
        [
            .init(path: .readme, sha256: SHA256.hash([2]), size: 40),
            .init(path: .bagit, sha256: SHA256.hash([1]), size: 55),
            .init(
                path: .file(log: log, project: project, path: try MappedName(mapped: "fid")),
                sha256: SHA256.hash([3]), size: 2),
        ]
    }

    @Test func tagFilesAreFunctionsOfTheMembers() throws {
        let bundle = try #require(BundleID("EX-31"))
        let members = try Self.members()
        #expect(
            String(
                decoding: BagIt.information(date: "2026-11-21", bundle: bundle, members: members),
                as: UTF8.self)
                == "Bagging-Date: 2026-11-21\nExternal-Identifier: EX-31\nPayload-Oxum: 42.2\n")
        #expect(
            String(decoding: BagIt.payloadManifest(members), as: UTF8.self) == """
                \(SHA256.hash([2]).hex)  data/README.html
                \(SHA256.hash([3]).hex)  data/files/\(Self.log)/\(Self.project)/fid

                """)
        #expect(
            BagIt.declaration
                == Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8))
    }

    @Test func aDatasetsDigestIsOverWhatSha256sumPrints() throws {
        let files = [
            (path: try MappedName(mapped: "pdata/1/1r"), sha256: SHA256.hash([1])),
            (path: try MappedName(mapped: "fid"), sha256: SHA256.hash([2])),
            (path: try MappedName(mapped: "pdata/1-a"), sha256: SHA256.hash([3])),
        ]
        let list = """
            \(SHA256.hash([2]).hex)  fid
            \(SHA256.hash([3]).hex)  pdata/1-a
            \(SHA256.hash([1]).hex)  pdata/1/1r

            """
        #expect(DatasetDigest.list(files) == Array(list.utf8))
        #expect(DatasetDigest.of(files) == SHA256.hash(Array(list.utf8)))
        #expect(DatasetDigest.of([]) == SHA256.hash([]))
    }

    @Test func aFilesPathIsBelowItsDataset() throws {
        let dataset = try MappedName(mapped: "exp")
        let path = { DatasetDigest.path(of: try MappedName(mapped: $0), below: dataset)?.text }
        #expect(try path("exp/fid") == "fid")
        #expect(try path("exp") == "exp")
        #expect(try path("exp2/fid") == nil)
    }

    static func named(_ paths: [String], project: String? = project) throws -> [Bool] {
        let files = try paths.enumerated().map { index, path in
            MemberNaming.File(
                log: log, project: project, path: try MappedName(mapped: path),
                sha256: SHA256.hash([UInt8(index)]))
        }
        let bundle = try #require(BundleID("EX-31"))
        return zip(files, MemberNaming.paths(of: files, in: bundle)).map { file, path in
            if path == .unnamed(file.sha256) { return false }
            #expect(path.text.hasSuffix("/\(file.path?.text ?? "-")"))
            return true
        }
    }

    @Test(arguments: [
        (["a", "b/c"], [true, true]),
        (["a", "A", "b"], [false, false, true]),
        (["a", "a/b", "a-b"], [false, false, true]),
        (["A/b/c", "a/b", "x"], [false, false, true]),
        (["a/B", "A/b"], [false, false]),
        (["a/b", "A/c"], [true, true]),
        (["same", "same"], [false, false]),
        ([String(repeating: "n", count: 100), String(repeating: "n", count: 101)], [true, false]),
    ])
    func allThatCollideGoUnderTheirDigest(paths: [String], named: [Bool]) throws {
        #expect(try Self.named(paths) == named)
    }

    @Test func oneFileNamedTwiceIsOneMember() throws {
        let name = try MappedName(mapped: "fid")
        let file = MemberNaming.File(
            log: Self.log, project: Self.project, path: name, sha256: SHA256.hash([]))
        let bundle = try #require(BundleID("EX-31"))
        let path = MemberPath.file(log: Self.log, project: Self.project, path: name)
        #expect(MemberNaming.paths(of: [file, file], in: bundle) == [path, path])
    }

    @Test func withoutAProjectThereIsNoFolderToStandIn() throws {
        #expect(try Self.named(["a"], project: nil) == [false])
    }

    @Test func namesThatDifferFromAFolderOnlyInCaseAreFolders() throws {
        #expect(try Self.named(["Data", "data/x/y", "data/z"]) == [false, false, false])
    }
}
