import Cryptography
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct EnrolmentTests {
    struct Conflict: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let person: String
        let user: String
        let osUser: String?
        let isFree: Bool
    }

    static let conflicts = [
        Conflict(
            testDescription: "everything new", person: "P2", user: "b", osUser: "b", isFree: true),
        Conflict(
            testDescription: "no account of the system", person: "P2", user: "b", osUser: nil,
            isFree: true),
        Conflict(
            testDescription: "the same person id", person: "P1", user: "b", osUser: nil,
            isFree: false),
        Conflict(
            testDescription: "the same user id", person: "P2", user: "a", osUser: nil,
            isFree: false),
        Conflict(
            testDescription: "one that differs in case only", person: "p1", user: "b", osUser: nil,
            isFree: false),
        Conflict(
            testDescription: "the same account", person: "P2", user: "b", osUser: "a",
            isFree: false),
        Conflict(
            testDescription: "the user id of somebody who left", person: "P3", user: "gone",
            osUser: nil, isFree: false),
        Conflict(
            testDescription: "the account of somebody who left", person: "P3", user: "new",
            osUser: "gone", isFree: true),
    ]

    static func identity(
        _ person: String, _ user: String, status: IdentityBody.Status = .active
    ) -> IdentityBody {
        IdentityBody(
            personId: person, userId: user, printedName: user, roles: ["analyst"], osUser: user,
            proofing: Proofing(method: "m", by: "b", at: Timestamp(unixSeconds: 1)),
            status: status, spkiSha256: SHA256.hash([1]), certificateSha256: SHA256.hash([2]))
    }

    @Test(arguments: conflicts) func idsBelongToOnePersonForEver(_ item: Conflict) {
        let register = PersonRegister(history: [
            (4, Self.identity("P1", "a")), (6, Self.identity("P9", "gone")),
            (8, Self.identity("P9", "gone", status: .deactivated)),
        ])
        let conflict = register.conflict(
            personID: item.person, userID: item.user, osUser: item.osUser)
        #expect((conflict == nil) == item.isFree)
    }

    struct Account: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let osUser: String
        let loginUser: String?
        let person: String?
        let attribution: Actor.Attribution?
    }

    static let accounts = [
        Account(
            testDescription: "logged in and running as the same", osUser: "a", loginUser: "a",
            person: "P1", attribution: .loginSession),
        Account(
            testDescription: "no login known", osUser: "a", loginUser: nil, person: "P1",
            attribution: .kernelPeer),
        Account(
            testDescription: "root on behalf of a login", osUser: "root", loginUser: "a",
            person: "P1", attribution: .kernelPeer),
        Account(
            testDescription: "another one's account", osUser: "a", loginUser: "x", person: nil,
            attribution: nil),
        Account(
            testDescription: "somebody who left", osUser: "gone", loginUser: "gone", person: nil,
            attribution: nil),
    ]

    @Test(arguments: accounts) func theHostResolvesWhoActs(_ item: Account) throws {
        let register = PersonRegister(history: [
            (4, Self.identity("P1", "a")),
            (8, Self.identity("P9", "gone", status: .deactivated)),
        ])
        let facts = HostFacts(
            host: "h", osUser: item.osUser, loginUser: item.loginUser, boot: "b")
        guard let person = item.person else {
            #expect(throws: CaptureError.self) {
                try ActorResolution.person(facts, in: register)
            }
            return
        }
        let actor = try ActorResolution.person(facts, in: register)
        #expect(actor.personId == person)
        #expect(actor.attribution == item.attribution)
    }

    @Test(arguments: ["", ".hidden", "a/b", "a b", "ä", String(repeating: "x", count: 65)])
    func idsThatCannotBeAFileNameAreRefused(_ id: String) {
        #expect(throws: CaptureError.self) { try PersonNames.requireID(id, "person id") }
    }

    @Test func printedNamesTakeAnyLetterAndNoControl() throws {
        try PersonNames.requirePrintable("Žofie Müller-O'Neil 王", "name")
        for bad in ["", "a\nb", "a\u{202e}b", " a", "a\u{0}"] {
            #expect(throws: CaptureError.self) { try PersonNames.requirePrintable(bad, "name") }
        }
    }

    @Test func aShortPasswordLeavesNoKeyAndNoRecord() throws {
        let bench = try Bench.ready()
        let before = try bench.reader().size
        #expect(throws: CaptureError.self) {
            try bench.session {
                try bench.enrol(
                    "P3", "c", "C", role: "analyst", password: SecretBytes(copying: [1, 2]), $0)
            }
        }
        #expect(throws: CaptureError.self) {
            try bench.session { try bench.enrol("P3", "c", "C", role: "wizard", $0) }
        }
        #expect(try bench.reader().size == before)
        #expect(!isThere(bench.layout.personKey("P3")))
    }

    @Test func theOwnAuthorityCertifiesPeopleLogAndSeal() throws {
        let bench = try Bench.ready()
        let folder = CertificateFolder(bench.layout)
        let root = try #require(try folder.named("root"))
        let now = bench.clock.now().utc.unixSeconds
        for task in ["log", "seal", "custodian"] {
            let leaf = try #require(try folder.named(task))
            let path = CertificatePath.build(
                leaf: leaf, intermediates: [], anchors: [root], at: now, purpose: .any)
            #expect(path.isGood, "\(task): \(path.problems)")
        }
        #expect(try folder.named("log")?.rawEd25519Key == bench.reader().genesis.logKey)
        #expect(try SealCredential.open(bench.layout).certificate == folder.named("seal"))
        let list = try #require(try bench.reader().revocationLists().first)
        #expect(try CertificateRevocationList(der: list).isSigned(by: root))
    }

    @Test func aStoreWithoutAnAuthorityExchangesCertificates() throws {
        let bench = try Bench()
        _ = try DirectoryWitness.create(bench.witness, name: "qa.example/witness")
        _ = try Initialisation.run(
            bench.request(authority: .requests), at: bench.layout.folder, context: bench.context)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, transport: Bench.noTransport)
        let result = try bench.session {
            try bench.enrol("P0042", "achen", "Alice Chen", role: "analyst", $0)
        }
        guard case .requested = result else {
            Issue.record("nobody asked for a certificate")
            return
        }
        #expect(try !bench.families().contains("identity"))
        let requests = try CertificateRequests.list(bench.layout)
        #expect(requests.map(\.name) == ["log", "person-P0042", "seal"])
        let authority = try OutsideAuthority(at: bench.clock.now().utc.unixSeconds)
        try bench.session { writer in
            #expect(try CertificateRequests.add(authority.root, writer: writer) == .authority)
            for request in requests {
                let usage: CertificateUsage =
                    request.name == "log" ? .log : request.name == "seal" ? .seal : .person
                let certificate = try authority.answer(readFile(request.path), usage)
                _ = try CertificateRequests.add(certificate, writer: writer)
            }
            let stranger = try authority.issue(PrivateKey.generate(.p256).spki, .person)
            #expect(throws: CaptureError.self) {
                try CertificateRequests.add(stranger, writer: writer)
            }
        }
        _ = try bench.sign("achen", [.record(3)])
        try Replay.requireWhole(bench)
    }
}

