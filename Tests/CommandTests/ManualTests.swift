import Testing
import TrailSealTestKit

/// The manual pages are written by the programs themselves, and read by the programs that show them.
@Suite("Manual pages")
struct ManualTests {
    @Test("a page names every command and every option", arguments: HelpTests.programs)
    func nothingIsMissing(program: String) throws {
        let page = try plain(program)
        for words in try HelpTests.commands(of: program) {
            if !words.isEmpty { #expect(page.contains(words.joined(separator: " ")), "\(words)") }
            for option in try HelpTests.completed(program, words) {
                #expect(page.contains(option), "\(words) \(option)")
            }
        }
    }

    @Test("mandoc and groff read a page without a complaint", arguments: HelpTests.programs)
    func readersDontComplain(program: String) throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("page.1")
        try writeFile(path, try succeed([program, "manual"]).outputText)
        if try isInstalled("mandoc") {
            let lint = try runProcess(["mandoc", "-Tlint", "-Wwarning", path])
            // Only a release knows its day.
            let complaints = (lint.outputText + lint.errorText).split(separator: "\n")
                .filter { !$0.contains("missing date") }
            #expect(complaints == [])
        }
        if try isInstalled("groff") {
            let groff = try runProcess(["groff", "-man", "-ww", "-Tutf8", "-z", path])
            #expect(groff.status == 0 && groff.stderr.isEmpty, "\(groff.errorText)")
        }
    }

    private func isInstalled(_ command: String) throws -> Bool {
        try runProcess(["sh", "-c", "command -v \(command)"]).status == 0
    }

    /// A page without fonts and escapes.
    private func plain(_ program: String) throws -> String {
        var text = ""
        var rest = Substring(try succeed([program, "manual"]).outputText)
        while let mark = rest.firstIndex(of: "\\") {
            text += rest[..<mark]
            rest = rest[mark...].dropFirst()
            switch rest.first {
            case "f": rest = rest.dropFirst(2)
            case "-":
                text += "-"
                rest = rest.dropFirst()
            case "(": rest = rest.dropFirst(3)
            default: rest = rest.dropFirst()
            }
        }
        return text + rest
    }
}
