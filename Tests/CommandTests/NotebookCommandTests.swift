import CanonicalJSON
import Testing
import TrailSealTestKit

/// `trailseal-verify --notebook`: a laboratory that is visited again, without any witness.
@Suite struct NotebookCommandTests {
    /// A log that grows over two visits, and the same log set back after the first and written anew.
    private struct Visits {
        let laboratory: CommandLaboratory
        let first: String
        let second: String
        let rewritten: String

        init() throws {
            laboratory = try CommandLaboratory(calendarDepth: 8, isWitnessed: false)
            try Self.record("one", in: laboratory)
            first = try Self.export("first", from: laboratory)
            let (store, copy) = (laboratory.store, laboratory.folder.file("backup"))
            try succeed(["cp", "-a", store, copy])
            try Self.record("two", in: laboratory)
            second = try Self.export("second", from: laboratory)
            try succeed(["rm", "-r", store])
            try succeed(["mv", copy, store])
            try Self.record("another two", in: laboratory)
            rewritten = try Self.export("rewritten", from: laboratory)
        }

        private static func record(_ text: String, in laboratory: CommandLaboratory) throws {
            let folder = laboratory.folder.file("data")
            if !isThere(folder) { try makeFolder(folder) }
            try writeFile("\(folder)/\(text).txt", text)
            _ = try laboratory.record([folder], project: "P")
            try laboratory.signByBoth()
        }

        private static func export(
            _ name: String, from laboratory: CommandLaboratory
        ) throws -> String {
            let place = laboratory.folder.file("\(name).tar")
            // The custodian releases no key of a log that nobody outside has seen.
            try laboratory.run(
                [
                    Programs.seal, "export", laboratory.store, "--project", "P", "--purpose",
                    "test", "--recipient", "the tests", "--requester", "achen", "--approver",
                    "rmeier", "--approver-password-fd", "0", "--without-keys", "--out", place,
                ], stdin: CommandLaboratory.reviewer + "\n")
            return place
        }
    }

    private static let visits = Result { try Visits() }

    private let visits: Visits
    private let folder: TemporaryDirectory
    private var notebook: String { folder.file("notebook") }

    init() throws {
        visits = try Self.visits.get()
        folder = try TemporaryDirectory()
    }

    private func visit(_ bundles: [String], more: [String] = []) throws -> ProcessResult {
        try runProcess(
            [Programs.verify] + bundles
                + ["--trust", visits.laboratory.trust, "--notebook", notebook] + more)
    }

    private func lines() throws -> [JSONObject] {
        try readFile(notebook).split(separator: 0x0A).compactMap {
            try CanonicalJSON.parse(Array($0)).objectValue
        }
    }

    /// What the bundles come to without a notebook: nobody outside has seen the log.
    private func alone(_ bundle: String) throws -> Int32 {
        try visits.laboratory.verify(bundle, more: ["--quiet"]).status
    }

    @Test func aFirstVisitIsNotedAndTheNextOneGoesOnFromIt() throws {
        let first = try visit([visits.first])
        #expect(first.status == (try alone(visits.first)), "\(first.errorText)")
        #expect(first.outputText.contains("The notebook is new"))
        #expect(first.outputText.contains("first.tar and the notebook: not seen before"))
        #expect(try lines().count == 1)
        #expect(try lines()[0]["bundle"]?.stringValue == "first.tar")
        let again = try visit([visits.first])
        #expect(again.outputText.contains("as it was seen before"))
        #expect(try lines().count == 1)
        let second = try visit([visits.second])
        #expect(second.status == (try alone(visits.second)))
        #expect(second.outputText.contains("goes on from what was seen before"))
        #expect(try lines().map { $0["bundle"]?.stringValue } == ["first.tar", "second.tar"])
        let older = try visit([visits.first])
        #expect(older.status == (try alone(visits.first)))
        #expect(older.outputText.contains("the beginning of what was seen before"))
        #expect(try lines().count == 2)
    }

    /// The attack that a bundle alone doesn't show: the store was set back between two visits.
    @Test func aLogThatWasSetBackAndWrittenAnewFails() throws {
        #expect(try alone(visits.rewritten) == alone(visits.second))
        #expect(try alone(visits.rewritten) != 10)
        _ = try visit([visits.second])
        let before = try readFile(notebook)
        let proof = folder.file("fork.json")
        let result = try visit([visits.rewritten], more: ["--fork-proof", proof])
        #expect(result.status == 10)
        #expect(result.outputText.contains("THE BUNDLE AND THE AUDITOR'S NOTEBOOK: FAILED"))
        #expect(result.outputText.contains("two signed histories"))
        #expect(try readFile(notebook) == before)
        let shown = try runProcess([Programs.verify, "fork", proof])
        #expect(shown.status == 0)
        #expect(shown.outputText.contains("FORK PROVED"))
    }

