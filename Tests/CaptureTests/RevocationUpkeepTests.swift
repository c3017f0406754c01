import Cryptography
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct RevocationUpkeepTests {
    private func lists(_ bench: Bench) throws -> [CertificateRevocationList] {
        try bench.reader().revocationLists().map { try CertificateRevocationList(der: $0) }
            .sorted { $0.thisUpdate < $1.thisUpdate }
    }

    @Test func aYoungListIsLeftAlone() throws {
        let bench = try Bench.ready()
        bench.clock.pass(seconds: RevocationUpkeep.interval - 1_000)
        try bench.session { _ in () }
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(try lists(bench).count == 1)
    }

    @Test func anOldListGetsASuccessorWithTheNextCheckpoint() throws {
        let bench = try Bench.ready()
        for number in 2...3 {
            bench.clock.pass(seconds: RevocationUpkeep.interval + 1)
            _ = try LogWriter.advance(
                bench.layout, context: bench.context, isHeartbeat: true,
                transport: Bench.noTransport)
            let lists = try lists(bench)
            #expect(lists.count == number)
            let newest = try #require(lists.last)
            #expect(newest.number == "0\(number)" && newest.revoked.isEmpty)
            let root = try #require(try CertificateFolder(bench.layout).named("root"))
            #expect(newest.isSigned(by: root))
            let records = try bench.reader()
            let closed = try records.entry(at: records.size - 1).time.utc.unixSeconds
            #expect(newest.thisUpdate >= closed)
        }
    }

    @Test func underAnAdministratorsPasswordTheNextEnrolmentMakesIt() throws {
        let bench = try Bench()
        _ = try DirectoryWitness.create(bench.witness, name: "qa.example/witness")
        let plain = bench.request()
        let request = InitialisationRequest(
            organisation: plain.organisation, site: plain.site, policy: plain.policy,
            administratorPassword: Bench.password, custodian: plain.custodian,
            custodianFolder: plain.custodianFolder, notaries: plain.notaries,
            calendarDepth: plain.calendarDepth)
        _ = try Initialisation.run(request, at: bench.layout.folder, context: bench.context)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, transport: Bench.noTransport)
        bench.clock.pass(seconds: RevocationUpkeep.interval + 1)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(try lists(bench).count == 1)
        _ = try bench.session { writer in
            try Enrolment.enrol(
                EnrolmentRequest(
                    personID: "P1", userID: "u1", printedName: "A B", roles: ["analyst"],
                    proofing: "seen", password: Bench.password),
                administratorPassword: Bench.password, writer: writer)
        }
        #expect(try lists(bench).count == 2)
    }

    private func leave(_ bench: Bench, revoking: Bool) throws -> Leaving {
        try bench.session { writer in
            try Leaving.run(
                userID: "rmeier", administratorPassword: nil, revoking: revoking, writer: writer)
        }
    }

    @Test func whoLeavesKeepsTheCertificateUnlessItIsRevoked() throws {
        let bench = try Bench.ready()
        _ = try bench.sign("rmeier", [.record(3)])
        let left = try leave(bench, revoking: false)
        #expect(left.seq != nil && left.isOwnAuthority && !left.isRevoked)
        #expect(try lists(bench).allSatisfy(\.revoked.isEmpty))
        // Also later, and once only.
        for _ in 0..<2 {
            bench.clock.pass(seconds: 60)
            let again = try leave(bench, revoking: true)
            #expect(again.seq == nil && again.isRevoked)
            #expect(try lists(bench).count == 2)
        }
        let line = try #require(try lists(bench).last?.revoked.first)
        #expect(line.serial == left.certificate?.serial)
        #expect(line.reason == .cessationOfOperation && line.invalidityDate == nil)
    }

    @Test func theNextListKeepsWhatIsRevoked() throws {
        let bench = try Bench.ready()
        #expect(try leave(bench, revoking: true).seq != nil)
        bench.clock.pass(seconds: RevocationUpkeep.interval + 1)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(try lists(bench).map(\.revoked.count) == [0, 1, 1])
    }

    @Test func noCertificateIsRevokedWhileASignatureOfItsKeyHasNoReceipt() throws {
        let bench = try Bench.ready()
        _ = try LogWriter.session(bench.layout, context: bench.context) { writer in
            try Signing.sign(
                SigningRequest(
                    userID: "rmeier", password: Bench.password, meaning: "REVIEWED",
                    targets: [.record(3)]),
                writer: writer)
        }
        #expect(throws: CaptureError.self) { try leave(bench, revoking: true) }
        #expect(try bench.reader().revocationLists().count == 1)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, transport: Bench.noTransport)
        #expect(try leave(bench, revoking: true).isRevoked)
    }

    @Test func listsOfAnOutsideAuthorityComeIn() throws {
        let bench = try Bench()
        _ = try DirectoryWitness.create(bench.witness, name: "qa.example/witness")
        _ = try Initialisation.run(
            bench.request(authority: .requests), at: bench.layout.folder, context: bench.context)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, transport: Bench.noTransport)
        let authority = try OutsideAuthority(at: bench.clock.now().utc.unixSeconds)
        let list = try authority.list()
        try bench.session { writer in
            #expect(throws: CaptureError.self) {
                try RevocationUpkeep.add(list, writer: writer)
            }
            _ = try CertificateRequests.add(authority.root, writer: writer)
            try RevocationUpkeep.add(list, writer: writer)
        }
        #expect(try lists(bench) == [list])
        bench.clock.pass(seconds: RevocationUpkeep.interval + 1)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(try lists(bench) == [list])
    }
}
