import BundleFormat
import Cryptography
import Records
import Testing

@Suite struct BundleReplayTests {
    static func replay(_ bodies: [CaptureBody]) -> DatasetReplay {
        var replay = DatasetReplay()
        for (index, body) in bodies.enumerated() {
            replay.add(body, sequence: UInt64(index), project: CopyFixture.project)
        }
        return replay
    }

    @Test func theNewestVersionHasTheStateAfterReplay() throws {
        let replay = Self.replay([
            CopyFixture.file("exp/fid", content: [1]), CopyFixture.file("exp/acqus"),
            CopyFixture.end("exp"), CopyFixture.file("exp/fid", .modified, content: [2, 3]),
            CopyFixture.file("exp/acqus", .deleted), CopyFixture.file("exp/audita.txt"),
            CopyFixture.end("exp", version: 2), CopyFixture.file("exp/later"),
        ])
        let version = try #require(replay.newestVersions.first)
        #expect(replay.newestVersions.count == 1)
        #expect(version.sequence == 6)
        #expect(version.files.map(\.path) == ["exp/audita.txt", "exp/fid"])
        #expect(version.files.map(\.sequence) == [5, 3])
        #expect(version.files.byteCount == 3)
        #expect(
            version.digest
                == DatasetDigest.of([
                    (path: try MappedName(mapped: "fid"), sha256: SHA256.hash([2, 3])),
                    (path: try MappedName(mapped: "audita.txt"), sha256: SHA256.hash([1])),
                ]))
    }

    @Test func datasetsAreApartByTheBytesOfTheirIds() {
        let replay = Self.replay([
            CopyFixture.file("a/x", dataset: "\u{E9}"),
            CopyFixture.file("b/y", dataset: "e\u{301}"),
            CopyFixture.end("a", dataset: "\u{E9}"), CopyFixture.end("b", dataset: "e\u{301}"),
        ])
        #expect(replay.newestVersions.map { $0.files.map(\.path) } == [["a/x"], ["b/y"]])
    }

    @Test func aDatasetOfOneFileIsListedByItsName() throws {
        let replay = Self.replay([
            CopyFixture.file("spectrum.jdx", content: [9]), CopyFixture.end("spectrum.jdx"),
        ])
        let name = try MappedName(mapped: "spectrum.jdx")
        #expect(
            replay.newestVersions.first?.digest
                == DatasetDigest.of([(path: name, sha256: SHA256.hash([9]))]))
    }

    @Test func aFileOutsideItsDatasetHasNoPlaceInTheDigest() {
        let replay = Self.replay([CopyFixture.file("other/fid"), CopyFixture.end("exp")])
        #expect(replay.newestVersions.first?.digest == nil)
    }
}
