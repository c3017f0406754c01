import Cryptography
import LinuxFiles
import Synchronization
import Testing
import TrailSealTestKit

@testable import Capture

/// What is read of a file is all of it, however long it is.
@Suite struct FileHasherTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private static let piece = 1 << 18

    @Test(arguments: [
        0, 1, 16, piece - 2, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 5,
    ])
    func aFileOfAnyLengthGivesItsDigest(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
        try writeFile(folder.file("a"), bytes)
        let seen = Atomic<Int>(0)
        let hasher = FileHasher { seen.add($0, ordering: .relaxed) }
        let reading = try hasher.read(folder.file("a"))
        guard case .stable(let file) = reading else {
            Issue.record("\(reading)")
            return
        }
        #expect(file.size == Int64(count))
        #expect(file.sha256 == SHA256.hash(bytes))
        #expect(seen.load(ordering: .relaxed) == count)
    }

    @Test(arguments: [1, piece + 1])
    func aFileThatGrowsWhileItIsReadIsNotTaken(count: Int) throws {
        let path = folder.file("a")
        try writeFile(path, [UInt8](repeating: 7, count: count))
        let hasher = FileHasher(attempts: 2) { _ in
            try FileDescriptor(appendingTo: path).writeAll([7])
        }
        #expect(try hasher.read(path) == .unstable)
    }

    @Test func aFileThatIsReplacedWhileItIsReadIsReadAgain() throws {
        let path = folder.file("a")
        try writeFile(path, "old")
        let replacements = Countdown(1)
        let hasher = FileHasher { [folder] _ in
            guard replacements.take() else { return }
            try writeFile(folder.file("b"), "new")
            try Files.atomicRename(folder.file("b"), to: path)
        }
        guard case .stable(let file) = try hasher.read(path) else {
            Issue.record("it didn't settle")
            return
        }
        #expect(file.sha256 == SHA256.hash(Array("new".utf8)))
    }

    @Test func whatIsNoRegularFileIsToldApart() throws {
        try Files.createDirectory(folder.file("folder"))
        #expect(try FileHasher().read(folder.file("none")) == .gone)
        guard case .unreadable = try FileHasher().read(folder.file("folder")) else {
            Issue.record("a folder was read")
            return
        }
    }
}
