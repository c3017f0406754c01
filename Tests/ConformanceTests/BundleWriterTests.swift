import BundleFormat
import Cryptography
import LinuxFiles
import Testing
import TrailSealTestKit

@testable import Sealing

/// What the writer of an archive refuses.
@Suite struct BundleWriterTests {
    private struct NoFiles: CapturedFileReader {
        func read(_ file: OwedFile, into sink: ByteSink) throws -> FileLoss? { .gone }
    }

    /// A log of ten million file events takes more in clear than a member can.
    @Test func aMemberThatNoArchiveHoldsIsRefusedInFrontOfTheFirstByte() throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("bundle.tar")
        let output = try FileDescriptor(creating: path)
        let large = OwedFile(
            sequence: 5, root: "data", path: try MappedName(mapped: "large"), project: nil,
            size: USTARHeader.sizeLimit, sha256: SHA256.hash([]))
        let writer = BundleWriter(
            bundle: try #require(BundleID("EX-1")), reader: NoFiles(), progress: { _ in })
        let error = #expect(throws: SealingError.self) {
            try writer.write(
                [BundleMember(.bagit, bytes: [1]), BundleMember(.readme, file: large)],
                to: output.number)
        }
        guard case .doesNotFit(let why) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(why.contains("data/README.html would have 8589934592 bytes"))
        #expect(try readFile(path).isEmpty)
    }
}
