import Glibc
import LinuxFiles
import TrailSealTestKit

/// A program that serves on the loopback interface until its standard input ends.
///
/// It says in its first line where it is. The test holds the other end of its input, so it ends with
/// the test, and exactly it.
final class PeerServer {
    let process: pid_t
    let firstLine: String
    private let input: Int32
    private let output: Int32

    init(_ argv: [String]) throws {
        var inward: [Int32] = [0, 0]
        var outward: [Int32] = [0, 0]
        guard pipe(&inward) == 0, pipe(&outward) == 0 else {
            throw SystemError(function: "pipe", code: errno)
        }
        // Nobody else's program holds an end.
        for end in inward + outward { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inward[0], 0)
        posix_spawn_file_actions_adddup2(&actions, outward[1], 1)
        // Test threads block signals, and a program would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = argv.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, argv[0], &actions, &attributes, &arguments, environ)
        close(inward[0])
        close(outward[1])
        process = child
        input = inward[1]
        output = outward[0]
        guard code == 0 else { throw SystemError(function: "posix_spawn", code: code) }
        let line = try PasswordPrompt.readLine(fromDescriptor: output) ?? []
        firstLine = String(decoding: line, as: UTF8.self)
        guard !firstLine.isEmpty else {
            throw SystemError(function: "\(argv) says nothing", code: 0)
        }
    }

    deinit {
        close(input)
        waitpid(process, nil, 0)
        close(output)
    }
}
