import Testing
import TrailSealTestKit

/// What an export shows of a project by the filters of the command line.
@Suite struct SealQueryTests {
    private static func records(of bundle: String, _ kind: String) throws -> String {
        try succeed(["tar", "-xOf", bundle, "--wildcards", "*/data/records/*.\(kind)"]).outputText
    }

    @Test func aDatasetOrARecordIsShownByItself() throws {
        let laboratory = try CommandLaboratory(calendarDepth: 6)
        let folder = laboratory.folder
        for name in ["one", "two"] {
            try makeFolder(folder.file(name))
            try writeFile(folder.file("\(name)/\(name).txt"), "measured\n")
            _ = try laboratory.record([folder.file(name)], project: "P")
        }
        try laboratory.signByBoth()
        let whole = try Self.records(of: laboratory.export(project: "P"), "jsonl")
        #expect(whole.contains("one.txt") && whole.contains("two.txt"))
        let lines = whole.split(separator: "\n")
        let line = try #require(lines.first { $0.contains("two.txt") })
        let behind = line.split(separator: #""dataset":{"id":""#).last
        let id = try #require(behind?.split(separator: "\"").first)
        let number = try #require(lines.firstIndex(of: line))
        try succeed(["rm", folder.file("P.tar")])
        for filter in [["--dataset", String(id)], ["--record", String(number)]] {
            let bundle = try laboratory.export(project: "P", more: filter)
            let table = try Self.records(of: bundle, "csv")
            #expect(table.contains("two.txt") && !table.contains("one.txt"), "\(filter)")
            #expect(try laboratory.verify(bundle).status != 10)
            try succeed(["rm", bundle])
        }
        let other = try runProcess([
            Programs.seal, "export", laboratory.store, "--project", "P", "--purpose", "test",
            "--recipient", "r", "--requester", "achen", "--approver", "rmeier", "--dataset", "none",
            "--without-keys", "--out", folder.file("none.tar"),
        ])
        #expect(other.status != 0 && other.errorText.contains("dataset"), "\(other.errorText)")
    }
}
