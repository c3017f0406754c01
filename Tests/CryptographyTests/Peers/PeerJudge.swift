import Testing
import TrailSealTestKit

@testable import Cryptography

/// One question for the validators of PyPI, as `Tests/Peers/judge.py` takes it.
struct PeerQuestion {
    /// What is asked about.
    enum Kind: String {
        case token, cms, path
    }

    let name: String
    let kind: Kind
    let at: Int64
    var files: [String: [UInt8]]
    var anchors: [Certificate] = []
    var intermediates: [Certificate] = []
    var lists: [CertificateRevocationList] = []

    fileprivate func write(to folder: String) throws {
        try makeFolder(folder)
        for (name, bytes) in files { try writeFile("\(folder)/\(name)", bytes) }
        for (kind, ders) in [
            ("anchor", anchors.map(\.der)), ("intermediate", intermediates.map(\.der)),
            ("list", lists.map(\.der)),
        ] {
            for (index, der) in ders.enumerated() {
                try writeFile("\(folder)/\(kind)\(index).der", der)
            }
        }
        try writeFile(
            "\(folder)/question.json",
            """
            {"kind": "\(kind.rawValue)", "at": \(at), "anchors": \(anchors.count), \
            "intermediates": \(intermediates.count), "lists": \(lists.count)}
            """)
    }
}

/// What the validators of PyPI answered.
enum PeerJudge {
    /// Asks all questions in one run of Python.
    ///
    /// - Returns: By the question's name and the validator: `accepts`, or why it refuses.
    static func answers(to questions: [PeerQuestion]) throws -> [String: [String: String]] {
        let python = try #require(PeerPython.path, "make test installs the peers from PyPI")
        let folder = try TemporaryDirectory()
        for (index, question) in questions.enumerated() {
            try question.write(to: folder.file("\(index)"))
        }
        let script = RepositoryRoot.path + "/Tests/Peers/judge.py"
        let run = try runProcess([python, script, folder.path])
        #expect(run.status == 0, "\(run.errorText)")
        var answers: [String: [String: String]] = [:]
        for line in run.outputText.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
            guard parts.count == 3, let index = Int(parts[0]), questions.indices.contains(index)
            else {
                Issue.record("not an answer: \(line)")
                continue
            }
            answers[questions[index].name, default: [:]][parts[1]] = parts[2]
        }
        #expect(answers.count == questions.count)
        return answers
    }

    /// Which validators accept, by question; questions that none accepts are left out.
    static func accepting(_ answers: [String: [String: String]]) -> [String: Set<String>] {
        answers.mapValues { Set($0.filter { $0.value == "accepts" }.keys) }
            .filter { !$0.value.isEmpty }
    }
}
