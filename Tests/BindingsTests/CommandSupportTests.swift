import CommandSupport
import Glibc
import LinuxFiles
import Testing
import TrailSealTestKit

@Suite struct CommandSupportTests {
    @Test(
        arguments: [
            (0, "0 bytes"), (999, "999 bytes"), (1000, "1.00 kB"), (1999, "2.00 kB"),
            (12_345, "12.3 kB"), (999_499, "999 kB"), (999_500, "1.00 MB"),
            (5_368_709_120, "5.37 GB"),
            (.max, "9.22 EB"),
        ] as [(Int64, String)])
    func amountsHaveThreeDigits(bytes: Int64, text: String) {
        #expect(ProgressLine.amount(bytes) == text)
    }

    @Test func progressLinesSayHowFarAndHowFast() {
        let line = ProgressLine.text(
            label: "Sealing\u{7}", done: 250_000_000, total: 1_000_000_000,
            elapsedNanoseconds: 2_000_000_000, columns: 80)
        #expect(line == "Sealing\\x07  250 MB of 1.00 GB  25%  125 MB/s")
        let short = ProgressLine.text(
            label: "Sealing", done: 5, total: nil, elapsedNanoseconds: 0, columns: 10)
        #expect(short == "Sealing  ")
    }

    @Test(
        arguments: [
            (ENOSPC, "write", .inputOutput), (EPIPE, "write", .inputOutput),
            (EACCES, "open", .cannotCreate), (ENOENT, "open", .cannotCreate),
            (ENOSPC, "open", .inputOutput), (EIO, "fsync", .inputOutput),
            (EEXIST, "rename", .cannotCreate), (EFBIG, "write", .inputOutput),
        ] as [(Int32, String, CommandSupport.ExitStatus)])
    func failedWritesHaveTheirStatus(
        code: Int32, function: String, status: CommandSupport.ExitStatus
    ) {
        #expect(
            CommandFailure.writing(SystemError(function: function, code: code)).status == status)
    }

    @Test func failedReadsNameTheFile() {
        let error = SystemError(function: "open", code: ENOENT, path: Array("a\nb".utf8))
        let failure = CommandFailure.reading(error)
        #expect(failure.status == .unreadable)
        #expect(failure.message == "cannot read a\\x0ab: No such file or directory (open)")
    }

    @Test func statusesAreTheDocumentedOnes() {
        #expect(
            CommandSupport.ExitStatus.allCases.map(\.rawValue) == [
                0, 10, 20, 64, 66, 70, 73, 74, 75, 77,
            ])
    }

    @Test func passwordsComeOneLineEachFromADescriptor() throws {
        let folder = try TemporaryDirectory()
        try Files.writeDurably(
            Array("correct horse\n\nshort\nlong enough\n".utf8), to: folder.file("p"))
        let file = try FileDescriptor(reading: folder.file("p"))
        let source = PasswordSource.descriptor(file.number)
        #expect(try source.read(for: "anna") == Array("correct horse".utf8))
        let empty = #expect(throws: CommandFailure.self) { try source.read(for: "anna") }
        #expect(empty?.status == .refused)
        let short = #expect(throws: CommandFailure.self) { try source.readNew(for: "anna") }
        #expect(short?.message == "the new password for anna is shorter than 8 bytes")
        #expect(try source.readNew(for: "anna") == Array("long enough".utf8))
        let none = #expect(throws: CommandFailure.self) { try source.read(for: "anna") }
        #expect(none?.status == .unreadable)
    }

    @Test(
        arguments: [([], .terminal), (["--password-fd", "3"], .descriptor(3))]
            as [([String], PasswordSource)])
    func theCommandLineChoosesTheSource(line: [String], source: PasswordSource) throws {
        let program = CommandSpec(
            name: "p", summary: "asks", options: [PasswordSource.option])
        guard case .run(let arguments) = try ArgumentParser.parse(line, as: program) else {
            Issue.record("not a run")
            return
        }
        #expect(try PasswordSource(arguments) == source)
    }

    @Test func everyErrorEndsWithItsStatus() async {
        await #expect(processExitsWith: .exitCode(77)) {
            Program(CommandSpec(name: "p", summary: "fails"), version: "1", arguments: []).run {
                _ in
                throw CommandFailure(.refused, "no")
            }
        }
        await #expect(processExitsWith: .exitCode(70)) {
            struct Surprise: Error {}
            Program(CommandSpec(name: "p", summary: "fails"), version: "1", arguments: []).run {
                _ in
                throw Surprise()
            }
        }
        await #expect(processExitsWith: .exitCode(20)) {
            Program(CommandSpec(name: "p", summary: "waits"), version: "1", arguments: [])
                .runAsync { _ in .indeterminate }
        }
    }

    @Test func aFullStandardOutputIsAnInputOutputError() async {
        await #expect(processExitsWith: .exitCode(74)) {
            let full = open("/dev/full", O_WRONLY)
            dup2(full, 1)
            Program(CommandSpec(name: "p", summary: "writes"), version: "1", arguments: []).run {
                _ in
                try StandardStreams.write("text")
                return .success
            }
        }
    }
}
