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
        input = inward[1]
        output = outward[0]
        do {
            // Closed here, so that what the program says ends with the program.
            defer { for end in [inward[0], outward[1]] { close(end) } }
            process = try ChildProcess.start(
                argv, streams: [.descriptor(inward[0]), .descriptor(outward[1])])
        }
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
