import LinuxFiles
import Testing
import TrailSealTestKit

/// Accounts lock after too many wrong passwords, and a store has one writer at a time.
@Suite("Locks", .serialized)
struct LockTests {
    private static let shared = Result {
        let laboratory = try CommandLaboratory(calendarDepth: 8)
        try BadInput.addFiles(to: laboratory)
        return laboratory
    }

    private static func signing(_ user: String) -> [String] {
        [
            Programs.capture, "sign", "store", "--user", user, "--meaning", "AUTHORED",
            "--record", "0", "--password-fd", "0",
        ]
    }

    @Test("five wrong passwords lock an account, every attempt is a record, an unlock opens it")
    func accountLocks() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 7)
        let command = Self.signing("achen")
        for attempt in 1...5 {
            let result = try laboratory.attempt(command, stdin: "wrong \(attempt)\n")
            expectSentence(result, 77, "wrong (attempt \(attempt) of 5)")
            #expect(try laboratory.log("credential: failed achen").count == attempt)
        }
        #expect(try laboratory.log("credential: locked achen").count == 1)
        let right = CommandLaboratory.analyst + "\n"
        expectSentence(try laboratory.attempt(command, stdin: right), 77, "achen is locked")
        #expect(try laboratory.log("credential: failed achen").count == 6)
        #expect(try laboratory.log("signature").isEmpty)
        // The other person isn't touched by it.
        try succeed(
            [
                Programs.capture, "sign", laboratory.store, "--user", "rmeier", "--meaning",
                "REVIEWED", "--record", "0", "--password-fd", "0",
            ], stdin: CommandLaboratory.reviewer + "\n")
        try succeed([Programs.capture, "person", "unlock", laboratory.store, "--user", "achen"])
        let signed = try laboratory.attempt(command, stdin: right)
        #expect(signed.status == 0, "\(signed.errorText)")
        #expect(try laboratory.log("credential: unlocked achen").count == 1)
        #expect(!laboratory.mentions("wrong 3"))
    }

    @Test("the right password in between begins the count anew")
    func countBeginsAnew() throws {
        let laboratory = try Self.shared.get()
        let right = CommandLaboratory.analyst + "\n"
        for _ in 0..<2 {
            for attempt in 1...4 {
                let result = try laboratory.attempt(Self.signing("achen"), stdin: "wrong\n")
                expectSentence(result, 77, "attempt \(attempt) of 5")
            }
            #expect(try laboratory.attempt(Self.signing("achen"), stdin: right).status == 0)
        }
    }

    @Test("while one process writes, every other writer is told so", arguments: writers)
    func secondWriterIsBusy(words: String) throws {
        let laboratory = try Self.shared.get()
        let before = (try laboratory.files(), try laboratory.recordCount())
        do {
            let held = try FileLock.attempt(
                laboratory.store + "/lock", holder: "process 4711 of the test")
            guard case .acquired(let lock) = held else {
                throw SystemError(function: "flock", code: 0)
            }
            let command = words.split(separator: " ").map(String.init)
            let program = command[0] == "export" ? Programs.seal : Programs.capture
            let result = try laboratory.attempt(
                [program] + command,
                stdin: (words.hasPrefix("export") ? CommandLaboratory.reviewer : "long enough")
                    + "\n\(CommandLaboratory.custodian)\n")
            expectSentence(result, 75, "process 4711 of the test")
            // Readers don't wait for writers.
            #expect(try laboratory.attempt([Programs.capture, "log", "store"]).status == 0)
            _ = consume lock
        }
        #expect(try laboratory.files() == before.0)
        #expect(try laboratory.recordCount() == before.1)
    }

    private static let writers = [
        "record store data --project P1",
        "sign store --user achen --meaning AUTHORED --record 0 --password-fd 0",
        "enroll store --person P9 --user new --name N --role qa --proofing seen --password-fd 0",
        "person unlock store --user achen", "person deactivate store --user rmeier",
        "checkpoint store", "checkpoint store --heartbeat", "end store --reason done",
        "certificates add store custodian/custodian.pem", "confirm enter store --code 00",
        "export store --purpose p --recipient r --requester achen --approver rmeier "
            + "--approver-password-fd 0 --custodian custodian --custodian-password-fd 0 --out b.tar",
    ]

    @Test("many processes at once: each records or is told to come back, and nothing is lost")
    func nothingIsLost() throws {
        let laboratory = try Self.shared.get()
        let folder = laboratory.folder
        try makeFolder(folder.file("many"))
        var waiting: [String] = []
        for number in 1...8 {
            let name = folder.file("many/m\(number).bin")
            try writeFile(name, [UInt8](repeating: UInt8(number), count: 200_000))
            waiting.append(name)
        }
        var sawBusy = false
        for _ in 0..<40 where !waiting.isEmpty {
            let running = try waiting.map { path in
                (
                    path,
                    try RunningProgram([
                        Programs.capture, "record", laboratory.store, path, "--project", "many",
                    ])
                )
            }
            var again: [String] = []
            for (path, program) in running {
                let status = program.wait()
                if status == 75 {
                    again.append(path)
                } else {
                    #expect(status == 0, "\(program.errorText)")
                }
            }
            sawBusy = sawBusy || !again.isEmpty
            waiting = again
        }
        #expect(waiting.isEmpty)
        #expect(sawBusy, "the processes never met")
        let status = try succeed([Programs.capture, "status", laboratory.store]).outputText
        for number in 1...8 {
            #expect(
                status.contains("m\(number).bin  [many]  version 1  final  1 files"), "\(status)")
        }
    }
}

extension CommandLaboratory {
    /// Whether a text stands anywhere in the log.
    func mentions(_ text: String) -> Bool {
        (try? succeed([Programs.capture, "log", store, "--json"]).outputText.contains(text)) ?? true
    }
}
