import LinuxFiles
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct DatasetScannerTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func make(_ paths: [String]) throws {
        for path in paths {
            var parent = folder.path
            for part in path.split(separator: "/").dropLast() {
                parent += "/\(part)"
                if !isThere(parent) { try makeFolder(parent) }
            }
            try writeFile(folder.file(path), path)
        }
    }

    private func scan(_ name: String = "") throws -> [String] {
        try DatasetScanner.scan(name.isEmpty ? folder.path : folder.file(name)).datasets.map {
            let missing = $0.missing.isEmpty ? "" : " lacks \($0.missing.joined(separator: ", "))"
            let name = String(decoding: $0.name, as: UTF8.self)
            return "\($0.kind.rawValue) \(name) \($0.files.count)\(missing)"
        }
    }

    struct Layout: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String]
        let datasets: [String]
    }

    static let layouts = [
        Layout(
            testDescription: "a finished TopSpin experiment",
            files: ["s/1/acqus", "s/1/fid", "s/1/audita.txt", "s/1/pdata/1/1r"],
            datasets: ["topspin s/1 4"]),
        Layout(
            testDescription: "a two-dimensional one",
            files: ["s/2/acqus", "s/2/ser", "s/2/audita.txt"],
            datasets: ["topspin s/2 3"]),
        Layout(
            testDescription: "one whose acquisition runs", files: ["s/3/acqus", "s/3/fid"],
            datasets: ["topspin s/3 2 lacks audita.txt"]),
        Layout(
            testDescription: "one without data", files: ["s/4/acqus", "s/4/audita.txt"],
            datasets: ["topspin s/4 2 lacks fid or ser"]),
        Layout(
            testDescription: "two experiments and what lies beside them",
            files: [
                "s/1/acqus", "s/1/fid", "s/1/audita.txt", "s/2/acqus", "s/2/fid",
                "s/2/audita.txt", "s/notes.txt", "s/.DS_Store", "s/__MACOSX/._acqus",
            ],
            datasets: [
                "folder s 2", "topspin s/1 3", "topspin s/2 3", "folder __MACOSX 1",
            ]),
        Layout(
            testDescription: "an experiment whose folder has a name of its own",
            files: ["my experiment/acqus", "my experiment/fid", "my experiment/audita.txt"],
            datasets: ["topspin my experiment 3"]),
        Layout(
            testDescription: "a Varian folder",
            files: ["p.fid/fid", "p.fid/procpar", "p.fid/log", "p.fid/text"],
            datasets: ["varian p.fid 4"]),
        Layout(
            testDescription: "a Varian folder without parameters", files: ["p.fid/fid"],
            datasets: ["varian p.fid 1 lacks procpar"]),
        Layout(
            testDescription: "single files of JEOL and JCAMP",
            files: ["EC=8 a.jdf", "b.JDX", "c.dx", "notes.txt"],
            datasets: ["jeol EC=8 a.jdf 1", "jcamp b.JDX 1", "jcamp c.dx 1"]),
        Layout(
            testDescription: "any other folder", files: ["r/a.csv", "r/sub/b.csv"],
            datasets: ["folder r 2"]),
    ]

    @Test(arguments: layouts) func foldersAreDividedIntoDatasets(_ layout: Layout) throws {
        try make(layout.files)
        var found = try scan()
        // The temporary folder's own loose files are one more dataset under its random name.
        found.removeAll { $0.hasPrefix("folder trailseal-test-") }
        if layout.testDescription == "any other folder" { found = try scan("r") }
        #expect(Set(found) == Set(layout.datasets))
    }

    @Test func everyFileBelongsToExactlyOneDataset() throws {
        try make(Self.layouts.flatMap(\.files))
        let scan = try DatasetScanner.scan(folder.path)
        let captured = scan.datasets.flatMap { dataset in
            dataset.files.map { dataset.absolutePath(of: $0) }
        }
        let present = try Files.walk(folder.path).entries.filter { $0.status.kind == .file }.map {
            PathText.join(folder.path, $0.pathBytes)
        }
        #expect(captured.count == Set(captured).count)
        #expect(Set(captured) == Set(present))
    }

    @Test func linksAndPipesAreNamedAndNotFollowed() throws {
        try make(["s/1/acqus", "s/1/fid", "s/1/audita.txt", "elsewhere.txt"])
        _ = try runProcess(["ln", "-s", folder.file("elsewhere.txt"), folder.file("s/1/link")])
        _ = try runProcess(["ln", "-s", "/etc", folder.file("s/1/dir")])
        _ = try runProcess(["mkfifo", folder.file("s/1/pipe")])
        let dataset = try #require(try DatasetScanner.scan(folder.file("s")).datasets.first)
        #expect(dataset.files.count == 3)
        #expect(
            Set(dataset.uncaptured.map(\.path)) == ["1/link", "1/dir", "1/pipe"])
        #expect(dataset.uncaptured.contains { $0.reason.contains("symbolic link") })
    }

    @Test func emptyFoldersAndMissingPathsAreSaid() throws {
        try makeFolder(folder.file("empty"))
        #expect(
            try DatasetScanner.scan(folder.file("empty")).uncaptured.map(\.reason)
                == ["is an empty folder"])
        let error = #expect(throws: CaptureError.self) {
            try DatasetScanner.scan(folder.file("nothing"))
        }
        #expect(error?.kind == .noInput)
        #expect(throws: CaptureError.self) { try DatasetScanner.scan("/dev/null") }
        #expect(throws: CaptureError.self) {
            try DatasetScanner.scan(folder.path, limits: WalkLimits(entries: 0))
        }
    }

    @Test(
        .enabled(
            if: SharedData.folder("nmr-bruker-cheminfo") != nil, "the collected data are absent"))
    func collectedExperimentsAreRecognised() throws {
        let root = try #require(SharedData.folder("nmr-bruker-cheminfo"))
        let datasets = try DatasetScanner.scan(root).datasets
        let topspin = datasets.filter { $0.kind == .topspin }
        #expect(topspin.count >= 10)
        let unfinished = topspin.filter { !$0.missing.isEmpty }.map {
            String(decoding: PathText.name(of: $0.name), as: UTF8.self)
        }
        #expect(unfinished.contains("98888"))
        #expect(unfinished.contains("10"))
        #expect(topspin.contains { $0.missing.isEmpty })
    }

    @Test(
        .enabled(if: SharedData.folder("nmr-jeol") != nil, "the collected data are absent"),
        arguments: [
            ("nmr-varian", DatasetKind.varian, 7), ("nmr-jeol", .jeol, 8), ("nmr-jcamp", .jcamp, 5),
        ])
    func otherCollectedLayoutsAreRecognised(
        _ set: String, _ kind: DatasetKind, _ least: Int
    ) throws {
        let root = try #require(SharedData.folder(set))
        let found = try DatasetScanner.scan(root).datasets.filter { $0.kind == kind }
        #expect(found.count >= least)
        #expect(found.allSatisfy { $0.missing.isEmpty })
    }

    @Test(arguments: [
        ("a.jdf", DatasetKind.jeol), ("A.JDF", .jeol), ("a.jdx", .jcamp), ("a.Dx", .jcamp),
        ("a.JCAMP", .jcamp), (".dx", .file), ("dx", .file), ("jdf", .file), ("a.dxx", .file),
        ("a.pdf", .file), ("f", .file), ("a", .file),
    ])
    func aFileThatStandsAloneIsKnownByItsEnding(name: String, kind: DatasetKind) {
        #expect(DatasetKind.ofFile(named: Array(name.utf8)) == kind)
        #expect(DatasetKind.ofFile(named: Array("in/\(name)".utf8)[3...]) == kind)
    }

    @Test func everyNameThatARuleAsksForTells() {
        let names = ["acqus", "acqu", "audita.txt", "pulseprogram", "fid", "ser", "procpar"]
        for name in names { #expect(DatasetKind.tells(Array(name.utf8)[...])) }
        for name in ["fid2", "xfid", "FID", "fi", "title"] {
            #expect(!DatasetKind.tells(Array(name.utf8)[...]))
        }
        for kind in DatasetKind.allCases {
            for name in kind.missing(among: []).flatMap({ $0.split(separator: " or ") }) {
                #expect(DatasetKind.tells(Array(name.utf8)[...]))
            }
        }
    }
}
