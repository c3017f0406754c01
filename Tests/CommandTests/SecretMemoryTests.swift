import Testing
import TrailSealTestKit

/// What goes through a program in secret doesn't outlive it in a core file.
@Suite struct SecretMemoryTests {
    /// Programs that wait for a password, by the words behind their name.
    private static let waiting: [(program: String, words: String)] = [
        (
            Programs.capture,
            "init store --organisation O --site S --unwitnessed --custodian-out custodian "
                + "--custodian-password-fd 3"
        ),
        (
            Programs.capture,
            "enroll store --person P1 --user u --name N --role analyst --proofing seen "
                + "--password-fd 3"
        ),
        (
            Programs.seal,
            "export store --project P --purpose p --recipient r --requester achen "
                + "--approver rmeier --approver-password-fd 3 --out b.tar"
        ),
    ]

    @Test(arguments: waiting)
    func aProgramThatWaitsForAPasswordLeavesNoCore(
        _ program: String, _ words: String
    ) throws {
        let folder = try words.hasPrefix("init") ? TemporaryDirectory() : laboratory()
        try succeed(["mkfifo", folder.file("password")])
        // Open for both, the pipe never ends, and nothing is written into it.
        let script = #"cd "$1" && shift && ulimit -c unlimited && exec 3<>password && exec "$@""#
        let running = try RunningProgram(
            ["sh", "-c", script, "sh", folder.path, program]
                + words.split(separator: " ").map(String.init))
        let isShut = try running.runs {
            let limits = String(
                decoding: try readFile("/proc/\(running.pid)/limits"), as: UTF8.self)
            let name = String(decoding: try readFile("/proc/\(running.pid)/comm"), as: UTF8.self)
            let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
            let words = line?.split(separator: " ").map(String.init) ?? []
            return name.hasPrefix("trailseal") && words.dropFirst(4).first == "0"
        }
        #expect(isShut && !running.hasEnded, "\(running.errorText)")
    }

    /// A folder with a store that holds one file of project P.
    private func laboratory() throws -> TemporaryDirectory {
        let laboratory = try CommandLaboratory(calendarDepth: 8)
        try makeFolder(laboratory.folder.file("data"))
        try writeFile(laboratory.folder.file("data/fid"), "1")
        _ = try laboratory.record([laboratory.folder.file("data")], project: "P")
        return laboratory.folder
    }
}
