import BundleFormat
import Cryptography
import Records
import Testing
import TrailSealTestKit

@testable import Verification

/// Datasets replayed by the numbers of their paths, against the plain replay of the same records.
@Suite struct DatasetHistoryTests {
    private struct Replay {
        var log = LogFacts(label: "0123456789abcdef", member: "data/records/0123456789abcdef.jsonl")
        var plain = DatasetReplay()
        private var seq: UInt64 = 0
        private var run = CaptureRun()

        /// Adds a record to both.
        mutating func add(_ body: CaptureBody, project: String?) {
            plain.add(body, sequence: seq, project: project)
            switch body {
            case .file(let file):
                run.append(
                    seq: seq, dataset: file.dataset.id, version: file.dataset.version,
                    project: project, path: file.path, size: file.size ?? 0, sha256: file.sha256,
                    pathText: file.pathText, modifiedUtc: file.modifiedUtc)
            case .dataset:
                let time = RecordTime(
                    utc: Timestamp(unixSeconds: 1), offset: "+01:00", zone: "Z",
                    monotonicMicros: 1, boot: "b", source: "s", sync: ClockSync(status: .unknown))
                let entry = Entry(
                    seq: seq, epoch: 1, salt: [UInt8](repeating: 1, count: 16), time: time,
                    actor: Actor(
                        userId: "u", kind: .service, source: "s", attribution: .kernelPeer),
                    origin: Origin(
                        system: "s", systemRole: "s", site: "s", organisation: "s", version: "1",
                        configSha256: .zero, host: "h"),
                    project: project, family: CaptureBody.family, body: body.json)
                log.entries.append(KeptEntry(seq: seq, entry: entry))
            }
            seq += 1
        }

        /// Ends a run of events, as the end of a block of lines does.
        mutating func endRun() {
            log.captures.append(run)
            run = CaptureRun()
        }
    }

    private static let paths = [
        "exp", "exp/a", "exp/a-b", "exp/a/c", "exp/b", "exp/B", "exp/d/e", "exp/z", "else/x",
    ]
    /// The second is spelled with the letters of the first.
    private static let datasets = ["\u{E9}", "e\u{301}", "D3"]

    private static func file(
        _ numbers: inout SeededNumbers, _ dataset: CapturedFile.Dataset
    ) -> CaptureBody {
        // A file elsewhere, or one with the dataset's own path, is rare.
        let rare = Int.random(in: 0..<40, using: &numbers) == 0
        let some = rare ? paths[...] : paths[1..<8]
        let path = some.randomElement(using: &numbers) ?? "exp/a"
        if Int.random(in: 0..<4, using: &numbers) == 0 {
            return .file(CapturedFile(deleted: dataset, root: "data", path: path))
        }
        let content = [UInt8.random(in: 0...255, using: &numbers)]
        return .file(
            CapturedFile(
                event: .created, dataset: dataset, root: "data", path: path,
                pathText: [nil, path, "another text"].randomElement(using: &numbers) ?? nil,
                size: UInt64(content[0]), sha256: SHA256.hash(content),
                modifiedUtc: Timestamp(unixSeconds: Int64(content[0]), nanoseconds: 999_999_999)))
    }

    @Test("random events give what the plain replay gives", arguments: 1...20)
    func randomEventsGiveWhatThePlainReplayGives(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        var replay = Replay()
        var mismatches: [UInt64] = []
        for step in 0..<400 {
            let id = Self.datasets.randomElement(using: &numbers) ?? ""
            let project = [nil, "0123456789abcdef"].randomElement(using: &numbers) ?? nil
            if Int.random(in: 0..<30, using: &numbers) == 0 { replay.endRun() }
            guard Int.random(in: 0..<10, using: &numbers) == 0 else {
                let dataset = CapturedFile.Dataset(id: id, version: UInt64(step))
                replay.add(Self.file(&numbers, dataset), project: project)
                continue
            }
            // What a record states is right now and then.
            var trial = replay.plain
            func body(_ count: UInt64, _ bytes: UInt64, _ digest: Digest) -> CaptureBody {
                .dataset(
                    CapturedDataset(
                        dataset: .init(
                            id: id, version: UInt64(step), kind: "topspin", state: .final),
                        root: "data", path: "exp", fileCount: count, byteCount: bytes,
                        sha256: digest))
            }
            let ended = trial.add(body(0, 0, .zero), sequence: UInt64(step), project: nil)
            let version = try #require(ended)
            let isRight = Bool.random(using: &numbers) && version.digest != nil
            if !isRight { mismatches.append(UInt64(step)) }
            replay.add(
                body(
                    UInt64(version.files.count), version.files.byteCount,
                    isRight ? version.digest ?? .zero : .zero), project: project)
        }
        replay.endRun()
        let history = replay.log.datasets
        #expect(history.newestVersions == replay.plain.newestVersions)
        #expect(history.mismatches.map(\.seq) == mismatches)
    }

    @Test func aDatasetWithoutFilesIsReplayedToo() {
        var replay = Replay()
        replay.add(
            .dataset(
                CapturedDataset(
                    dataset: .init(id: "D", version: 1, kind: "topspin", state: .final),
                    root: "data", path: "exp", fileCount: 0, byteCount: 0,
                    sha256: SHA256.hash([]))), project: nil)
        #expect(replay.log.datasets.newestVersions == replay.plain.newestVersions)
        #expect(replay.log.datasets.mismatches.isEmpty)
    }
}
