import Glibc

/// Other programs, started, or run to their end and measured.
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
        let begun = Clocks.monotonicNanoseconds()
        let child = try start(
            arguments, environment: environment,
            streams: [.reading(input), .writing(output), .writing(errors)])
        return try ending(of: child, since: begun)
    }

    /// Where one of the standard streams leads.
    package enum Stream: Hashable, Sendable {
        /// To the start of a file that is there.
        case reading(String)
        /// Into a file that is made anew.
        case writing(String)
        /// To whatever a descriptor of this process is; that one stays as it is.
        case descriptor(Int32)
    }

    /// Starts a program and doesn't wait for it.
    ///
    /// Signals that the calling thread blocks aren't blocked in the program.
    ///
    /// - Parameters:
    ///   - arguments: The program, looked up in `PATH` where it has no slash, and its arguments.
    ///   - environment: Its whole environment; nil hands on that of this process.
    ///   - streams: Standard input, output and error, in this order; those not named are inherited.
    /// - Returns: Its process number, to be waited for by the caller.
    /// - Throws: `SystemError` where it can't be started.
    package static func start(
        _ arguments: [String], environment: [String: String]? = nil, streams: [Stream]
    ) throws(SystemError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in zip(Int32(0)..., streams) {
            switch stream {
            case .reading(let path):
                posix_spawn_file_actions_addopen(&actions, number, path, O_RDONLY, 0)
            case .writing(let path):
                let flags = O_WRONLY | O_CREAT | O_TRUNC
                posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
            case .descriptor(let own): posix_spawn_file_actions_adddup2(&actions, own, number)
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = terminated(arguments)
        let pairs = environment.map { terminated($0.map { "\($0.key)=\($0.value)" }.sorted()) }
        defer { (words + (pairs ?? [])).forEach { free($0) } }
        var child: pid_t = 0
        let program = arguments.first ?? ""
        let code =
            if let pairs {
                posix_spawnp(&child, program, &actions, &attributes, words, pairs)
            } else {
                posix_spawnp(&child, program, &actions, &attributes, words, environ)
            }
        guard code == 0 else {
            throw SystemError(
                function: "posix_spawnp", code: code, path: Array(program.utf8))
        }
        return child
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
