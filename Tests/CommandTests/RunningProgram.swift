import Glibc
import TrailSealTestKit

/// A program that could not be started.
struct NotStarted: Error {
    let program: String
    let code: Int32
}

/// A program that runs beside the test, so that the test can stop it in the middle.
final class RunningProgram {
    let pid: pid_t
    private let folder: TemporaryDirectory
    private var ending: Int32?

    /// Starts a program with its streams bound to files.
    init(_ argv: [String], stdin: String = "") throws {
        folder = try TemporaryDirectory()
        try writeFile(folder.file("stdin"), stdin)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, name) in ["stdin", "stdout", "stderr"].enumerated() {
            let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT
            posix_spawn_file_actions_addopen(
                &actions, Int32(number), folder.file(name), flags, 0o600)
        }
        // Test threads block signals, and a program would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = argv.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, argv[0], &actions, &attributes, &arguments, environ)
        if code != 0 {
            throw NotStarted(program: argv[0], code: code)
        }
        pid = child
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
