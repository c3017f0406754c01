import Testing
import TrailSealTestKit

/// The page on the command line against what the programs say of themselves.
@Suite struct DocumentedOptionsTests {
    static let commands: [[String]] =
        [[], ["report", "check"], ["report", "sign"], ["report", "check-signature"]]
        .map { [Programs.verify] + $0 }
        + [["export"], ["release"], ["renew"]].map { [Programs.seal] + $0 }
        + [
            ["init"], ["witness", "init"], ["confirm", "code"], ["confirm", "enter"], ["enroll"],
            ["person", "unlock"], ["person", "password"], ["person", "deactivate"],
            ["certificates", "requests"], ["certificates", "add"], ["record"], ["sign"],
            ["checkpoint"], ["status"], ["log"], ["end"], ["notary", "add"], ["notary", "check"],
        ].map { [Programs.capture] + $0 }

    /// The words of a text that begin as long options do.
    static func options(in text: String) -> Set<String> {
        var found: Set<String> = []
        for word in text.split(whereSeparator: { !($0.isLetter || $0 == "-") }) {
            // A row of dashes is a table's rule.
            guard word.hasPrefix("--"), word.contains(where: \.isLetter) else { continue }
            found.insert(String(word))
        }
        return found
    }

    static func page() throws -> Set<String> {
        let path = "\(RepositoryRoot.path)/docs/formats/command-line.md"
        return options(in: String(decoding: try readFile(path), as: UTF8.self))
    }

    @Test(arguments: commands)
    func everyOptionIsOnThePage(command: [String]) throws {
        let help = try succeed(command + ["--help"]).outputText
        #expect(Self.options(in: help).subtracting(try Self.page()) == [])
    }

    @Test func nothingIsOnThePageThatNoProgramHas() throws {
        var known: Set<String> = []
        for command in Self.commands {
            known.formUnion(Self.options(in: try succeed(command + ["--help"]).outputText))
        }
        #expect(try Self.page().subtracting(known) == [])
    }
}
