import Glibc

/// Other programs, run to their end and measured.
package enum ChildProcess {
    /// What a program left when it had ended.
    package struct Ending: Hashable, Sendable {
        /// The exit status, or 128 plus the number of the signal that ended it.
        package let status: Int32
        /// Wall time from start to end, in nanoseconds.
        package let nanoseconds: Int64
        /// The most memory that it held at a time, in bytes.
        package let peakBytes: Int64
    }

    /// Runs a program with its three streams bound to files.
    ///
    /// - Parameters:
    ///   - arguments: The program, looked up in `PATH` where it has no slash, and its arguments.
    ///   - environment: Its whole environment; nil hands on that of this process.
    ///   - input: The file that it reads from standard input.
    ///   - output: The file that takes standard output; made anew.
    ///   - errors: The file that takes standard error; made anew.
    /// - Throws: `SystemError` where it can't be started.
    package static func run(
        _ arguments: [String], environment: [String: String]? = nil, input: String = "/dev/null",
        output: String = "/dev/null", errors: String = "/dev/null"
    ) throws(SystemError) -> Ending {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
        let words = terminated(arguments)
        let pairs = environment.map { terminated($0.map { "\($0.key)=\($0.value)" }.sorted()) }
        defer { (words + (pairs ?? [])).forEach { free($0) } }
        var child: pid_t = 0
        let begun = Clocks.monotonicNanoseconds()
        let program = arguments.first ?? ""
        let code =
            if let pairs {
                posix_spawnp(&child, program, &actions, nil, words, pairs)
            } else {
                posix_spawnp(&child, program, &actions, nil, words, environ)
            }
        guard code == 0 else {
            throw SystemError(
                function: "posix_spawnp", code: code, path: Array(program.utf8))
        }
        return try ending(of: child, since: begun)
    }

    /// Copies of texts as C has them, with a null at the end; the caller frees them.
    private static func terminated(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    private static func ending(
        of child: pid_t, since begun: Int64
    ) throws(SystemError) -> Ending {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw SystemError(function: "wait4", code: errno) }
        }
        let took = Clocks.monotonicNanoseconds() - begun
        let signal = status & 0x7F
        return Ending(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, nanoseconds: took,
            peakBytes: Int64(usage.ru_maxrss) * 1024)
    }
}
