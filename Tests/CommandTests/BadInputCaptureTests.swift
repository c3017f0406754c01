import Testing
import TrailSealTestKit

/// Whatever trailseal-capture is given by mistake: one sentence, a status, nothing half done.
@Suite("Bad input to trailseal-capture", .serialized)
struct BadInputCaptureTests {
    private static let shared = Result { try make() }

    private static func make() throws -> CommandLaboratory {
        let laboratory = try CommandLaboratory(calendarDepth: 9)
        try BadInput.addFiles(to: laboratory)
        _ = try laboratory.record([laboratory.folder.file("data")], project: "P1")
        return laboratory
    }

    private static func capture(
        _ words: String, _ status: Int32, _ says: String, stdin: String = "", records: Int = 0,
        more: [String] = []
    ) -> CommandCase {
        CommandCase(
            Programs.capture, words, status, says, stdin: stdin, records: records, more: more)
    }

    @Test("a place that holds no store", arguments: noStore)
    func noStoreThere(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let noStore = [
        "status X", "log X", "checkpoint X", "end X --reason done", "confirm enter X --code 00",
        "certificates requests X", "certificates add X custodian/custodian.pem",
        "record X data --project P1", "sign X --user achen --meaning AUTHORED --record 0",
        "enroll X --person P9 --user new --name New --role qa --proofing seen --password-fd 0",
        "person unlock X --user achen", "person deactivate X --user achen",
        "person password X --user achen --password-fd 0",
    ].flatMap { words in
        ["nothere", "data", "file.txt"].map { place in
            capture(
                words.split(separator: " ").map { $0 == "X" ? place : String($0) }
                    .joined(separator: " "), 66, "There is no TrailSeal store in \(place)",
                stdin: "long enough\n")
        }
    }

    @Test("record", arguments: record)
    func recording(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let record = [
        capture("record store nothere --project P1", 66, "nothere can't be captured"),
        capture("record store data nothere --project P2", 66, "nothere can't be captured"),
        capture("record store data", 64, "--project NAME is missing"),
        capture("record store --project P1", 64, "PATH is missing"),
        capture("record store data --project", 64, "project's name", more: [""]),
        capture("record store data --project", 64, "project's name", more: ["a\nb"]),
        capture("record store data --project", 64, "project's name", more: ["\u{202e}b"]),
        capture("record store data --project P1 --settle -1", 64, "--settle"),
        capture("record store data --project P1 --settle 1e3", 64, "--settle"),
        capture(
            "record store data --project P1 --user nobody --password-fd 0", 77, "nobody",
            stdin: "x\n"),
        capture(
            "record store data --project P1 --user achen --password-fd 0", 77, "is empty",
            stdin: "\n"),
        capture(
            "record store data --project P1 --user achen --password-fd 0", 66,
            "no password is left"),
        capture(
            "record store data --project P1 --user achen --password-fd 99", 66, "descriptor 99"),
        capture("record store data --project P1 --user achen --password-fd x", 64, "not x"),
        capture("record store data --project P1 --pasword-fd 0", 64, "did you mean --password-fd?"),
        capture("recrod store data --project P1", 64, "did you mean record?"),
    ]

    @Test("sign", arguments: sign)
    func signing(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let sign = [
        capture(signs("nobody", "--record 0"), 77, "user id nobody", stdin: right),
        capture(signs("achen", "--record 99999"), 66, "no record 99999", stdin: right),
        capture(
            signs("achen", "--record 18446744073709551615"), 66, "no record 1844", stdin: right),
        capture(signs("achen", "--record 99999999999999999999"), 64, "--record", stdin: right),
        capture(signs("achen", "--record -1"), 64, "--record", stdin: right),
        capture(signs("achen", "--record +1"), 64, "--record", stdin: right),
        capture(signs("achen", "--dataset none"), 66, "no recorded dataset none", stdin: right),
        capture(signs("achen", ""), 64, "name what to sign", stdin: right),
        capture(signs("achen", "--all-unsigned --project none"), 66, "no project none"),
        capture(
            "sign store --user achen --meaning LIKED --record 0 --password-fd 0", 64,
            "knows no meaning LIKED; it knows AUTHORED", stdin: right),
        capture(
            "sign store --user achen --meaning APPROVED --record 0 --password-fd 0", 64,
            "asks for a reason with APPROVED", stdin: right),
        capture(
            "sign store --user achen --meaning APPROVED --record 0 --password-fd 0 --reason", 64,
            "reason is not acceptable", stdin: right, more: [""]),
        capture(
            "sign store --user achen --meaning APPROVED --record 0 --password-fd 0 --reason", 64,
            "reason is not acceptable", stdin: right, more: ["first\nsecond"]),
        capture(signs("achen", "--record 0 --role reviewer"), 77, "role reviewer", stdin: right),
        capture("sign store --user achen --record 0", 64, "--meaning CODE is missing"),
    ]

    private static let right = CommandLaboratory.analyst + "\n"

    private static func signs(_ user: String, _ what: String) -> String {
        "sign store --user \(user) --meaning AUTHORED --password-fd 0 \(what)"
    }

    @Test("enroll and person", arguments: people)
    func enrolling(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let people = [
        capture(enrols("P9", "new", "qa"), 77, "shorter than 8", stdin: "short\n"),
        capture(enrols("P9", "new", "qa"), 66, "no password is left"),
        capture(enrols("P0042", "new", "qa"), 77, "never reused", stdin: good),
        capture(enrols("P9", "achen", "qa"), 77, "never reused", stdin: good),
        capture(enrols("P9", "new", "king"), 64, "no role king; it knows analyst", stdin: good),
        capture(enrols("../x", "new", "qa"), 64, "person id", stdin: good),
        capture(enrols("P9", "a/b", "qa"), 64, "user id", stdin: good),
        capture(
            "enroll store --person P9 --user new --role qa --proofing seen --password-fd 0 --name",
            64, "printed name", stdin: good, more: ["two\nlines"]),
        capture("enroll store --person P9", 64, "--user ID is missing"),
        capture("person unlock store --user nobody", 77, "user id nobody"),
        capture("person deactivate store --user nobody", 77, "user id nobody"),
        capture(
            "person password store --user nobody --password-fd 0", 77, "user id nobody",
            stdin: "old one\nnew and long\n"),
        capture(
            "person password store --user achen --password-fd 0", 77, "shorter than 8",
            stdin: "old one\nshort\n"),
        capture(
            "person password store --user achen --password-fd 0", 66, "no password is left",
            stdin: "old one\n"),
        capture("person rename store --user achen", 64, "unknown command rename"),
        capture("person", 64, "a command is missing"),
    ]

    private static let good = "long enough\n"

    private static func enrols(_ person: String, _ user: String, _ role: String) -> String {
        "enroll store --person \(person) --user \(user) --name New --role \(role) --proofing seen "
            + "--password-fd 0"
    }

    @Test("log, end, confirm, certificates", arguments: custody)
    func custodyAndLog(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let zeros = String(repeating: "0", count: 64)

    private static let custody = [
        capture("log store --from yesterday", 64, "--from needs a time"),
        capture("log store --to 2026-13-01T00:00:00Z", 64, "--to needs a time"),
        capture("log store --project none", 66, "no project none"),
        capture("log store --family signatures", 66, "no family signatures"),
        capture("log store --dataset none", 66, "no dataset none"),
        capture("log store --person nobody", 66, "no person and no user nobody"),
        capture("end store", 64, "--reason TEXT is missing"),
        capture("end store --reason", 64, "reason is not acceptable", more: [""]),
        capture("confirm enter store --code zz", 77, "code isn't the one"),
        capture(confirms("custodian/custodian.p7m", log: "short"), 64, "64 hex digits"),
        capture(confirms("nothere"), 66, "nothere", stdin: custodian),
        capture(confirms("custodian"), 66, "Is a directory", stdin: custodian),
        capture(confirms("file.txt"), 77, "doesn't open", stdin: custodian),
        capture(confirms("custodian/custodian.p7m"), 77, "wrong password", stdin: "wrong\n"),
        capture(
            confirms("custodian/custodian.p7m", certificate: "file.txt"), 66,
            "holds no certificate", stdin: custodian),
        capture(
            confirms("custodian/custodian.p7m", certificate: "store/certificates/root.pem"), 77,
            "isn't that of the key", stdin: custodian),
        capture("certificates add store nothere", 66, "nothere"),
        capture("certificates add store data", 66, "Is a directory"),
        capture("certificates add store file.txt", 66, "file.txt holds no certificate"),
        capture("certificates add store custodian/custodian.p7m", 66, "custodian.p7m"),
        capture("certificates add store leaf.pem", 77, "never asked for"),
    ]

    private static let custodian = CommandLaboratory.custodian + "\n"

    private static func confirms(
        _ file: String, log: String = zeros, certificate: String = "custodian/custodian.pem"
    ) -> String {
        "confirm code \(file) --log \(log) --key custodian/custodian.p8 --certificate "
            + "\(certificate) --password-fd 0"
    }

    @Test("init and witness", arguments: beginning)
    func beginnings(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let beginning = [
        capture(begins("store --unwitnessed"), 73, "store exists already", stdin: custodian),
        capture(begins("file.txt --unwitnessed"), 73, "file.txt exists already"),
        capture(begins("nothere/new --unwitnessed"), 73, "no folder nothere", stdin: custodian),
        capture(begins("file.txt/new --unwitnessed"), 73, "no folder file.txt", stdin: custodian),
        capture(begins("new"), 64, "Name a notary", stdin: custodian),
        capture(
            begins("new --unwitnessed --custodian store/certificates/root.pem"), 66,
            "an authority's"),
        capture(begins("new --witness nothere"), 66, "nothere", stdin: custodian),
        capture(begins("new --witness data"), 66, "data holds no witness", stdin: custodian),
        capture(begins("new --witness file.txt"), 66, "holds no witness", stdin: custodian),
        capture(
            begins("new --witness witness --witness witness"), 64, "same name", stdin: custodian),
        capture(begins("new --tsa tsa.example"), 64, "--tsa needs an address", stdin: custodian),
        capture(begins("new --unwitnessed --custodian nothere"), 66, "nothere"),
        capture(begins("new --unwitnessed --custodian data"), 66, "Is a directory"),
        capture(begins("new --unwitnessed --custodian file.txt"), 66, "holds no certificate"),
        capture(begins("new --unwitnessed --policy nothere"), 66, "nothere"),
        capture(begins("new --unwitnessed --policy file.txt"), 66, "not canonical JSON"),
        capture(begins("new --unwitnessed --policy empty.json"), 66, "is no policy"),
        capture(begins("new --unwitnessed --ca theirs"), 64, "one of own, requests"),
        capture(begins("new --unwitnessed", depth: 0), 64, "from 1 to 24"),
        capture(begins("new --unwitnessed", depth: 25), 64, "from 1 to 24"),
        capture(begins("new --unwitnessed --previous nothere"), 66, "no TrailSeal store"),
        capture(
            begins("new --unwitnessed --custodian-out custodian"), 73, "exists already",
            stdin: custodian),
        capture(
            begins("new --unwitnessed --custodian-out file.txt"), 73, "can't be made",
            stdin: custodian),
        capture(begins("new --unwitnessed"), 77, "shorter than 8", stdin: "short\n"),
        capture(begins("new --unwitnessed"), 66, "no password is left"),
        capture(
            "init new --site S --custodian-password-fd 0 --unwitnessed --organisation", 64,
            "organisation's name", stdin: custodian, more: [""]),
        capture(
            "init new --organisation O --custodian-password-fd 0 --unwitnessed --site", 64,
            "site's name", stdin: custodian, more: ["a\u{1b}[31mb"]),
        capture(
            "init --organisation O --site S --custodian-password-fd 0 --unwitnessed --", 64,
            "needs a folder's name", stdin: custodian, more: [""]),
        capture("init new --site S", 64, "--organisation NAME is missing"),
        capture("witness init witness --name qa.example/witness", 73, "exists already"),
        capture("witness init new --name", 64, "can't be a key name", more: [""]),
        capture("witness init new --name", 64, "can't be a key name", more: ["a b"]),
        capture("witness init file.txt --name qa", 73, "can't be made"),
        capture("witness init file.txt/new --name qa", 73, "can't be made"),
    ]

    private static func begins(_ what: String, depth: Int = 4) -> String {
        "init --organisation O --site S --custodian-password-fd 0 --calendar-depth \(depth) " + what
    }

    @Test("an argument that is not UTF-8 is refused, not read as another name")
    func foreignArgument() throws {
        let laboratory = try Self.shared.get()
        let line = "exec \"$0\" record store \"$(printf 'da\\377ta')\" --project P1"
        let result = try laboratory.attempt(["sh", "-c", line, Programs.capture])
        expectSentence(result, 64, "da\\xffta is not UTF-8")
    }
}
