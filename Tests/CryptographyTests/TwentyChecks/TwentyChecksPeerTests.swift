import Records
import Testing
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// `openssl ts -verify` on the same answers; where it differs stands in docs/peers.md.
@Suite struct TwentyChecksPeerTests {
    let bench: StampBench

    init() throws { bench = try StampBench.shared() }

    private func opensslAccepts(_ submission: StampBench.Submission) throws -> Bool {
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("r.tsr"), submission.response)
        try writeFile(folder.file("note"), bench.note)
        let root =
            try submission.trust.tsa.first ?? bench.authority.leaf(.person, key: bench.key)
        try writeFile(folder.file("root.pem"), PEM.encode(label: "CERTIFICATE", der: root.der))
        var command = [
            "openssl", "ts", "-verify", "-in", "r.tsr", "-CAfile", "root.pem", "-attime",
            "\(StampBench.genTime)",
        ]
        if let request = submission.request {
            try writeFile(folder.file("q.tsq"), request)
            command += ["-queryfile", "q.tsq"]
        } else {
            command += ["-data", "note"]
        }
        let result = try runProcess(command, directory: folder.path)
        return result.status == 0 && result.outputText.contains("Verification: OK")
    }

    @Test func opensslAcceptsTheHonestTwin() throws {
        #expect(try opensslAccepts(bench.submission()))
    }

    @Test(arguments: StampCase.all.filter { $0.opensslAccepts != nil })
    func opensslSaysWhatTheTableSays(_ testCase: StampCase) throws {
        let accepts = try opensslAccepts(testCase.make(bench))
        #expect(accepts == testCase.opensslAccepts)
    }
}