/// An authority that isn't the store's.
struct OutsideAuthority {
    let root: Certificate
    private let key: PrivateKey
    private let now: Int64

    init(at now: Int64) throws {
        self.now = now
        key = try PrivateKey.generate(.p256)
        root = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: "Corporate Root", usage: .authority(pathLength: 0), notBefore: now - 10,
                notAfter: now + 1_000_000, serial: [1]), key: key)
    }

    func answer(_ request: [UInt8], _ usage: CertificateUsage) throws -> Certificate {
        try issue(CertificateRequest(file: request).spki, usage)
    }

    func issue(_ spki: [UInt8], _ usage: CertificateUsage) throws -> Certificate {
        try CertificateIssuer.issue(
            CertificateProfile(
                subject: "Somebody", usage: usage, notBefore: now - 10, notAfter: now + 1_000_000,
                serial: [UInt8.random(in: 1...100), 7]), spki: spki, issuer: root, key: key)
    }

    /// Its word that nothing is revoked.
    func list() throws -> CertificateRevocationList {
        try CertificateIssuer.issueCRL(
            issuer: root, key: key, thisUpdate: now, nextUpdate: now + 1_000, number: 1,
            revoked: [])
    }

    /// A time-stamp authority under this root.
    func timeStampAuthority() throws -> (certificate: Certificate, key: PrivateKey) {
        let key = try PrivateKey.generate(.p256)
        return (try issue(key.spki, .timeStampAuthority), key)
    }
}
