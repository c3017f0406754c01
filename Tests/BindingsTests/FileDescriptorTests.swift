import Glibc
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct FileDescriptorTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func whatWasWrittenIsReadBack() throws {
        let path = folder.file("a")
        do {
            let file = try FileDescriptor(creating: path)
            try file.writeAll([1, 2, 3])
            try file.synchronize()
            try file.close()
        }
        let file = try FileDescriptor(readingRegularFile: path)
        #expect(try file.readAll(limit: 3) == [1, 2, 3])
        #expect(try file.size() == 3)
        #expect(try file.status().permissions == 0o600)
    }

    @Test func creatingRefusesAnExistingName() throws {
        try Files.writeDurably([7], to: folder.file("a"))
        let error = #expect(throws: SystemError.self) {
            _ = try FileDescriptor(creating: folder.file("a"))
        }
        #expect(error?.isExisting == true)
        #expect(error?.function == "open")
        #expect(try Files.read(folder.file("a"), limit: 1) == [7])
    }

    @Test func readingMoreThanTheLimitIsRefused() throws {
        try Files.writeDurably([UInt8](repeating: 1, count: 70_000), to: folder.file("a"))
        let error = #expect(throws: SystemError.self) {
            try Files.read(folder.file("a"), limit: 69_999)
        }
        #expect(error?.isTooLarge == true)
        #expect(error?.path == folder.file("a"))
        #expect(try Files.read(folder.file("a"), limit: 70_000).count == 70_000)
    }

    @Test func onlyRegularFilesOpenAsRegularFiles() throws {
        try Files.writeDurably([1], to: folder.file("file"))
        #expect(symlink(folder.file("file"), folder.file("link")) == 0)
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        let codes = ["link": ELOOP, "pipe": EINVAL, ".": EISDIR, "missing": ENOENT]
        for (name, code) in codes {
            let error = #expect(throws: SystemError.self) {
                _ = try FileDescriptor(readingRegularFile: folder.file(name))
            }
            #expect(error?.code == code, "\(name)")
        }
        let followed = try FileDescriptor(reading: folder.file("link"))
        #expect(try followed.readAll(limit: 9) == [1])
    }

    @Test(
        arguments: [
            (0, nil, 10, 4), (3, nil, 10, 3), (3, 5, 2, 5), (0, 100, 4, 10), (9, 1, 4, 1),
            (10, nil, 4, 0), (20, 5, 4, 0), (2, 0, 4, 0),
        ] as [(Int64, Int64?, Int, Int)])
    func chunksCoverExactlyWhatWasAsked(
        offset: Int64, count: Int64?, chunkSize: Int, unused: Int
    ) throws {
        let content = (0..<10).map { UInt8($0) }
        try Files.writeDurably(content, to: folder.file("a"))
        let file = try FileDescriptor(reading: folder.file("a"))
        var seen: [UInt8] = []
        let total = try file.forEachChunk(from: offset, count: count, chunkSize: chunkSize) {
            #expect($0.count <= chunkSize)
            for index in $0.indices { seen.append($0[index]) }
        }
        let expected = content.dropFirst(Int(offset)).prefix(count.map(Int.init) ?? 10)
        #expect(seen == Array(expected))
        #expect(total == Int64(expected.count))
    }

    @Test func readingAtAnOffsetDoesNotMoveThePosition() throws {
        try Files.writeDurably([1, 2, 3, 4], to: folder.file("a"))
        let file = try FileDescriptor(reading: folder.file("a"))
        #expect(try file.bytes(count: 3, at: 2) == [3, 4])
        #expect(try file.readAll(limit: 9) == [1, 2, 3, 4])
    }

    @Test func appendingKeepsWhatIsThere() throws {
        for byte in [1, 2] as [UInt8] {
            try FileDescriptor(appendingTo: folder.file("a")).writeAll([byte])
        }
        #expect(try Files.read(folder.file("a"), limit: 9) == [1, 2])
    }

    @Test func identityTellsFilesApart() throws {
        try Files.writeDurably([1], to: folder.file("a"))
        try Files.writeDurably([1], to: folder.file("b"))
        #expect(link(folder.file("a"), folder.file("c")) == 0)
        let a = try FileDescriptor(reading: folder.file("a")).identity()
        #expect(a == (try Files.status(of: folder.file("c")).identity))
        #expect(a != (try Files.status(of: folder.file("b")).identity))
        #expect(try Files.status(of: folder.file("c")).linkCount == 2)
    }

    @Test func timesAreNanosecondsAndExtremesAreClamped() throws {
        try Files.writeDurably([1], to: folder.file("a"))
        var times = [
            timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 1_700_000_000, tv_nsec: 123_456_789),
        ]
        #expect(utimensat(AT_FDCWD, folder.file("a"), &times, 0) == 0)
        #expect(
            try Files.status(of: folder.file("a")).modifiedNanoseconds
                == 1_700_000_000_123_456_789)
    }

    @Test func writingIntoAFullDeviceSaysSo() throws {
        let file = try FileDescriptor(appendingTo: "/dev/full")
        let error = #expect(throws: SystemError.self) { try file.writeAll([1]) }
        #expect(error?.isFull == true)
    }

    @Test func pathsWithNULAreRefused() {
        let error = #expect(throws: SystemError.self) {
            _ = try FileDescriptor(reading: [0x61, 0, 0x62])
        }
        #expect(error?.code == EINVAL)
        #expect(error?.path == "a\\x00b")
    }
}
