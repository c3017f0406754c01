import Glibc
import LinuxFiles
import TrailSealTestKit

/// A program that runs beside the test, so that the test can stop it in the middle.
final class RunningProgram {
    let pid: pid_t
    private let folder: TemporaryDirectory
    private var ending: Int32?

    /// Starts a program with its streams bound to files.
    init(_ argv: [String], stdin: String = "") throws {
        folder = try TemporaryDirectory()
        try writeFile(folder.file("stdin"), stdin)
        pid = try ChildProcess.start(
            argv,
            streams: [
                .reading(folder.file("stdin")), .writing(folder.file("stdout")),
                .writing(folder.file("stderr")),
            ])
    }

    deinit {
        send(SIGKILL)
        _ = wait()
    }

    /// Sends a signal while the program runs.
    func send(_ signal: Int32) {
        if ending == nil { kill(pid, signal) }
    }

    /// Waits for the end.
    ///
    /// - Returns: The exit status, or 128 plus the number of the signal.
    @discardableResult
    func wait() -> Int32 {
        if let ending { return ending }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let result = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        ending = result
        return result
    }

    /// Whether it has ended by itself.
    var hasEnded: Bool {
        if ending != nil { return true }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return false }
        let signal = status & 0x7F
        ending = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        return true
    }

    /// What it wrote to standard error so far.
    var errorText: String {
        String(decoding: (try? readFile(folder.file("stderr"))) ?? [], as: UTF8.self)
    }

    /// Waits until something holds, at most half a minute; false when the program ended before.
    func runs(until holds: () throws -> Bool) throws -> Bool {
        for _ in 0..<15_000 {
            if try holds() { return true }
            if hasEnded { return try holds() }
            usleep(2000)
        }
        return false
    }
}
