import Testing
import TrailSealTestKit

/// `trailseal-seal renew` and `trailseal-verify --later`, with openssl as authority and as judge.
@Suite(.serialized) struct RenewCommandTests {
    /// A bundle with one renewal, and the authority's revocation list.
    private static let made = Result { () throws -> (CommandLaboratory, String) in
        let laboratory = try CommandLaboratory(hasAuthority: true, calendarDepth: 4)
        let folder = laboratory.folder.file("P")
        try makeFolder(folder)
        try writeFile(folder + "/a.txt", "measured\n")
        _ = try laboratory.record([folder], project: "P")
        let bundle = try laboratory.export(project: "P")
        try writeFile(
            laboratory.authority + "/ca.cnf",
            """
            [ca]
            default_ca = own
            [own]
            database = \(laboratory.authority)/index.txt
            default_md = sha256
            default_crl_days = 30

            """)
        try writeFile(laboratory.authority + "/index.txt", "")
        try succeed([
            "openssl", "ca", "-gencrl", "-config", laboratory.authority + "/ca.cnf", "-keyfile",
            laboratory.authority + "/root.key", "-cert", laboratory.authority + "/root.pem",
            "-out", laboratory.folder.file("authority.pem"),
        ])
        try laboratory.run(Self.renew(laboratory, bundle))
        return (laboratory, bundle)
    }

    private static func renew(
        _ laboratory: CommandLaboratory, _ bundle: String, _ more: [String] = []
    ) -> [String] {
        [
            Programs.seal, "renew", bundle, "--tsa", "{tsa}", "--crl",
            laboratory.folder.file("authority.pem"),
        ] + more
    }

    /// A copy of bundle and folder that a test may spoil.
    private func copy() throws -> (
        lab: CommandLaboratory, bundle: String, folder: TemporaryDirectory
    ) {
        let (lab, bundle) = try Self.made.get()
        let folder = try TemporaryDirectory()
        try succeed(["cp", "-r", bundle, bundle + ".later", folder.path])
        return (lab, folder.file("P.tar"), folder)
    }

    private func verify(
        _ lab: CommandLaboratory, _ bundle: String, _ later: String, at: String? = nil
    ) throws -> ProcessResult {
        try lab.verify(
            bundle, more: ["--later", later, "--json", "-"] + (at.map { ["--at", $0] } ?? []))
    }

    // MARK: Renewing

    @Test func aRenewalAndItsListLieBesideTheBundle() throws {
        let (_, bundle) = try Self.made.get()
        let names = try namesInFolder(bundle + ".later").sorted()
        #expect(names.count == 2)
        #expect(names.last == "0001.tsr")
        #expect(names.first?.hasPrefix("0001-") == true && names.first?.hasSuffix(".crl") == true)
    }

