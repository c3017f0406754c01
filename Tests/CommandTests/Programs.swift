import TrailSealTestKit

/// The programs as they were built beside these tests.
enum Programs {
    static func path(_ name: String) -> String {
        let own = CommandLine.arguments.first ?? ""
        let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folder + [Substring(name)]).joined(separator: "/")
    }

    static let capture = path("trailseal-capture")
    static let seal = path("trailseal-seal")
    static let verify = path("trailseal-verify")
    static let forge = path("trailseal-forge")
}

/// A command that didn't end as the test needs it.
struct CommandFailed: Error, CustomStringConvertible {
    let command: [String]
    let result: ProcessResult

    var description: String {
        "\(command.joined(separator: " ")) ended with \(result.status):\n"
            + result.outputText + result.errorText
    }
}

/// Runs a command that has to succeed.
@discardableResult
func succeed(_ command: [String], stdin: String = "", directory: String? = nil) throws
    -> ProcessResult
{
    let result = try runProcess(command, stdin: Array(stdin.utf8), directory: directory)
    guard result.status == 0 else { throw CommandFailed(command: command, result: result) }
    return result
}
