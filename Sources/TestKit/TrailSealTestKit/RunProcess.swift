import Glibc

/// What a finished program left.
package struct ProcessResult: Sendable {
    /// The exit status, or 128 plus the number of the signal that ended it.
    package let status: Int32
    /// What it wrote to standard output.
    package let stdout: [UInt8]
    /// What it wrote to standard error.
    package let stderr: [UInt8]

    /// Standard output, broken UTF-8 replaced.
    package var outputText: String { String(decoding: stdout, as: UTF8.self) }
    /// Standard error, broken UTF-8 replaced.
    package var errorText: String { String(decoding: stderr, as: UTF8.self) }
}

/// Runs a program to its end.
///
/// The streams go through files of a temporary folder, so no amount of output can block it.
///
/// - Parameters:
///   - argv: The program, looked up in `PATH` when it has no slash, and its arguments.
///   - stdin: What it reads from standard input.
///   - environment: Its whole environment; nil hands on the test's own.
///   - directory: Its current folder; nil for the test's own.
/// - Throws: `TestKitError` when it can't be started.
package func runProcess(
    _ argv: [String], stdin: [UInt8] = [], environment: [String: String]? = nil,
    directory: String? = nil
) throws -> ProcessResult {
    let folder = try TemporaryDirectory()
    try writeFile(folder.file("stdin"), stdin)
    let streams = ["stdin", "stdout", "stderr"].map(folder.file)
    let status = try spawn(argv, environment, directory, streams)
    return ProcessResult(
        status: status, stdout: try readFile(streams[1]), stderr: try readFile(streams[2]))
}

/// Runs a program with its three streams bound to files.
func spawn(
    _ argv: [String], _ environment: [String: String]?, _ directory: String?, _ streams: [String]
) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (index, path) in streams.enumerated() {
        let flags = index == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, Int32(index), path, flags, 0o600)
    }
    // The Glibc module lacks posix_spawn_file_actions_addchdir_np; env(1) does the same.
    let argv = directory.map { ["/usr/bin/env", "-C", $0] + argv } ?? argv
    let program = argv.first ?? ""
    let pairs = environment?.map { "\($0.key)=\($0.value)" }.sorted()
    let child: pid_t = try unsafe withStrings(argv) { arguments in
        try unsafe withStrings(pairs ?? []) { variables in
            var child: pid_t = 0
            let own = pairs == nil ? unsafe environ : unsafe variables
            let code = unsafe posix_spawnp(&child, program, &actions, nil, arguments, own)
            if code != 0 {
                throw TestKitError(function: "posix_spawnp", subject: program, code: code)
            }
            return child
        }
    }
    return try ending(of: child, program)
}

private func ending(of child: pid_t, _ program: String) throws -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 {
        if errno != EINTR { throw TestKitError(function: "waitpid", subject: program, code: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
}

/// Lends a null-terminated array of C strings.
private func withStrings<R>(
    _ strings: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws -> R
) throws -> R {
    var copies = unsafe strings.map { unsafe strdup($0) }
    unsafe copies.append(nil)
    defer { unsafe copies.forEach { unsafe free($0) } }
    return try unsafe copies.withUnsafeMutableBufferPointer {
        guard let first = $0.baseAddress else {
            throw TestKitError(function: "strdup", subject: "", code: ENOMEM)
        }
        return try unsafe body(first)
    }
}