    @Test func lessThanWasSeenLeavesItOpenUnlessBothAreShown() throws {
        _ = try visit([visits.second])
        let before = try readFile(notebook)
        let alone = try visit([visits.first])
        #expect(alone.status == 20)
        #expect(alone.outputText.contains("less than was seen before"))
        #expect(alone.outputText.contains("BEHIND_NOTEBOOK"))
        let both = try visit([visits.first, visits.second])
        #expect(both.outputText.contains("the beginning of what was seen before"))
        #expect(!both.outputText.contains("BEHIND_NOTEBOOK"))
        #expect(try readFile(notebook) == before)
    }

    @Test func whatFailsIsNotNoted() throws {
        let sample = RepositoryRoot.path + "/sample-bundles/bad-chain-record-edited"
        let result = try runProcess([
            Programs.verify, sample + "/bundle.tar", "--trust", sample + "/trust", "--notebook",
            notebook, "--quiet",
        ])
        #expect(result.status == 10)
        let missing = try visit([visits.first, folder.file("missing.tar")])
        #expect(missing.status == 66)
        #expect(!isThere(notebook))
    }

    @Test("a damaged notebook ends the run, and stays as it is")
    func aDamagedNotebook() throws {
        _ = try visit([visits.first])
        _ = try visit([visits.second])
        let whole = try readFile(notebook)
        let lines = whole.split(separator: 0x0A).map { Array($0) + [0x0A] }
        var flipped = whole
        flipped[20] ^= 1
        for bad in [[], lines[1], flipped, Array(whole.dropLast()), Array("[]\n".utf8)] {
            try writeFile(notebook, bad)
            let result = try visit([visits.second])
            expectSentence(result, 66, "is no notebook, or a damaged one")
            #expect(try readFile(notebook) == bad)
        }
    }

    @Test func aReportDoesNotReplaceTheNotebook() throws {
        let fresh = try visit([visits.first], more: ["--json", notebook])
        expectSentence(fresh, 64, "would replace the notebook")
        _ = try visit([visits.first])
        let before = try readFile(notebook)
        try succeed(["ln", "-s", notebook, folder.file("link")])
        let linked = try visit([visits.first], more: ["--json", folder.file("link")])
        expectSentence(linked, 64, "would replace the notebook")
        #expect(try readFile(notebook) == before)
    }

    /// The notebook has grown since: its lines up to then give the same report.
    @Test(arguments: ["text", "xml", "html", "json"])
    func aReportMadeWithANotebookComesOutAgain(_ kind: String) throws {
        var reports: [String] = []
        for (index, bundle) in [visits.first, visits.second, visits.second].enumerated() {
            let path = folder.file("\(index).\(kind)")
            _ = try visit([bundle], more: ["--\(kind)", path])
            reports.append(path)
        }
        let grown = try readFile(notebook)
        for (report, bundle) in zip(reports, [visits.first, visits.second, visits.second]) {
            let command = [
                Programs.verify, "report", "check", report, bundle, "--trust",
                visits.laboratory.trust,
            ]
            let result = try runProcess(command + ["--notebook", notebook])
            #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
            #expect(try runProcess(command).status == 66)
            let other = try runProcess(command + ["--notebook", folder.file("another")])
            let isFirst = report == reports[0]
            #expect(other.status == (isFirst ? 0 : 20), "\(other.outputText)")
            let text = String(decoding: try readFile(report), as: UTF8.self)
            try writeFile(folder.file("altered"), text.replacing("seen before", with: "seen today"))
            let altered = try runProcess(
                command.map { $0 == report ? folder.file("altered") : $0 }
                    + ["--notebook", notebook])
            #expect(altered.status == 10, "\(altered.outputText)")
        }
        #expect(try readFile(notebook) == grown)
    }

    @Test func aReportWithoutANotebookIsNotCheckedWithOne() throws {
        let report = folder.file("r.json")
        _ = try visits.laboratory.verify(visits.first, more: ["--json", report])
        let result = try runProcess([
            Programs.verify, "report", "check", report, visits.first, "--trust",
            visits.laboratory.trust, "--notebook", notebook,
        ])
        expectSentence(result, 66, "tells of no notebook")
    }

    @Test func behindALinkTheNotebookItselfGrows() throws {
        _ = try visit([visits.first])
        try succeed(["mv", notebook, folder.file("kept")])
        try succeed(["ln", "-s", "kept", notebook])
        _ = try visit([visits.second])
        #expect(try succeed(["readlink", notebook]).outputText == "kept\n")
        #expect(try lines().count == 2)
    }
}
