import Glibc
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct FileLockTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func holder(_ attempt: consuming FileLock.Attempt) -> String? {
        switch consume attempt {
        case .acquired: nil
        case .held(let holder): holder
        }
    }

    @Test func aSecondHandleIsToldWhoHasTheLock() throws {
        let path = folder.file("lock")
        do {
            let first = try FileLock.attempt(path, holder: "first\u{1b}\nsecond line")
            guard case .acquired(let lock) = consume first else {
                Issue.record("the free lock wasn't given")
                return
            }
            #expect(holder(try FileLock.attempt(path)) == "first\\x1b")
            withExtendedLifetime(lock) {}
        }
        #expect(holder(try FileLock.attempt(path)) == nil)
    }

    /// As a child process has it between its start and its first own instruction.
    @Test func whoStillHasTheDescriptionOpenDoesNotKeepTheLock() throws {
        let path = folder.file("lock")
        var copy: Int32 = -1
        do {
            let attempt = try FileLock.attempt(path)
            guard case .acquired(let lock) = consume attempt else {
                Issue.record("the free lock wasn't given")
                return
            }
            copy = try #require(try descriptor(of: path).map { dup($0) })
            withExtendedLifetime(lock) {}
        }
        defer { close(copy) }
        #expect(holder(try FileLock.attempt(path)) == nil)
    }

    /// The descriptor under which this process has a file open.
    private func descriptor(of path: String) throws -> Int32? {
        try namesInFolder("/proc/self/fd").compactMap { Int32($0) }.first { number in
            var target = [CChar](repeating: 0, count: 4096)
            let count = unsafe readlink("/proc/self/fd/\(number)", &target, target.count)
            let bytes = target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
            return String(decoding: bytes, as: UTF8.self) == path
        }
    }

    @Test func anotherProcessIsKeptOut() throws {
        let path = folder.file("lock")
        let attempt = try FileLock.attempt(path)
        guard case .acquired(let lock) = consume attempt else {
            Issue.record("the free lock wasn't given")
            return
        }
        let text = String(decoding: try Files.read(path, limit: 300), as: UTF8.self)
        #expect(text == FileLock.thisProcess + "\n")
        #expect(text.hasPrefix("process \(Host.processID) on "))
        withExtendedLifetime(lock) {}
    }
}
