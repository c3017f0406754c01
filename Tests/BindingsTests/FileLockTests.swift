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
