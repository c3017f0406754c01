import BundleFormat
import Cryptography
import LinuxFiles
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct RecordingTests {
    @Test func onlyWhatIsNewChangedOrGoneIsRecorded() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        let first = try #require(try bench.record(path).datasets.first)
        #expect([first.created, first.modified, first.deleted] == [5, 0, 0])
        let size = try bench.reader().size
        let again = try #require(try bench.record(path).datasets.first)
        #expect(again.seq == nil)
        #expect(try bench.reader().size == size)
        try writeFile(path + "/1/fid", "another decay")
        try writeFile(path + "/1/title", "new")
        _ = try runProcess(["rm", path + "/1/pdata/1/procs"])
        let third = try #require(try bench.record(path).datasets.first)
        #expect([third.created, third.modified, third.deleted] == [1, 1, 1])
        #expect(third.version == 2)
        #expect(third.id == first.id)
        let record = try bench.reader().entry(at: try #require(third.seq))
        guard case .dataset(let dataset) = try CaptureBody(json: record.body) else {
            Issue.record("not a dataset record")
            return
        }
        #expect(dataset.path == "QC-1/1")
        #expect(dataset.fileCount == 5)
        // What sha256sum prints of the folder is what the digest is over.
        let listed = try runProcess(
            ["sh", "-c", "find . -type f | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum"],
            directory: path + "/1")
        #expect(dataset.sha256 == SHA256.hash(listed.stdout))
    }

    @Test func namesThatAreNotPlainSurvive() throws {
        let bench = try Bench.ready()
        let root = bench.folder.file("odd")
        try makeFolder(root)
        let names: [[UInt8]] = [
            Array("with blank.txt".utf8), Array("EC=8 a.txt".utf8), Array("con.txt".utf8),
            Array("ends.".utf8), [0x66, 0xff, 0xfe], Array("line\nfeed".utf8),
            Array("Zürich".utf8),
        ]
        for name in names { try Files.writeDurably(name, to: PathText.join(root, name)) }
        let outcome = try #require(try bench.record(root).datasets.first)
        #expect(outcome.state == .final)
        #expect(outcome.created == names.count)
        var found: Set<[UInt8]> = []
        for entry in try bench.entries() where entry.family == "capture" {
            guard case .file(let file) = try CaptureBody(json: entry.body) else { continue }
            let raw = try MappedName(mapped: file.path).raw
            found.insert(Array(raw.dropFirst(4)))
            #expect(file.pathText == String(validating: raw, as: UTF8.self))
            guard case .there(let source) = try bench.reader().openFile(for: file) else {
                Issue.record("\(file.path) can't be opened again")
                continue
            }
            #expect(SHA256.hash(try source.read(at: 0, count: 100)) == file.sha256)
        }
        #expect(found == Set(names))
    }

    @Test func aFileThatChangesWhileItIsReadMakesTheDatasetProvisional() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", ["a.bin": "first", "b.bin": "steady"])
        let outcome = try bench.session { writer in
            try Recording.run(
                RecordingRequest(
                    paths: [Array(path.utf8)], project: "P", actor: try writer.resolvedActor(),
                    progress: { count in
                        // The writer never rests: every piece read is followed by a longer file.
                        if count == 5 || count > 6 {
                            try? writeFile(path + "/a.bin", Array(repeating: 1, count: count + 2))
                        }
                    }),
                writer: writer)
        }
        let dataset = try #require(outcome.datasets.first)
        #expect(dataset.state == .provisional)
        #expect(dataset.missing == ["QC-1/a.bin changes while it is read"])
        #expect(dataset.created == 1)
        let later = try #require(try bench.record(path, project: "P").datasets.first)
        #expect(later.state == .final)
        #expect(later.created == 1)
    }

    @Test func aDatasetThatVanishedIsRecordedAsGone() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        _ = try bench.record(path)
        _ = try runProcess(["rm", "-r", path + "/1"])
        let gone = try #require(try bench.record(path).datasets.first)
        #expect(gone.deleted == 5)
        #expect(gone.fileCount == 0)
        #expect(gone.state == .provisional)
        _ = try runProcess(["rm", "-r", path])
        #expect(try bench.record(path).datasets.isEmpty)
        #expect(throws: CaptureError.self) { try bench.record(bench.folder.file("never")) }
    }

    @Test func aVersionThatWasInterruptedIsFinishedByTheNextRun() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        let id = "0190-test"
        try bench.session { writer in
            let actor = try writer.resolvedActor()
            let label = try writer.projectLabel(named: "P", actor: actor)
            let found = try #require(try DatasetScanner.scan(path).datasets.first)
            let place = try DatasetPlace(found)
            let file = CapturedFile(
                event: .created, dataset: .init(id: id, version: 1), root: place.root.text,
                path: place.path.text + "/acqus", size: 19,
                sha256: SHA256.hash(Array("##TITLE= parameters".utf8)),
                modifiedUtc: Timestamp(unixSeconds: 1))
            _ = try writer.append(
                [.init(CaptureBody.file(file), project: label, actor: actor)],
                registering: [
                    NewDataset(
                        id: id, project: label, root: place.root.text, path: place.path.text,
                        kind: "topspin")
                ])
        }
        let outcome = try #require(try bench.record(path, project: "P").datasets.first)
        #expect(outcome.id == id)
        #expect(outcome.created == 4)
        #expect(outcome.version == 1)
        #expect(outcome.fileCount == 5)
    }

    @Test func whoIsNotEnrolledRecordsNothing() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        let stranger = Bench.context(bench.clock, osUser: "mallory")
        let before = try bench.reader().size
        #expect(throws: CaptureError.actorUnknown(osUser: "mallory")) {
            try LogWriter.session(bench.layout, context: stranger) { writer in
                try Recording.run(
                    RecordingRequest(
                        paths: [Array(path.utf8)], project: "P",
                        actor: try writer.resolvedActor()), writer: writer)
            }
        }
        #expect(try bench.reader().size == before)
    }

    @Test func oneBadPathLeavesTheLogAsItWas() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        let before = try bench.reader().size
        #expect(throws: CaptureError.self) {
            try bench.session { writer in
                try Recording.run(
                    RecordingRequest(
                        paths: [Array(path.utf8), Array("/no/such/place".utf8)], project: "P",
                        actor: try writer.resolvedActor()), writer: writer)
            }
        }
        #expect(try bench.reader().size == before)
    }

    @Test func aDatasetThatHasNotBeenQuietIsProvisional() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", ["a.txt": "x"])
        _ = try runProcess(["touch", "-d", "@1795000000", path + "/a.txt"])
        let outcome = try bench.session { writer in
            try Recording.run(
                RecordingRequest(
                    paths: [Array(path.utf8)], project: "P", actor: try writer.resolvedActor(),
                    settlingSeconds: 86_400), writer: writer)
        }
        #expect(outcome.datasets.first?.missing == ["quiet for less than 86400 s"])
    }

    @Test func changedAndVanishedFilesAreAbsentForTheSealingDesk() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", ["a.txt": "one", "b.txt": "two"])
        _ = try bench.record(path)
        try writeFile(path + "/a.txt", "longer than before")
        _ = try runProcess(["rm", path + "/b.txt"])
        var reasons: [String: FileAbsence] = [:]
        for entry in try bench.entries() where entry.family == "capture" {
            guard case .file(let file) = try CaptureBody(json: entry.body),
                case .absent(let why) = try bench.reader().openFile(for: file)
            else { continue }
            reasons[file.path] = why
        }
        #expect(reasons == ["QC-1/a.txt": .changed, "QC-1/b.txt": .gone])
    }
}
