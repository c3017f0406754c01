import Testing
import TrailSealTestKit

/// Whatever trailseal-seal is given by mistake: one sentence, a status, nothing half done.
@Suite("Bad input to trailseal-seal", .serialized)
struct BadInputSealTests {
    private static let shared = Result { try make() }

    /// A laboratory with an approved export EX-1 that waits for its release, and the release.
    private static func make() throws -> CommandLaboratory {
        let laboratory = try CommandLaboratory(calendarDepth: 8)
        try BadInput.addFiles(to: laboratory)
        _ = try laboratory.record([laboratory.folder.file("data")], project: "P1")
        try laboratory.expectSuccess(
            orders("first.tar"), stdin: CommandLaboratory.reviewer + "\n")
        try laboratory.expectSuccess(
            "release first.tar.release-request --custodian custodian --trust trust "
                + "--custodian-password-fd 0 --out first.release",
            stdin: CommandLaboratory.custodian + "\n")
        let script = """
            import json
            request = json.load(open("first.tar.release-request"))
            release = json.load(open("first.release"))
            def put(name, value):
                text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                open(name, "w").write(text)
            def changed(value):
                if isinstance(value, list): return [changed(value[0])] + value[1:]
                if isinstance(value, dict): return dict(value, last=value["last"] + 1)
                return ("B" if value[0] != "B" else "C") + value[1:]
            for key in ["genesis", "close", "note", "epochs"]:
                put("request-" + key, dict(request, **{key: changed(request[key])}))
            flip = lambda hex: ("0" if hex[0] != "0" else "1") + hex[1:]
            put("request-leaf", dict(request, leafBeforeClose=flip(request["leafBeforeClose"])))
            proof = request["inclusionProof"]
            put("request-proof", dict(request, inclusionProof=[flip(proof[0])] + proof[1:]))
            receipt = dict(request["receipts"][0], name="other.cosignature")
            receipt["bytes"] = receipt["bytes"][:-8] + "AAAA" + receipt["bytes"][-4:]
            put("request-receipt", dict(request, receipts=[receipt]))
            put("request-type", dict(request, type="trailseal/release-request/2"))
            keys = release["keys"]
            put("release-keys", dict(release, keys=[flip(keys[0])] + keys[1:]))
            put("release-fewer", dict(release, keys=keys[:-1]))
            put("release-right", dict(release, right=[flip(r) for r in release["right"]]))
            other = dict(release["statement"], exportId="EX-2")
            put("release-export", dict(release, statement=other))
            later = dict(release["statement"], releasedAt="2031" + release["statement"]["releasedAt"][4:])
            put("release-time", dict(release, statement=later))
            put("release-cms", dict(release, cms="AAAA" + release["cms"][4:]))
            put("release-v", dict(release, v=2))
            """
        try succeed(["python3", "-c", script], directory: laboratory.folder.path)
        try succeed(
            [
                Programs.capture, "init", "other", "--organisation", "O", "--site", "S",
                "--calendar-depth", "4", "--custodian-out", "foreign", "--unwitnessed",
                "--custodian-password-fd", "0",
            ], stdin: CommandLaboratory.custodian + "\n", directory: laboratory.folder.path)
        try succeed(
            [Programs.capture, "witness", "init", "stranger", "--name", "other.example/witness"],
            directory: laboratory.folder.path)
        let stranger = try readFile(laboratory.folder.file("stranger/verifier-key"))
        try makeFolder(laboratory.folder.file("distrust"))
        try writeFile(
            laboratory.folder.file("distrust/witnesses"),
            stranger.filter { $0 != UInt8(ascii: "\n") } + Array(" elsewhere\n".utf8))
        try makeFolder(laboratory.folder.file("notrust"))
        try makeFolder(laboratory.folder.file("straytrust"))
        try writeFile(laboratory.folder.file("straytrust/witness"), "one letter is missing\n")
        try makeFolder(laboratory.folder.file("badtrust"))
        try writeFile(laboratory.folder.file("badtrust/witnesses"), "no key at all\n")
        return laboratory
    }

