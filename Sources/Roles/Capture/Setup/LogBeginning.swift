import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Writes epoch 0 of a new log: genesis and its close.
enum LogBeginning {
    /// Fills a new store.
    ///
    /// - Returns: The log's id.
    static func write(
        _ plan: LogPlan, request: InitialisationRequest, layout: StoreLayout,
        context: CaptureContext
    ) throws -> Digest {
        let configuration = Configuration(
            organisation: request.organisation, site: request.site,
            authority: request.authority, notaries: request.notaries)
        try Files.writeDurably(configuration.encoded, to: layout.configuration)
        try PolicyRegister.keep(request.policy, in: layout)
        try writeKeys(plan, request, layout, cost: context.keyFileCost)
        try writeCertificates(plan, request, layout, context)
        try RecordStore.create(layout, state: Ratchet.nextState(plan.masterSecret))
        let store = try RecordStore(opening: layout)
        let genesis = try body(plan, request, configuration, context)
        return try begin(
            plan, genesis, store: store, configuration: configuration, context: context,
            limits: request.policy.limits)
    }

    private static func begin(
        _ plan: LogPlan, _ genesis: GenesisBody, store: RecordStore,
        configuration: Configuration, context: CaptureContext, limits: SitePolicy.Limits
    ) throws -> Digest {
        let time = context.clock.now()
        let entry = Entry(
            seq: 0, epoch: 0, salt: try context.random.bytes(Entry.saltByteCount), time: time,
            actor: ActorResolution.administrator(context.host, in: PersonRegister(history: [])),
            origin: Origin(
                system: context.program.name, systemRole: "capture", site: configuration.site,
                organisation: configuration.organisation, version: context.program.version,
                configSha256: configuration.sha256, host: context.host.host),
            family: GenesisBody.family, body: genesis.json)
        let logID = Chain.logID(genesisEntry: entry.encoded)
        let key = Ratchet.firstRecordKey(Ratchet.epochKey(plan.masterSecret))
        var head = LogHead(logID: logID)
        var encoder = EntryEncoder()
        let record = try RecordCoder.code(entry, by: &encoder, key: key, after: logID)
        head.append(leaf: record.leaf, time: time)
        try store.commit(StoreBatch(records: [record]))
        try store.add(
            setting: StoreSetting.confirmationDigest,
            value: SHA256.hash(CustodyConfirmation.code(plan.masterSecret, log: logID)).bytes)
        if plan.isConfirmed {
            try store.add(setting: StoreSetting.confirmed, value: Array(time.utc.text.utf8))
        }
        let writer = LogWriter(
            store: store, context: context, configuration: configuration, genesis: genesis,
            found: LogState(
                logID: logID, genesis: genesis, head: head, recovery: nil, isEnded: false),
            logSeed: plan.logSeed, limits: limits)
        var tracker = EpochTracker()
        tracker.count(family: record.family, project: nil)
        _ = try writer.close(
            RunningEpoch(
                number: 0, key: Ratchet.nextRecordKey(key), tracker: tracker,
                opening: EpochOpening(origin: entry.origin, time: time)),
            cause: .genesis)
        return logID
    }

    private static func body(
        _ plan: LogPlan, _ request: InitialisationRequest, _ configuration: Configuration,
        _ context: CaptureContext
    ) throws -> GenesisBody {
        GenesisBody(
            calendar: plan.calendar, calendarDepth: request.calendarDepth,
            custody: request.custodianFolder == nil && plan.custodianKey != nil
                ? .host : .custodian,
            custodianCertificateSha256: plan.custodianCertificate.sha256,
            logKey: try Ed25519.publicKey(seed: plan.logSeed), organisation: request.organisation,
            site: request.site, host: context.host.host, program: context.program,
            configSha256: configuration.sha256, policySha256: request.policy.sha256,
            previous: request.previous, lost: request.lost, unwitnessed: request.isUnwitnessed)
    }

    private static func writeKeys(
        _ plan: LogPlan, _ request: InitialisationRequest, _ layout: StoreLayout,
        cost: ScryptCost
    ) throws {
        let seed = plan.logSeed.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        try Files.writeDurably(seed, to: layout.logKey, mode: 0o600, noReplace: true)
        let hostSecret = try HostSecret.make(in: layout)
        try plan.authority?.save(
            in: layout, password: request.administratorPassword ?? hostSecret, cost: cost)
        try Files.writeDurably(
            plan.sealKey.encryptedPKCS8(password: hostSecret, cost: cost),
            to: layout.sealKey, mode: 0o600, noReplace: true)
    }

    private static func writeCertificates(
        _ plan: LogPlan, _ request: InitialisationRequest, _ layout: StoreLayout,
        _ context: CaptureContext
    ) throws {
        let folder = CertificateFolder(layout)
        try folder.keep(plan.custodianCertificate, as: "custodian")
        if let signer = plan.custodianSigner { try folder.keep(signer, as: "custodian-signer") }
        let logName = "Log of \(request.site)"
        let sealName = "Seal of \(request.site)"
        guard let authority = plan.authority else {
            try CertificateRequests.write(
                CertificateIssuer.makeRequest(
                    subject: SubjectName(
                        commonName: logName, organisation: request.organisation),
                    seed: plan.logSeed), as: "log", in: layout)
            try CertificateRequests.write(
                CertificateIssuer.makeRequest(
                    subject: SubjectName(
                        commonName: sealName, organisation: request.organisation),
                    key: plan.sealKey), as: "seal", in: layout)
            return
        }
        try folder.keep(authority.certificate, as: "root")
        let logSPKI = Ed25519.spki(publicKey: try Ed25519.publicKey(seed: plan.logSeed))
        try folder.keep(
            authority.issue(commonName: logName, spki: logSPKI, usage: .log, context: context),
            as: "log")
        try folder.keep(
            authority.issue(
                commonName: sealName, spki: plan.sealKey.spki, usage: .seal, context: context),
            as: "seal")
        try folder.keep(
            authority.issueRevocationList(number: 1, revoked: [], context: context))
    }
}
