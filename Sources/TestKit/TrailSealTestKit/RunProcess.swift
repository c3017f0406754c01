import LinuxFiles

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
    // A process starts in its parent's folder; env(1) changes it.
    let argv = directory.map { ["/usr/bin/env", "-C", $0] + argv } ?? argv
    do {
        let ending = try ChildProcess.run(
            argv, environment: environment, input: streams[0], output: streams[1],
            errors: streams[2])
        return ProcessResult(
            status: ending.status, stdout: try readFile(streams[1]),
            stderr: try readFile(streams[2]))
    } catch let error as SystemError {
        throw TestKitError(function: error.function, subject: argv.first ?? "", code: error.code)
    }
}
