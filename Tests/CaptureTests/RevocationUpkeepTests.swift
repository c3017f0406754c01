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
