import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct InitialisationTests {
    /// What lies in the bench's folder, hidden names included.
    private func left(_ bench: Bench) throws -> Set<String> {
        Set(try namesInFolder(bench.folder.path))
    }

    @Test func aRefusedBeginningLeavesNothingBehind() throws {
        let bench = try Bench()
        let short = SecretBytes(copying: Array("short".utf8))
        let noNotary = InitialisationRequest(
            organisation: "Lab", site: "Basel", policy: bench.policy(),
            custodian: .own(password: Bench.custodianPassword))
        for request in [
            bench.request(custodian: .own(password: short)), bench.request(depth: 0),
            bench.request(depth: 25), noNotary,
        ] {
            #expect(throws: CaptureError.self) {
                try Initialisation.run(request, at: bench.layout.folder, context: bench.context)
            }
            #expect(try left(bench) == [])
        }
    }

    @Test func whatStandsThereAlreadyIsLeftAlone() throws {
        let bench = try Bench()
        try makeFolder(bench.layout.folder)
        let error = #expect(throws: CaptureError.self) {
            try Initialisation.run(
                bench.request(isUnwitnessed: true), at: bench.layout.folder,
                context: bench.context)
        }
        #expect(error == .alreadyThere(path: bench.layout.folder))
        try makeFolder(bench.custodian)
        try writeFile(bench.custodian + "/custodian.p7m", "somebody else's")
        #expect(throws: CaptureError.alreadyThere(path: bench.custodian + "/custodian.p7m")) {
            try Initialisation.run(
                bench.request(isUnwitnessed: true), at: bench.folder.file("other"),
                context: bench.context)
        }
        #expect(try readFile(bench.custodian + "/custodian.p7m") == Array("somebody else's".utf8))
        #expect(try namesInFolder(bench.custodian) == ["custodian.p7m"])
        #expect(try left(bench) == ["store", "custodian"])
    }

    /// libcrypto's own reader of DER is asked for N, r and p.
    @Test func everyKeyFileOfAnOrdinaryStoreTakesTheFullWorkToOpen() throws {
        let context = try SystemHost.context(program: "", version: "", sha256: .zero)
        let bench = try Bench(keyFileCost: context.keyFileCost)
        try bench.initialise()
        _ = try bench.session { try bench.enrol("P1", "achen", "Alice Chen", role: "analyst", $0) }
        let changed = SecretBytes(copying: Array("another password".utf8))
        let files = [
            bench.layout.authorityKey, bench.layout.sealKey, bench.layout.personKey("P1"),
            bench.custodian + "/" + CustodianFile.keyName,
        ]
        try expectFullWork(files)
        _ = try bench.session {
            try PersonChanges.changePassword(
                userID: "achen", old: Bench.password, new: changed, writer: $0)
        }
        try expectFullWork([bench.layout.personKey("P1")])
    }

    private func expectFullWork(_ files: [String]) throws {
        for file in files {
            let run = try runProcess(["openssl", "asn1parse", "-inform", "DER", "-in", file])
            let numbers = run.outputText.split(separator: "\n").filter { $0.contains("INTEGER") }
            #expect(
                numbers.compactMap { $0.split(separator: ":").last } == ["4000", "08", "05"],
                "\(file): \(run.outputText)")
        }
    }

    @Test func anUnwitnessedLogSaysSoAndGoesOn() throws {
        let bench = try Bench()
        _ = try Initialisation.run(
            bench.request(isUnwitnessed: true), at: bench.layout.folder, context: bench.context)
        _ = try bench.session { try bench.enrol("P1", "achen", "Alice Chen", role: "analyst", $0) }
        #expect(try bench.reader().genesis.unwitnessed)
        let opening = try EpochOpenBody(json: try bench.entries()[2].body)
        #expect(opening.rollbackCheck == RollbackCheck(result: .notAsked))
        #expect(opening.notBefore == nil)
        try Replay.requireWhole(bench)
    }

    /// What is wrong with a certificate, and what the sentence says.
    private struct Unfit: CustomTestStringConvertible {
        let says: String
        var usage = CertificateUsage.custodian
        var key = PrivateKey.Kind.p256
        var from: Int64 = 1_700_000_000
        var to: Int64 = 1_900_000_000
        var testDescription: String { says }
    }

    private static let unfit = [
        Unfit(says: "an authority's", usage: .authority(pathLength: nil)),
        Unfit(says: "lacks keyAgreement", usage: .person),
        Unfit(says: "lacks keyEncipherment", usage: .seal, key: .rsa3072),
        Unfit(says: "begins only at 2027", from: 1_800_000_000),
        Unfit(says: "ended at 2025", to: 1_750_000_000),
    ]

    @Test(arguments: unfit)
    private func aCertificateThatIsNoCustodiansIsRefused(_ case: Unfit) throws {
        let bench = try Bench()
        let key = try PrivateKey.generate(`case`.key)
        let certificate = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: "Custodian", usage: `case`.usage, notBefore: `case`.from,
                notAfter: `case`.to, serial: [1]), key: key)
        let error = #expect(throws: CaptureError.self) {
            try Initialisation.run(
                bench.request(custodian: .given(certificate), isUnwitnessed: true),
                at: bench.layout.folder, context: bench.context)
        }
        #expect(error?.description.contains(`case`.says) == true, "\(String(describing: error))")
        #expect(try left(bench) == [])
    }

    @Test(arguments: [PrivateKey.Kind.p256, .p384, .rsa3072])
    func aCustodiansCertificateOfEveryKindIsTaken(_ kind: PrivateKey.Kind) throws {
        let bench = try Bench()
        let key = try PrivateKey.generate(kind)
        let certificate = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: "Custodian", usage: .custodian, notBefore: 1_700_000_000,
                notAfter: 1_900_000_000, serial: [1]), key: key)
        let result = try Initialisation.run(
            bench.request(custodian: .given(certificate), isUnwitnessed: true),
            at: bench.layout.folder, context: bench.context)
        let secret = try CustodianFile.open(
            readFile(bench.custodian + "/custodian.p7m"), key: key, certificate: certificate)
        #expect(secret.count == 32 && result.needsConfirmation)
    }

    @Test func theFirstEpochWaitsForAReceiptAndForTheCustodian() throws {
        let bench = try Bench()
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: "Custodian", usage: .custodian, notBefore: 1_700_000_000,
                notAfter: 1_900_000_000, serial: [1]), key: key)
        let result = try Initialisation.run(
            bench.request(custodian: .given(certificate)), at: bench.layout.folder,
            context: bench.context)
        #expect(result.needsConfirmation)
        func begin() throws {
            _ = try LogWriter.advance(
                bench.layout, context: bench.context, transport: Bench.noTransport)
        }
        func attempt() throws {
            _ = try bench.session { try bench.enrol("P1", "achen", "A", role: "analyst", $0) }
        }
        try begin()
        let unreceipted = #expect(throws: CaptureError.self) { try attempt() }
        #expect(unreceipted?.description.contains("No notary") == true)
        _ = try DirectoryWitness.create(bench.witness, name: "qa.example/witness")
        try begin()
        let unconfirmed = #expect(throws: CaptureError.self) { try attempt() }
        #expect(unconfirmed?.description.contains("custodian has not confirmed") == true)
        let secret = try CustodianFile.open(
            readFile(bench.custodian + "/custodian.p7m"), key: key, certificate: certificate)
        let code = CustodianFile.confirmationCode(secret, log: result.logID)
        do {
            let writer = try LogWriter.open(bench.layout, context: bench.context)
            #expect(throws: CaptureError.self) {
                try writer.confirmCustody(code: String(code.reversed()))
            }
            try writer.confirmCustody(code: code)
        }
        try attempt()
        #expect(try bench.reader().genesis.custody == .custodian)
        #expect(try bench.families().filter { $0 == "policy" }.count == 1)
    }

    @Test func custodyInTheStoreItselfIsDeclaredAsTheHosts() throws {
        let bench = try Bench()
        let whole = bench.request(isUnwitnessed: true)
        let request = InitialisationRequest(
            organisation: whole.organisation, site: whole.site, policy: whole.policy,
            custodian: whole.custodian, isUnwitnessed: true, calendarDepth: 3)
        let result = try Initialisation.run(
            request, at: bench.layout.folder, context: bench.context)
        #expect(try bench.reader().genesis.custody == .host)
        #expect(isThere(result.custodianFolder + "/custodian.p7m"))
    }

    @Test func theMasterSecretIsNowhereInTheStore() throws {
        let bench = try Bench.ready()
        let secret = try Replay.masterSecret(bench).withBytes { bytes in
            bytes.indices.map { bytes[$0] }
        }
        let used = Ratchet.epochKey(try Replay.masterSecret(bench)).withBytes { bytes in
            bytes.indices.map { bytes[$0] }
        }
        let second = Ratchet.nextState(try Replay.masterSecret(bench)).withBytes { bytes in
            bytes.indices.map { bytes[$0] }
        }
        for name in ["log.sqlite", "keys/log.seed", "keys/host.secret", "config.json"] {
            let content = try readFile(bench.layout.folder + "/" + name)
            for value in [secret, used, second] { #expect(!holds(content, value)) }
        }
    }

    private func holds(_ content: [UInt8], _ value: [UInt8]) -> Bool {
        guard let first = value.first, content.count >= value.count else { return false }
        for start in 0...(content.count - value.count) where content[start] == first {
            if content[start..<start + value.count].elementsEqual(value) { return true }
        }
        return false
    }

    @Test func aLogEndsWithItsCloseAndTakesNothingMore() throws {
        let bench = try Bench.ready()
        let checkpoint = try bench.session {
            try $0.endLog(reason: "end of the year", actor: try $0.administrator())
        }
        #expect(try bench.families().suffix(2) == ["log.end", "epoch.close"])
        #expect(try bench.reader().checkpoints().last?.size == checkpoint.size)
        let error = #expect(throws: CaptureError.self) { try bench.sign("achen", [.record(3)]) }
        #expect(error?.kind == .refused)
        #expect(try StatusReport.read(bench.reader()).isEnded)
        try Replay.requireWhole(bench)
    }
}