    /// What the page says can be done with other tools, done with them.
    @Test func opensslVerifiesEveryRenewal() throws {
        let (lab, bundle, folder) = try copy()
        for hash in ["sha512", "sha256"] {
            try lab.run(Self.renew(lab, bundle, ["--hash", hash]))
        }
        let later = folder.file("P.tar.later")
        let names = try namesInFolder(later).sorted()
        // The list is the same each time and lies there once.
        #expect(names.count == 4)
        for (answer, sum) in [
            ("0001.tsr", "sha256sum"), ("0002.tsr", "sha512sum"), ("0003.tsr", "sha256sum"),
        ] {
            let before = names.filter { $0 < answer }.map { later + "/" + $0 }
            let message = folder.file("message")
            try succeed(
                [
                    "sh", "-c",
                    "f=$1; shift; $f \"$@\" | cut -d' ' -f1 | xxd -r -p > \(message)", "sh", sum,
                    bundle,
                ] + before)
            try succeed([
                "openssl", "ts", "-verify", "-in", later + "/" + answer, "-data", message,
                "-CAfile", lab.authority + "/root.pem",
            ])
        }
        let result = try verify(lab, bundle, later)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.outputText.contains("3 renewals, the first of"))
    }

    @Test func aTarThatChangedIsNotRenewedAgain() throws {
        let (lab, bundle, folder) = try copy()
        defer { withExtendedLifetime(folder) {} }
        var bytes = try readFile(bundle)
        bytes[bytes.count / 2] ^= 1
        try writeFile(bundle, bytes)
        let result = try refused(lab, bundle)
        #expect(result.status == 77)
        #expect(result.errorText.contains("0001.tsr is not over this tar"))
    }

    @Test func aGapOrAForeignFileIsNotRenewed() throws {
        let (lab, bundle, folder) = try copy()
        let later = folder.file("P.tar.later")
        try writeFile(later + "/notes.txt", "x")
        #expect(try refused(lab, bundle).status == 66)
        try succeed(["rm", later + "/notes.txt"])
        try succeed(["mv", later + "/0001.tsr", later + "/0002.tsr"])
        let result = try refused(lab, bundle)
        #expect(result.status == 77)
        #expect(result.errorText.contains("in front of 0002.tsr isn't there"))
    }

    @Test(
        arguments: [
            (
                ["--tsa", "http://127.0.0.1:1/", "--hash", "md5"], 64,
                "--hash knows sha256, sha384, sha512, not md5"
            ),
            (["--tsa", "tsa.example"], 64, "--tsa needs an address"),
            ([], 64, "--tsa URL is missing"),
            (["--tsa", "http://127.0.0.1:1/", "--crl", "nothing"], 66, "nothing"),
            (["--tsa", "http://127.0.0.1:1/"], 74, "can't be asked"),
        ] as [([String], Int32, String)])
    func whatCannotBeDoneGetsOneSentenceAndLeavesNothing(
        _ more: [String], _ status: Int32, _ sentence: String
    ) throws {
        let (_, bundle, folder) = try copy()
        let before = try namesInFolder(folder.file("P.tar.later"))
        let result = try runProcess([Programs.seal, "renew", bundle] + more)
        #expect(result.status == status, "\(result.errorText)")
        #expect(result.errorText.contains(sentence), "\(result.errorText)")
        #expect(try namesInFolder(folder.file("P.tar.later")) == before)
    }

    @Test func aBundleThatIsNotThereIsNotRenewed() throws {
        let (lab, _, folder) = try copy()
        #expect(try refused(lab, folder.file("none.tar")).status == 66)
        #expect(try refused(lab, folder.path).status == 66)
        withExtendedLifetime(folder) {}
    }

    private func refused(_ lab: CommandLaboratory, _ bundle: String) throws -> ProcessResult {
        let script = RepositoryRoot.path + "/Tests/Peers/tsa.py"
        return try runProcess(["python3", script, lab.authority] + Self.renew(lab, bundle))
    }

    // MARK: Judging

    /// The seal has no time-stamp and its certificate ends after three years.
    @Test func onlyWithTheRenewalTheBundleOutlivesItsSeal() throws {
        let (lab, bundle, folder) = try copy()
        let at = "2035-01-01T00:00:00Z"
        #expect(try lab.verify(bundle, more: ["--at", at]).status == 20)
        let result = try verify(lab, bundle, folder.file("P.tar.later"), at: at)
        #expect(result.status == 0, "\(result.outputText.prefix(3000))")
        #expect(result.outputText.contains("\"name\":\"0001.tsr\""))
    }

    @Test func aRenewalOfAnotherBundleFails() throws {
        let (lab, bundle, folder) = try copy()
        try writeFile(bundle, try readFile(bundle).dropLast(512))
        let result = try verify(lab, bundle, folder.file("P.tar.later"))
        #expect(result.status == 10)
        #expect(result.outputText.contains("TSA_IMPRINT_MISMATCH"))
    }

    @Test func withSeveralBundlesTheFolderSaysWhose() throws {
        let (lab, bundle, folder) = try copy()
        let second = folder.file("second.tar")
        try succeed(["cp", bundle, second])
        let good = try lab.verify(
            bundle, more: [second, "--later", folder.file("P.tar.later"), "--json", "-"])
        #expect(good.status == 0)
        #expect(good.outputText.contains("\"name\":\"0001.tsr\""))
        try succeed(["mv", folder.file("P.tar.later"), folder.file("later")])
        let bad = try lab.verify(bundle, more: [second, "--later", folder.file("later")])
        #expect(bad.status == 64)
        let missing = try lab.verify(bundle, more: ["--later", folder.file("nowhere")])
        #expect(missing.status == 66)
    }
}
