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

    @Test(
        "totals kept from version to version are those of the files taken afresh", arguments: 1...20
    )
    func totalsKeptAreThoseTakenAfresh(seed: UInt64) throws {
        var random = SampleRandom(seed)
        var state = DatasetState()
        var afresh: [String: DatasetReplay.File] = [:]
        let paths = ["exp/a", "exp/b", "exp/B", "exp/a-b", "exp/a/c", "exp/d/e", "exp/z"]
        for step in 0..<400 {
            // Now and then a file lies elsewhere, or has the dataset's own path.
            let path =
                random.next(50) == 0 ? ["exp", "else/x"][random.next(2)] : paths[random.next(7)]
            if random.next(4) == 0 {
                state.remove(path)
                afresh[path] = nil
            } else {
                let file = DatasetReplay.File(
                    sequence: UInt64(step), path: path, size: UInt64(random.next(1000)),
                    sha256: SHA256.hash([UInt8(truncatingIfNeeded: step)]), project: nil)
                state.set(file)
                afresh[path] = file
            }
            guard random.next(3) == 0 else { continue }
            let files = afresh.values.sorted {
                $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
            }
            let below = random.next(10) == 0 ? "exp/d" : "exp"
            let totals = state.totals(below: below)
            #expect(state.files == files)
            #expect(totals.fileCount == files.count)
            #expect(totals.byteCount == files.byteCount)
            #expect(totals.digest == files.digest(below: try MappedName(mapped: below)))
        }
    }
}

/// Numbers that come out the same in every run.
private struct SampleRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
