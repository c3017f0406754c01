import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct NotaryTests {
    /// A log whose only notary is a time-stamp authority.
    private func stamped() throws -> Bench {
        let bench = try Bench()
        let whole = bench.request()
        let request = InitialisationRequest(
            organisation: whole.organisation, site: whole.site, policy: whole.policy,
            custodian: whole.custodian, custodianFolder: bench.custodian,
            notaries: [
                NotaryConfiguration(kind: .rfc3161, name: "tsa", place: "http://tsa.example/")
            ],
            calendarDepth: 4)
        _ = try Initialisation.run(request, at: bench.layout.folder, context: bench.context)
        return bench
    }

    private func outcome(
        _ bench: Bench, _ transport: @escaping TimeStampTransport
    ) throws -> NotaryOutcome.Result? {
        try LogWriter.advance(
            bench.layout, context: bench.context,
            transport: NotaryTransport(timeStamps: transport))?
            .notaries.first?.result
    }

    private func authority(
        _ bench: Bench, tampering: @escaping @Sendable ([UInt8]) throws -> [UInt8] = { $0 }
    ) throws -> TimeStampTransport {
        let time = bench.clock.now().utc.unixSeconds
        let outside = try OutsideAuthority(at: time)
        let (certificate, key) = try outside.timeStampAuthority()
        return { _, query in
            try TimeStampAuthority.respond(
                to: try tampering(query), certificate: certificate, key: key,
                chain: [outside.root], genTime: time, serial: [9], policy: "1.2.3.4")
        }
    }

    @Test func aTokenIsCheckedAndKeptWithItsQuestion() throws {
        let bench = try stamped()
        #expect(try outcome(bench, authority(bench)) == .received)
        let checkpoint = try #require(try bench.reader().checkpoints().first)
        #expect(checkpoint.receipts.map(\.name) == ["tsa.tsq", "tsa.tsr"])
        let query = try TimeStampRequest.read(checkpoint.receipts[0].bytes)
        #expect(query.imprint == SHA256.hash(checkpoint.note).bytes)
        #expect(query.nonce != nil)
        guard case .granted(let token, _) = TimeStampResponse.read(checkpoint.receipts[1].bytes)
        else {
            Issue.record("no token was kept")
            return
        }
        #expect(token.problems(asAnswerTo: query).isEmpty)
        #expect(try bench.families().contains("policy"))
    }

    @Test func anAnswerToAnotherQuestionIsNotKept() throws {
        let bench = try stamped()
        let result = try outcome(
            bench,
            authority(bench) { query in
                let asked = try TimeStampRequest.read(query)
                return try TimeStampRequest.make(
                    imprint: asked.imprint, algorithm: .sha256, nonce: [1, 2, 3])
            })
        guard case .failed(let why) = result else {
            Issue.record("a foreign nonce was accepted")
            return
        }
        #expect(why.contains("nonce"))
        #expect(try bench.reader().checkpoints().first?.receipts.isEmpty == true)
        let other = try outcome(
            bench,
            authority(bench) { query in
                try TimeStampRequest.make(
                    imprint: Array(repeating: 0, count: 32), algorithm: .sha256,
                    nonce: try TimeStampRequest.read(query).nonce)
            })
        guard case .failed(let reason) = other else {
            Issue.record("a foreign imprint was accepted")
            return
        }
        #expect(reason.contains("imprint"))
    }

    @Test func refusalsRubbishAndSilenceLeaveTheLogIntact() throws {
        let bench = try stamped()
        let answers: [TimeStampTransport] = [
            { _, _ in TimeStampAuthority.refusal(status: 2, text: "not today") },
            { _, _ in Array("<html>".utf8) },
            { _, _ in throw CaptureError.notary("nobody answers") },
        ]
        for answer in answers {
            guard case .failed = try outcome(bench, answer) else {
                Issue.record("a bad answer counted as a receipt")
                return
            }
        }
        #expect(try bench.reader().size == 2)
        #expect(try outcome(bench, authority(bench)) == .received)
        #expect(try bench.reader().size > 2)
        try Replay.requireWhole(bench)
    }

    @Test func aReceiptThatIsThereIsNotAskedForAgain() throws {
        let bench = try Bench.ready()
        let outcome = try LogWriter.advance(
            bench.layout, context: bench.context, transport: Bench.noTransport)
        #expect(outcome?.notaries.map(\.result) == [.alreadyThere])
    }
}
