import CanonicalJSON
import Cryptography
import Records

/// Values for the tests of records.
enum RecordFixture {
    static let time = RecordTime(
        utc: Timestamp(unixSeconds: 1_795_000_000, nanoseconds: 5), offset: "+01:00",
        zone: "Europe/Zurich", monotonicMicros: 17, boot: "b-1", source: "system-clock",
        sync: ClockSync(
            status: .synchronised, offsetMs: -3, reference: "ntp.example",
            checkedUtc: Timestamp(unixSeconds: 1_794_999_000)))

    static let actor = Actor(
        personId: "P1", userId: "achen", name: "Ada Chen", kind: .human, role: "analyst",
        source: "password", attribution: .freshProof, sessionId: "s-1")

    static let origin = Origin(
        system: "trailseal-capture", systemRole: "capture", site: "BSL",
        organisation: "Example Laboratory", version: "1", configSha256: .sample(1), host: "nmr7")

    static let statement = SignatureStatement(
        log: .sample(1), personId: "P1", userId: "achen", printedName: "Ada Chen",
        role: "analyst", meaning: Meaning(code: "APPROVED", label: "approved"),
        policySha256: .sample(2), reason: "complete", signedAt: WallClock(time),
        targets: [
            SignatureTarget(seq: 4, leaf: .sample(4)),
            SignatureTarget(log: .sample(9), seq: 5, leaf: .sample(5)),
        ], renditionSha256: .sample(3),
        auth: Authentication(components: ["user-id", "password"], at: time.utc, full: true),
        authority: "G-1")

    static let signature = SignatureBody(
        statement: statement, cms: [0x30, 0x00], certificateSha256: .sample(6),
        assertion: SignInAssertion(
            jws: "eyJhbGciOiJFZERTQSJ9.e30.AA",
            keys: [WebKey(kid: "k1", key: .ed25519([UInt8](repeating: 9, count: 32)))]))

    static let entry = Entry(
        seq: 7, epoch: 2, salt: (0..<16).map { $0 }, time: time, actor: actor, origin: origin,
        project: "0123456789abcdef", family: "service", body: ServiceBody(event: .start).json,
        cause: "boot", idempotencyKey: "k-1")

    static let program = ProgramIdentity(
        name: "trailseal-capture", version: "1", sha256: .sample(8))

    /// One body of every family, every field filled.
    static let store = ObjectStore(
        endpoint: "https://s3.example", region: "eu-1", bucket: "notes")

    private static let notary = store.map { store in
        NotaryBody(
            notary: "s3.example", store: store, key: "trailseal/canary", result: .unreliable,
            tests: [
                NotaryTest(attempt: .delete, outcome: .broken, status: 204),
                NotaryTest(attempt: .overwrite, outcome: .kept, status: 200),
            ])
    }

    static let bodies = fixed + [notary].compactMap { $0 }

    private static let fixed: [any RecordBody] = [
        GenesisBody(
            calendar: .sample(1), calendarDepth: 16, custody: .custodian,
            custodianCertificateSha256: .sample(2), logKey: Digest.sample(3).bytes,
            organisation: "Example Laboratory", site: "BSL", host: "nmr7", program: program,
            configSha256: .sample(4), policySha256: .sample(5),
            previous: LogReference(log: .sample(6), size: 12, root: .sample(7)), lost: 2,
            unwitnessed: true),
        EpochOpenBody(
            after: .sample(1), notBefore: ReceiptReference(size: 2, sha256: .sample(2)), boot: "b",
            program: program, configSha256: .sample(3),
            rollbackCheck: RollbackCheck(result: .consistent, witness: "w", size: 2),
            recovery: Recovery(
                seq: 5, leaf: .sample(4), time: time.utc,
                counts: [FamilyCount(family: "capture", count: 2)], startedAt: time.utc)),
        EpochCloseBody(
            cause: .heartbeat,
            counts: [
                FamilyCount(family: "epoch.open", count: 1),
                FamilyCount(family: "capture", project: "0123456789abcdef", count: 3),
                FamilyCount(family: "capture", count: 1),
            ], gaps: 1, reconciliations: 1),
        LogEndBody(reason: "year over", by: "P1"),
        ProjectBody(label: "0123456789abcdef", name: "QC-26-118"),
        PolicyBody(policyId: "site", version: "1", sha256: .sample(1)),
        IdentityBody(
            personId: "P1", userId: "achen", printedName: "Ada Chen", roles: ["analyst", "qa"],
            osUser: "LAB\\achen",
            signIn: SignInAccount(issuer: "https://sign-in.example", subject: "achen"),
            proofing: Proofing(method: "passport seen", by: "P2", at: time.utc, document: "D-1"),
            spkiSha256: .sample(1), certificateSha256: .sample(2), keyStore: .token),
        CredentialBody(personId: "P1", userId: "achen", kind: .locked, by: "P2", attempts: 5),
        CaptureBody.file(
            CapturedFile(
                event: .created, dataset: .init(id: "D1", version: 1), root: "data/nmr",
                path: "exp1/1/fid", pathText: "exp1/1/fid", size: 262_144, sha256: .sample(1),
                modifiedUtc: time.utc)),
        CaptureBody.file(
            CapturedFile(
                deleted: .init(id: "D1", version: 2), root: "data/nmr", path: "exp1/=c3=a9")),
        CaptureBody.dataset(
            CapturedDataset(
                dataset: .init(
                    id: "D1", version: 1, kind: "topspin", state: .provisional,
                    missing: ["acqus"]),
                root: "data/nmr", path: "exp1", pathText: "exp1", fileCount: 3, byteCount: 9,
                sha256: .sample(1))),
        signature,
        SignatureStatusBody(
            signature: LeafReference(seq: 9, leaf: .sample(1)), status: .withdrawn,
            reason: "wrong sample"),
        GapBody(
            cause: "queue-overflow", from: time.utc, to: time.utc, scope: "data",
            result: Reconciliation(created: 1, modified: 2, deleted: 3)),
        ClockBody(stepMs: -4000, from: time.utc, to: time.utc),
        ServiceBody(event: .stop),
        ConfigBody(
            sha256: .sample(1), previous: .sample(2), reason: "new folder",
            watched: ["/data/nmr", "/data/old"]),
        ExportRequestBody(
            exportId: "EX-1", purpose: "inspection", requester: "P1", recipient: "inspector",
            query: ExportQuery(
                project: "0123456789abcdef", datasets: ["D1"], persons: ["P1"], from: time.utc,
                to: time.utc, records: [9, 4, 9]),
            notKeptHere: [KeptElsewhere(family: "training", where: "LMS", why: "kept there")],
            withholding: [WithholdingDeclaration(reason: .personalData, what: "names")],
            sealSpkiSha256: .sample(1), template: "readme/1"),
        ExportBody(
            exportId: "EX-1", request: LeafReference(seq: 1, leaf: .sample(1)),
            approval: LeafReference(seq: 2, leaf: .sample(2)),
            epochs: EpochRange(first: 0, last: 3)),
        ExportSealedBody(
            exportId: "EX-1", bundle: "TS-1", manifestSha256: .sample(1),
            release: SignedRelease(
                statement: ["epochs": [0, 1]], cms: [0x30, 0x00], certificateSha256: .sample(2))),
    ]
}
