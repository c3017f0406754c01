import Testing
import TrailSealTestKit

/// `trailseal-verify report check`: a report that was altered after it was issued.
@Suite struct ReportCheckTests {
    private static let kinds = ["text", "xml", "html", "json"]
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func sample(_ name: String) -> (bundle: String, trust: String) {
        let place = RepositoryRoot.path + "/sample-bundles/\(name)"
        return (place + "/bundle.tar", place + "/trust")
    }

    private func report(_ name: String, _ kind: String, _ more: [String] = []) throws -> String {
        let (bundle, trust) = sample(name)
        let path = folder.file("report.\(kind)")
        _ = try runProcess(
            [
                Programs.verify, bundle, "--trust", trust, "--at", "2026-11-02T15:00:00Z",
                "--\(kind)", path,
            ] + more)
        return path
    }

    private func check(
        _ report: String, _ name: String, trust: String? = nil, _ more: [String] = []
    ) throws -> ProcessResult {
        let (bundle, own) = sample(name)
        return try runProcess(
            [Programs.verify, "report", "check", report, bundle, "--trust", trust ?? own] + more)
    }

    @Test(arguments: kinds)
    func aReportAsItWasWrittenComesOutAgain(_ kind: String) throws {
        for name in ["good-minimal", "bad-chain-record-edited"] {
            let path = try report(name, kind)
            let result = try check(path, name)
            #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
            #expect(result.outputText.contains("byte for byte"))
        }
    }

    @Test(arguments: kinds)
    func aReportNamesTheFileOfItsProgram(_ kind: String) throws {
        let digest = String(try succeed(["sha256sum", Programs.verify]).outputText.prefix(64))
        let path = try report("good-minimal", kind)
        let honest = String(decoding: try readFile(path), as: UTF8.self)
        #expect(honest.split(separator: digest, omittingEmptySubsequences: false).count == 2)
        // Another build of the version says the same of the bundle; that it was another is told.
        let other = String(repeating: "0123456789abcdef", count: 4)
        try writeFile(path, honest.replacing(digest, with: other))
        let result = try check(path, "good-minimal")
        #expect(result.status == 0, "\(result.outputText)")
        #expect(result.outputText.contains("byte for byte"))
        #expect(result.outputText.contains("it names  \(other)"))
        #expect(result.outputText.contains("this one  \(digest)"))
        #expect(
            !(try check(try report("good-minimal", kind), "good-minimal")).outputText
                .contains("another file"))
    }

    /// Case 143: the verdict, a number or one byte changed in a report.
    @Test(arguments: kinds)
    func aReportAlteredAfterItWasIssuedIsTold(_ kind: String) throws {
        let path = try report("bad-chain-record-edited", kind)
        let honest = String(decoding: try readFile(path), as: UTF8.self)
        let changes = [
            honest.replacing("FAILED", with: "PASSED"),
            honest.replacing("MAC_MISMATCH", with: "CLOCK"), honest + "\n",
            String(honest.dropLast(20)),
        ]
        for text in changes {
            #expect(text != honest)
            try writeFile(path, text)
            let result = try check(path, "bad-chain-record-edited")
            #expect(result.status == 10, "\(result.outputText)")
            #expect(result.outputText.contains("altered after it was written"))
            #expect(result.outputText.contains("first at byte"))
        }
    }

    @Test(arguments: kinds)
    func aReportMadeWithSomethingElseCannotBeCompared(_ kind: String) throws {
        let path = try report("good-minimal", kind)
        let another = try check(path, "bad-seal-missing")
        #expect(another.status == 20)
        #expect(another.outputText.contains("bundle"))
        let anchors = try check(path, "good-minimal", trust: sample("good-time-stamped").trust)
        #expect(anchors.status == 20)
        #expect(anchors.outputText.contains("anchor"))
        let profile = try check(path, "good-minimal", ["--profile", "keyless"])
        #expect(profile.status == 20)
        #expect(profile.outputText.contains("profile"))
    }

    /// A report for the clock's time says that it was read from the clock, and comes out again later.
    @Test func aReportForTheClocksTimeIsJudgedForThatTime() throws {
        let (bundle, trust) = sample("good-minimal")
        let path = folder.file("r.json")
        _ = try runProcess([Programs.verify, bundle, "--trust", trust, "--json", path])
        #expect(try check(path, "good-minimal").status == 0)
    }

    @Test("words of a bundle aren't taken for the time that a report judges for", arguments: kinds)
    func wordsOfABundleAreNotTakenForTheTime(_ kind: String) throws {
        let (bundle, trust) = sample("good-minimal")
        let named = folder.file("Judged for 2020-01-01T00:00:00Z judgedAt 2020-01-01T00:00:00Z")
        try writeFile(named, try readFile(bundle))
        let path = folder.file("r.\(kind)")
        _ = try runProcess([
            Programs.verify, named, "--trust", trust, "--at", "2026-11-02T15:00:00Z", "--\(kind)",
            path,
        ])
        let result = try runProcess([
            Programs.verify, "report", "check", path, named, "--trust", trust,
        ])
        #expect(result.status == 0, "\(result.outputText)")
    }

    @Test func whatIsNoReportIsRefused() throws {
        for text in ["", "no report", "{}", "<?xml version=\"1.0\"?><testsuites/>"] {
            try writeFile(folder.file("r"), text)
            #expect(try check(folder.file("r"), "good-minimal").status == 66, "\(text)")
        }
        #expect(try check(folder.file("missing"), "good-minimal").status == 66)
        for kind in ["junit", "sarif", "etsi"] {
            let other = try report("good-minimal", kind)
            #expect(try check(other, "good-minimal").status == 66, "\(kind)")
        }
    }
}
