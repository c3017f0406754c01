import CanonicalJSON
import Testing
import TrailSealTestKit

/// What `trailseal-verify` does with good and bad command lines.
@Suite struct VerifyCommandTests {
    /// A bundle that passes, made once.
    private static let laboratory = Result { () throws -> (CommandLaboratory, String) in
        let laboratory = try CommandLaboratory()
        let folder = laboratory.folder.file("P")
        try makeFolder(folder)
        try writeFile(folder + "/a.txt", "measured\n")
        _ = try laboratory.record([folder], project: "P")
        try laboratory.signByBoth()
        return (laboratory, try laboratory.export(project: "P"))
    }

    private func bundle() throws -> (CommandLaboratory, String) { try Self.laboratory.get() }

    private func verify(
        _ arguments: [String], environment: [String: String]? = nil
    ) throws -> ProcessResult {
        try runProcess([Programs.verify] + arguments, environment: environment)
    }

    // MARK: Reports

    @Test func everyRenderingSaysTheSameVerdict() throws {
        let (lab, bundle) = try bundle()
        let out = try TemporaryDirectory()
        let kinds = ["text", "xml", "html", "json", "junit", "sarif", "etsi"]
        let said = ["junit": "failures=\"0\" errors=\"0\"", "etsi": "mainindication:total-passed"]
        let options = kinds.flatMap { ["--\($0)", out.file($0)] }
        let result = try lab.verify(bundle, more: options)
        #expect(result.status == 0)
        #expect(result.outputText == "")
        for kind in kinds {
            let text = String(decoding: try readFile(out.file(kind)), as: UTF8.self)
            #expect(
                text.contains(said[kind] ?? "PASSED"), "\(kind)")
        }
        #expect(try namesInFolder(out.path) == kinds.sorted())
    }

    @Test func theSameInputGivesTheSameBytes() throws {
        let (lab, bundle) = try bundle()
        let at = ["--at", "2030-01-01T00:00:00Z"]
        for kind in ["text", "xml", "html", "json", "junit", "sarif", "etsi"] {
            let first = try lab.verify(bundle, more: at + ["--\(kind)", "-"])
            let second = try runProcess(
                [Programs.verify, "--trust", lab.trust, bundle, "--\(kind)", "-"] + at,
                environment: ["OPENSSL_CONF": "/nonexistent", "TZ": "Asia/Tokyo", "LANG": "C"])
            #expect(first.stdout == second.stdout, "\(kind)")
            #expect(!first.stdout.isEmpty)
        }
    }

    // MARK: Several bundles

    @Test func aLaterBundleOfTheSameLogGoesOnWhereTheEarlierEnds() throws {
        let lab = try CommandLaboratory()
        let folder = lab.folder.file("P")
        try makeFolder(folder)
        try writeFile(folder + "/a.txt", "measured\n")
        _ = try lab.record([folder], project: "P")
        try lab.signByBoth()
        let first = try lab.export(project: "P")
        let earlier = lab.folder.file("earlier.tar")
        _ = try runProcess(["/bin/mv", first, earlier])
        let second = try lab.export(project: "P")
        let proof = lab.folder.file("fork.json")
        try writeFile(proof, "left by an earlier run")
        let result = try lab.verify(earlier, more: [second, "--fork-proof", proof])
        #expect(result.status == 0)
        #expect(result.outputText.contains("one goes on where the other ends"))
        #expect(try namesInFolder(lab.folder.path).contains("fork.json") == false)
    }

    @Test func aForkProofIsCheckedWithoutTheBundles() throws {
        let text = try forkProof()
        let out = try TemporaryDirectory()
        for (name, content, status) in [
            ("proof", text, 0),
            ("swapped", text.replacing("\"siblings\":[\"", with: "\"siblings\":[\"0"), 10),
            ("empty", "", 10),
        ] {
            try writeFile(out.file(name), content)
            let result = try verify(["fork", out.file(name)])
            #expect(result.status == status, "\(name): \(result.outputText)")
            #expect(result.outputText.contains("FORK PROVED") == (status == 0))
        }
        #expect(try verify(["fork", out.file("nowhere")]).status == 66)
    }

    /// The proof of the published vectors.
    private func forkProof() throws -> String {
        let vectors = try JSONText.parse(
            try readFile(RepositoryRoot.path + "/Tests/Vectors/format-1.json"),
            maximumBytes: 1 << 26)
        var value: JSONText.Value? = vectors
        for key in ["fork", "proof"] {
            guard case .object(let members)? = value?.content else { continue }
            value = members.first { $0.key == key }?.value
        }
        guard case .string(let proof)? = value?.content else { return "the vectors hold none" }
        return proof
    }

    @Test func aForkProofNeedsTwoBundles() throws {
        let (lab, bundle) = try bundle()
        #expect(try lab.verify(bundle, more: ["--fork-proof", "x"]).status == 64)
    }

    @Test func withoutOptionsTheTextGoesToStandardOutput() throws {
        let (lab, bundle) = try bundle()
        let result = try lab.verify(bundle)
        #expect(result.status == 0)
        #expect(result.outputText.contains("  PASSED  P.tar\n"))
        #expect(!result.outputText.contains("\u{1B}"))
        #expect(result.errorText == "")
        #expect(try lab.verify(bundle, more: ["--quiet"]).stdout == [])
    }

    @Test func anEnvironmentThatChangesOpenSSLChangesNothing() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        try writeFile(
            folder.file("openssl.cnf"),
            """
            openssl_conf = init
            [init]
            providers = providers
            [providers]
            base = base
            [base]
            activate = 1

            """)
        let result = try verify(
            [bundle, "--trust", lab.trust, "--quiet"],
            environment: ["OPENSSL_CONF": folder.file("openssl.cnf"), "OPENSSL_MODULES": "/none"])
        #expect(result.status == 0)
    }

    // MARK: Several bundles

    @Test func theWorstStatusOfSeveralBundlesWins() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("empty.tar"), [UInt8]())
        let trust = ["--trust", lab.trust, "--quiet"]
        #expect(try verify([bundle, bundle] + trust).status == 0)
        #expect(try verify([bundle, folder.file("empty.tar")] + trust).status == 10)
        #expect(try verify([folder.file("empty.tar"), folder.file("none")] + trust).status == 66)
        #expect(try verify([bundle] + ["--trust", folder.path, "--quiet"]).status == 66)
        let empty = folder.file("trust")
        try makeFolder(empty)
        #expect(try verify([bundle, "--trust", empty, "--quiet"]).status == 20)
        #expect(
            try verify([bundle, folder.file("empty.tar"), "--trust", empty, "--quiet"]).status
                == 10)
    }

    @Test func oneUnreadableBundleDoesNotKeepTheOthersFromBeingJudged() throws {
        let (lab, bundle) = try bundle()
        let result = try verify(["/nonexistent.tar", bundle, "--trust", lab.trust, "--json", "-"])
        #expect(result.status == 66)
        let json = try CanonicalJSON.parse(Array(result.stdout.dropLast())).objectValue
        #expect(json?["verdict"]?.stringValue == "NONE")
        #expect(
            json?["reports"]?.arrayValue?.first?.objectValue?["verdict"]?.stringValue == "PASSED")
        #expect(
            result.errorText == "trailseal-verify: cannot read /nonexistent.tar: "
                + "No such file or directory (stat)\n")
    }

    // MARK: What the auditor brings

    @Test(arguments: [
        ("roots/a.cer", "x", "only files ending in .pem belong here"),
        ("roots/a.pem", "no certificate\n", "it holds no certificate"),
        ("roots/a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n", "a block that is cut off"),
        ("rots/a.pem", "x", "a trust folder has no such entry"),
        ("witnesses", "nonsense domain\n", "line 1 is not a witness' key, a space and its domain"),
        ("witnesses", "qa+0+AA==\n", "line 1 is not a witness' key, a space and its domain"),
        ("crls/a.crl", "0", "crls/a.crl"),
    ])
    func aTrustFileThatCannotBeUsedEndsTheRun(
        name: String, content: String, sentence: String
    ) throws {
        let (_, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        if let slash = name.firstIndex(of: "/") {
            try makeFolder(folder.file(String(name[..<slash])))
        }
        try writeFile(folder.file(name), content)
        let result = try verify([bundle, "--trust", folder.path])
        #expect(result.status == 66)
        #expect(result.stdout == [])
        #expect(result.errorText.contains(sentence), "\(result.errorText)")
    }

    @Test func newerRevocationListsComeAsFilesAndFolders() throws {
        let (lab, bundle) = try bundle()
        let folder = lab.store + "/revocation"
        let list = folder + "/" + (try #require(try namesInFolder(folder).first))
        for lists in [["--crl", list], ["--crl", folder, "--crl", list]] {
            let result = try verify([bundle, "--trust", lab.trust, "--json", "-"] + lists)
            #expect(result.status == 0, "\(result.errorText)")
            #expect(result.outputText.contains("REVOCATION_DATA"))
        }
    }

    @Test(arguments: [
        ("a.crl", "0"), ("a.crl", "no list\n"), ("a.ocsp", "0"), ("a.pem", "-----BEGIN X509 CRL"),
    ])
    func aRevocationFileThatCannotBeUsedEndsTheRun(name: String, content: String) throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        try writeFile(folder.file(name), content)
        for path in [folder.file(name), folder.path, folder.file("absent")] {
            let result = try verify([bundle, "--trust", lab.trust, "--crl", path])
            #expect(result.status == 66)
            #expect(result.stdout == [])
        }
    }

    @Test func periodsOfAnchorsAreHonouredOrRefused() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        try makeFolder(folder.file("roots"))
        for file in try namesInFolder(lab.trust + "/roots") {
            try writeFile(
                folder.file("roots/\(file)"), try readFile(lab.trust + "/roots/\(file)"))
        }
        try writeFile(folder.file("witnesses"), try readFile(lab.trust + "/witnesses"))
        func judge(_ periods: String) throws -> (status: Int32, text: String) {
            try writeFile(folder.file("periods"), periods)
            let result = try verify([bundle, "--trust", folder.path, "--json", "-"])
            return (result.status, result.outputText + result.errorText)
        }
        let plain = try judge("")
        #expect(plain.status == 0)
        let digest = try #require(
            plain.text.firstMatch(of: /"role":"witness","sha256":"([0-9a-f]{64})"/)?.1)
        let open = try judge("\(digest) 2000-01-01T00:00:00Z 2100-01-01T00:00:00Z\n")
        #expect(open.status == 0 && open.text.contains("counts from 2000-01-01T00:00:00Z"))
        let past = try judge("\(digest) 2000-01-01T00:00:00Z 2000-01-02T00:00:00Z\n")
        #expect(past.status == 20 && past.text.contains("ANCHOR_PERIOD"))
        let zeros = String(repeating: "0", count: 64)
        for (line, sentence) in [
            ("\(digest) 2001-01-01T00:00:00Z 2000-01-01T00:00:00Z", "ends before it begins"),
            ("\(digest) 2001-01-01T00:00:00Z", "is not an anchor's digest and two times"),
            ("\(digest) - 2001-01-01T00:00:00Z", "is not an anchor's digest and two times"),
            ("\(zeros) 2000-01-01T00:00:00Z 2001-01-01T00:00:00Z", "names no anchor"),
        ] {
            let refused = try judge(line + "\n")
            #expect(refused.status == 66 && refused.text.contains(sentence), "\(refused.text)")
        }
    }

    @Test func keysOfSignInServicesAreListedOrRefused() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        try makeFolder(folder.file("roots"))
        for file in try namesInFolder(lab.trust + "/roots") {
            try writeFile(
                folder.file("roots/\(file)"), try readFile(lab.trust + "/roots/\(file)"))
        }
        try writeFile(folder.file("witnesses"), try readFile(lab.trust + "/witnesses"))
        // RFC 8037 A.3
        let line = "https://sign-in.example capture kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\n"
        func judge(_ lines: String) throws -> (status: Int32, text: String) {
            try writeFile(folder.file("sign-in"), lines)
            let result = try verify([bundle, "--trust", folder.path, "--json", "-"])
            return (result.status, result.outputText + result.errorText)
        }
        let known = try judge(line)
        #expect(known.status == 0 && known.text.contains(#""role":"sign-in""#))
        for (lines, sentence) in [
            (line + line, "line 2 stands there already"),
            ("https://sign-in.example capture\n", "line 1 is not an issuer"),
            ("https://sign-in.example capture AAAA\n", "line 1 is not an issuer"),
            (" capture kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\n", "line 1 is not an issuer"),
        ] {
            let refused = try judge(lines)
            #expect(refused.status == 66 && refused.text.contains(sentence), "\(refused.text)")
        }
    }

    @Test func theSameWitnessTwiceIsRefused() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        let line = String(decoding: try readFile(lab.trust + "/witnesses"), as: UTF8.self)
        let key = line.split(separator: " ")[0]
        try writeFile(folder.file("witnesses"), "\(key) one\n\(key) two\n")
        let result = try verify([bundle, "--trust", folder.path])
        #expect(result.status == 66)
        #expect(result.errorText.contains("line 2 names a key that stands there already"))
    }

    @Test func aSinglePEMFileCountsAsRootsAndNothingElse() throws {
        let (lab, bundle) = try bundle()
        let root = try #require(try namesInFolder(lab.trust + "/roots").first)
        let result = try verify(
            [bundle, "--trust", lab.trust + "/roots/" + root, "--json", "-"])
        #expect(result.status == 20)
        #expect(result.outputText.contains("WITNESS_NOT_IN_POLICY"))
        #expect(!result.outputText.contains("NO_CERTIFICATE_CHAIN_FOUND"))
    }

    @Test func aWitnessOfTheLogsOwnHostProvesNothing() throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        let line = String(decoding: try readFile(lab.trust + "/witnesses"), as: UTF8.self)
        try writeFile(
            folder.file("witnesses"), "\(line.split(separator: " ")[0]) test laboratory\n")
        let result = try verify([bundle, "--trust", folder.path, "--json", "-"])
        #expect(result.status == 20)
        #expect(result.outputText.contains("same domain"))
    }

    // MARK: Command lines that can't be used

    @Test(arguments: [
        ([], "BUNDLE is missing"),
        (["b.tar"], "--trust PATH is missing"),
        (["-", "--trust", "t"], "can't come from a pipe"),
        (["b.tar", "--trust", "t", "--at", "yesterday"], "--at needs a time"),
        (
            ["b.tar", "c.tar", "--trust", "t", "--later", "d"],
            "--later d belongs to none of the bundles"
        ),
        (
            ["b.tar", "--trust", "t", "--later", "d", "--later", "e"],
            "two folders can't both have come after one bundle"
        ),
        (
            ["b.tar", "--trust", "t", "--reveal", "f"],
            "--reveal is not implemented in this version"
        ),
        (["b.tar", "--trust", "t", "--xml", "r", "--html", "r"], "two reports can't go to r"),
        (["b.tar", "--trust", "t", "--xml", "-", "--html", "-"], "two reports can't go to -"),
        (["b.tar", "--trust", "t", "--trust-bundle"], "unknown option --trust-bundle"),
        (["explain", "NOPE-001"], "there is no rule or reason code NOPE-001"),
    ])
    func aCommandLineThatCannotBeUsedGetsOneSentence(
        arguments: [String], sentence: String
    ) throws {
        let result = try verify(arguments)
        #expect(result.status == 64)
        #expect(result.stdout == [])
        #expect(result.errorText.contains(sentence), "\(result.errorText)")
    }

    @Test func aReportNeverReplacesABundle() throws {
        let (lab, bundle) = try bundle()
        let before = try readFile(bundle)
        let result = try lab.verify(bundle, more: ["--text", bundle])
        #expect(result.status == 64)
        #expect(try readFile(bundle) == before)
    }

    @Test(arguments: ["nonexistent", "{}", "{\"v\":2}"])
    func aProfileThatCannotBeReadEndsTheRun(content: String) throws {
        let (lab, bundle) = try bundle()
        let folder = try TemporaryDirectory()
        if content != "nonexistent" { try writeFile(folder.file("p"), content) }
        let result = try lab.verify(bundle, more: ["--profile", folder.file("p")])
        #expect(result.status == 66)
        #expect(result.errorText.contains("profile"))
    }

    // MARK: Writing

    @Test func aReportThatCannotBeWrittenTakesTheOthersBack() throws {
        let (lab, bundle) = try bundle()
        let out = try TemporaryDirectory()
        try writeFile(out.file("old.txt"), "PASSED, long ago\n")
        let result = try lab.verify(
            bundle,
            more: ["--text", out.file("old.txt"), "--xml", out.file("none/r.xml")])
        #expect(result.status == 73)
        #expect(result.errorText.contains("cannot write"))
        #expect(try namesInFolder(out.path) == [])
    }

    @Test func aFullDiskIsAnInputOutputError() throws {
        let (lab, bundle) = try bundle()
        let out = try TemporaryDirectory()
        let result = try lab.verify(
            bundle, more: ["--text", out.file("r.txt"), "--xml", "/dev/full"])
        #expect(result.status == 74)
        #expect(try namesInFolder(out.path) == [])
        #expect(isThere("/dev/full"))
    }

    @Test func aFolderOrAMissingFileIsUnreadable() throws {
        let (lab, _) = try bundle()
        #expect(try lab.verify("/").status == 66)
        #expect(try lab.verify("/nonexistent.tar").status == 66)
        #expect(try lab.verify("/dev/null").status == 66)
    }

    // MARK: What the program says of itself

    @Test func itListsAndExplainsItsRules() throws {
        let rules = try verify(["rules"])
        #expect(rules.status == 0)
        #expect(rules.outputText.contains("CHAIN-001"))
        #expect(rules.outputText.contains("not implemented"))
        let rule = try verify(["explain", "chain-001"])
        #expect(rule.outputText.hasPrefix("CHAIN-001  Links and tree\n"))
        let code = try verify(["explain", "LEAF_MISMATCH"])
        #expect(code.outputText.hasPrefix("LEAF_MISMATCH\n"))
        #expect(code.outputText.contains("Mended by"))
        for word in [
            "Question", "Serves", "Rests on", "Evidence missing", "What could be behind it",
        ] {
            #expect(rule.outputText.contains(word), "\(word)")
        }
        #expect(rule.outputText.contains("bad-chain-record-edited"))
        #expect(rule.outputText.contains("good-minimal"))
    }

    @Test func itsRulesAreThereAsJSON() throws {
        let result = try verify(["rules", "--json"])
        #expect(result.status == 0)
        let object = try #require(
            try CanonicalJSON.parse(Array(result.stdout.dropLast())).objectValue)
        let rules = (object["rules"]?.arrayValue ?? []).compactMap(\.objectValue)
        #expect(rules.count == 103)
        #expect(rules.allSatisfy { $0["question"]?.stringValue != nil })
        #expect(object["reasonCodes"]?.arrayValue?.isEmpty == false)
    }

    @Test func itsSelfTestPassesAndCanBeFiled() throws {
        let folder = try TemporaryDirectory()
        let kinds = ["text", "xml", "html", "json"]
        let result = try verify(
            ["--self-test", "--at", "2026-11-21T10:00:00Z"]
                + kinds.flatMap { ["--\($0)", folder.file($0)] })
        #expect(result.status == 0, "\(result.errorText)")
        for kind in kinds {
            let text = String(decoding: try readFile(folder.file(kind)), as: UTF8.self)
            #expect(text.contains("PASSED"), "\(kind)")
            #expect(text.contains("2026-11-21T10:00:00Z"), "\(kind)")
            #expect(!text.contains("WRONG"), "\(kind)")
        }
        for kind in ["junit", "sarif", "etsi"] {
            #expect(try verify(["--self-test", "--\(kind)", "-"]).status == 64, "\(kind)")
        }
        #expect(try verify(["--self-test", "bundle.tar"]).status == 64)
    }
}