    private static func seal(
        _ words: String, _ status: Int32, _ says: String,
        stdin: String = "\(CommandLaboratory.reviewer)\n\(CommandLaboratory.custodian)\n",
        records: Int = 0, more: [String] = []
    ) -> CommandCase {
        CommandCase(Programs.seal, words, status, says, stdin: stdin, records: records, more: more)
    }

    private static func orders(
        _ out: String, store: String = "store", project: String = "P1", purpose: String = "audit",
        requester: String = "achen", approver: String = "rmeier"
    ) -> String {
        "export \(store) --project \(project) --purpose \(purpose) --recipient inspector "
            + "--requester \(requester) --approver \(approver) --approver-password-fd 0 --out \(out)"
    }

    @Test("export: what is asked for", arguments: export)
    func asking(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let custodian = " --custodian custodian --custodian-password-fd 0"

    private static let export = [
        seal(orders("b.tar", store: "nothere"), 66, "no TrailSeal store in nothere"),
        seal(orders("b.tar", store: "data"), 66, "no TrailSeal store in data"),
        seal(orders("b.tar", store: "file.txt"), 66, "no TrailSeal store in file.txt"),
        seal(orders("b.tar", project: "none"), 66, "no project \"none\""),
        seal(orders("b.tar", requester: "nobody"), 66, "no user \"nobody\""),
        seal(orders("b.tar", approver: "nobody"), 66, "no user \"nobody\""),
        seal(orders("b.tar", approver: "achen"), 77, "can't approve it too"),
        seal(
            orders("b.tar", requester: "rmeier", approver: "achen"), 77,
            "this account is Alice Chen's"),
        seal(orders("b.tar") + " --dataset none", 66, "no dataset \"none\""),
        seal(orders("b.tar") + " --person nobody", 66, "no user \"nobody\""),
        seal(orders("b.tar") + " --record 99999", 66, "no record \"99999\""),
        seal(orders("b.tar") + " --record 0", 66, "nothing in the log answers"),
        seal(orders("b.tar") + " --record x", 64, "--record needs a record number"),
        seal(orders("b.tar") + " --from 2090-01-01T00:00:00Z", 66, "nothing in the log answers"),
        seal(orders("b.tar") + " --to soon", 64, "--to needs a time"),
        seal(orders("b.tar") + " --withhold-as secret", 64, "out-of-scope, personal-data"),
        seal(orders("b.tar") + " --id EX-1", 64, "ids are never used twice"),
        seal(orders("b.tar") + " --id a/b", 64, "can't name a bundle"),
        seal(orders("b.tar") + " --id con", 64, "can't name a bundle"),
        seal(orders("b.tar") + " --tsa tsa.example", 64, "--tsa needs an address"),
        seal(orders("b.tar") + " --release first.release", 64, "--release goes with --resume"),
        seal(orders("b.tar") + " --custodian nothere", 66, "nothere/custodian.p7m"),
        seal(orders("b.tar") + " --custodian data", 66, "data/custodian.p7m"),
        seal(orders("b.tar") + custodian + " --trust nothere", 66, "nothere"),
        seal(orders("b.tar") + custodian + " --trust notrust", 66, "names no witness"),
        seal(orders("b.tar") + custodian + " --trust straytrust", 66, "no such entry"),
        seal(orders("b.tar") + custodian + " --trust badtrust", 66, "badtrust/witnesses"),
        seal("export store --project P1 --out b.tar", 64, "--purpose is needed"),
        seal("export store --purpose p --recipient", 64, "needs a value"),
        seal("export store", 64, "--out FILE is missing"),
        seal("export --out b.tar", 64, "STORE is missing"),
        seal("exprot store", 64, "did you mean export?"),
        seal("", 64, "a command is missing"),
    ]

    @Test("export: where it is to go", arguments: places)
    func placing(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let places = [
        seal(orders("file.txt"), 73, "file.txt exists already and is left as it is"),
        seal(orders("data"), 73, "data exists already"),
        seal(orders("nothere/b.tar"), 73, "nothere/b.tar: No such file or directory"),
        seal(orders("file.txt/b.tar"), 73, "file.txt/b.tar: Not a directory"),
        seal(orders("/proc/b.tar"), 73, "/proc/b.tar"),
        seal(orders(String(repeating: "n", count: 300)), 73, "File name too long"),
    ]

    @Test("export: who approves", arguments: approvals)
    func approving(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static let approvals = [
        // The attempt is a record, in an epoch of its own; the request is not.
        seal(orders("b.tar"), 77, "password for rmeier is wrong", stdin: "wrong\n", records: 3),
        seal(orders("b.tar"), 77, "password for rmeier is empty", stdin: "\n"),
        seal(orders("b.tar"), 66, "no password is left", stdin: ""),
    ]

    @Test("release: the custodian's command", arguments: release)
    func releasing(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static func releases(
        _ request: String, custodian: String = "custodian", trust: String = "trust",
        out: String = "new.release"
    ) -> String {
        "release \(request) --custodian \(custodian) --trust \(trust) --out \(out) "
            + "--custodian-password-fd 0"
    }

    private static func release(
        _ words: String, _ status: Int32, _ says: String,
        stdin: String = CommandLaboratory.custodian + "\n"
    ) -> CommandCase {
        seal(words, status, says, stdin: stdin)
    }

    private static let asked = "first.tar.release-request"

    private static let release = [
        release(releases("nothere"), 66, "nothere"),
        release(releases("data"), 66, "Is a directory"),
        release(releases("file.txt"), 66, "file.txt is no release request"),
        release(releases("empty"), 66, "empty is no release request"),
        release(releases("empty.json"), 66, "empty.json is no release request"),
        release(releases("request-type"), 66, "request-type is no release request"),
        release(releases(asked, trust: "nothere"), 66, "nothere"),
        release(releases(asked, trust: "notrust"), 66, "names no witness"),
        release(releases(asked, trust: "straytrust"), 66, "no such entry"),
        release(releases(asked, trust: "file.txt"), 66, "file.txt"),
        release(releases(asked, trust: "badtrust"), 66, "badtrust/witnesses"),
        release(releases(asked, trust: "distrust"), 77, "no receipt of the checkpoint"),
        release(releases(asked, custodian: "nothere"), 66, "nothere/custodian.p7m"),
        release(releases(asked, custodian: "data"), 66, "data/custodian.p7m"),
        release(releases(asked, custodian: "foreign"), 77, "genesis names another custodian"),
        release(releases(asked), 77, "wrong password", stdin: "wrong\n"),
        release(releases(asked), 66, "no password is left", stdin: ""),
        release(releases(asked, out: "first.release"), 73, "first.release exists already"),
        release(releases(asked, out: "nothere/r"), 73, "nothere/r: No such file"),
        release(releases("request-genesis"), 77, "refused"),
        release(releases("request-close"), 77, "refused"),
        release(releases("request-note"), 77, "refused"),
        release(releases("request-epochs"), 77, "does not end with the close of epoch"),
        release(releases("request-leaf"), 77, "not under the checkpoint"),
        release(releases("request-proof"), 77, "not under the checkpoint"),
        release(releases("request-receipt"), 77, "no receipt of the checkpoint"),
        release("release --custodian custodian --trust trust --out r", 64, "REQUEST is missing"),
        release("release \(asked) --custodian custodian --out r", 64, "--trust DIR is missing"),
    ]

    @Test("resume: another export, another release", arguments: resume)
    func resuming(refused: CommandCase) throws {
        try Self.shared.get().expectRefusal(refused)
    }

    private static func resumes(_ more: String) -> String {
        "export store --again --out b.tar " + more
    }

    private static let resume = [
        seal(resumes("--resume EX-99 --without-keys"), 66, "no approved export \"EX-99\""),
        seal(resumes("--resume EX-1 --release nothere"), 66, "nothere"),
        seal(resumes("--resume EX-1 --release data"), 66, "Is a directory"),
        seal(resumes("--resume EX-1 --release empty"), 66, "empty is no custodian's release"),
        seal(resumes("--resume EX-1 --release file.txt"), 66, "is no custodian's release"),
        seal(resumes("--resume EX-1 --release \(asked)"), 66, "is no custodian's release"),
        seal(resumes("--resume EX-1 --release release-v"), 66, "is no custodian's release"),
        seal(resumes("--resume EX-1 --release release-keys"), 77, "not those that the custodian"),
        seal(resumes("--resume EX-1 --release release-fewer"), 77, "not those that the custodian"),
        seal(resumes("--resume EX-1 --release release-right"), 77, "don't give the calendar"),
        seal(resumes("--resume EX-1 --release release-export"), 77, "answers another request"),
        seal(resumes("--resume EX-1 --release release-time"), 77, "signature doesn't hold"),
        seal(resumes("--resume EX-1 --release release-cms"), 77, "signature doesn't hold"),
        seal(
            resumes("--resume EX-1 --custodian custodian --custodian-password-fd 0"), 77,
            "wrong password", stdin: "wrong\n"),
    ]

    @Test("keys of a log without receipts stay with the custodian; without keys it is sealed")
    func unwitnessedLog() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6, isWitnessed: false)
        try BadInput.addFiles(to: laboratory)
        _ = try laboratory.record([laboratory.folder.file("data")], project: "P1")
        let asked = try laboratory.attempt(
            [Programs.seal] + Self.orders("b.tar").split(separator: " ").map(String.init)
                + Self.custodian.split(separator: " ").map(String.init),
            stdin: "\(CommandLaboratory.reviewer)\n\(CommandLaboratory.custodian)\n")
        #expect(asked.status == 77)
        #expect(asked.errorText.contains("keys go out only after an outside receipt"))
        #expect(asked.errorText.contains("--resume EX-1 goes on with it"))
        #expect(try laboratory.files().filter { $0.hasPrefix("b.tar") } == [])
        try laboratory.expectSuccess("export store --resume EX-1 --without-keys --out b.tar")
        #expect(isThere(laboratory.folder.file("b.tar")))
    }

    @Test("what was refused spoils nothing: the release still gives the bundle, and it passes")
    func stillWorks() throws {
        let laboratory = try Self.shared.get()
        try laboratory.expectSuccess(
            "export store --resume EX-1 --again --release first.release --out whole.tar")
        let verdict = try laboratory.verify(laboratory.folder.file("whole.tar"))
        #expect(verdict.status == 0, "\(verdict.outputText)")
    }

    @Test("an export that was sealed gets no second bundle unless that is asked for")
    func sealedAlready() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        try BadInput.addFiles(to: laboratory)
        _ = try laboratory.record([laboratory.folder.file("data")], project: "P1")
        try laboratory.expectSuccess(
            Self.orders("first.tar") + " --without-keys", stdin: CommandLaboratory.reviewer + "\n")
        let records = try laboratory.recordCount()
        let resume = "export store --resume EX-1 --without-keys --out second.tar"
        let refused = try laboratory.attempt(
            [Programs.seal] + resume.split(separator: " ").map(String.init))
        #expect(refused.status == 77)
        #expect(refused.errorText.contains("was sealed already"), "\(refused.errorText)")
        #expect(!isThere(laboratory.folder.file("second.tar")))
        #expect(try laboratory.recordCount() == records)
        try laboratory.expectSuccess(resume + " --again")
        let log = try succeed([
            Programs.capture, "log", laboratory.store, "--family", "export.sealed", "--json",
        ]).outputText
        let named = log.split(separator: "\n")
        #expect(named.count == 2)
        // Nothing has changed since, so it is the same list of contents under another seal.
        for (name, line) in zip(["first", "second"], named) {
            let digest = try succeed(
                ["sh", "-c", "tar -xOf \(name).tar EX-1/manifest.json | sha256sum"],
                directory: laboratory.folder.path
            ).outputText.prefix(64)
            #expect(line.contains(digest), "\(line)")
        }
        for name in ["first", "second"] {
            let verdict = try laboratory.verify(laboratory.folder.file(name + ".tar"))
            #expect(verdict.status == 20, "\(verdict.outputText)")
        }
    }
}

extension CommandLaboratory {
    /// Runs trailseal-seal in the laboratory's folder; it has to succeed.
    func expectSuccess(_ words: String, stdin: String = "") throws {
        try succeed(
            [Programs.seal] + words.split(separator: " ").map(String.init), stdin: stdin,
            directory: folder.path)
    }
}
