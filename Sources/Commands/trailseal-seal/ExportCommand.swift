import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog
import Records
import Sealing

/// `export`: request, approval, export, release, bundle, in the order of docs/formats/bundle.md §12.
struct ExportCommand {
    private let arguments: ParsedArguments
    private let layout: StoreLayout
    private let context: CaptureContext
    private let out: String

    init(_ arguments: ParsedArguments) throws {
        self.arguments = arguments
        var store = try arguments.requiredPositional("STORE")
        while store.count > 1, store.hasSuffix("/") { store.removeLast() }
        layout = StoreLayout(store)
        context = try SystemHost.context(
            program: SealProgram.spec.name, version: SealProgram.version,
            sha256: ProgramVersion.requireOwnDigest())
        out = try arguments.required("out")
    }

    func run() throws {
        let reader = try StoreReader(layout)
        try requireUsableArguments()
        let seal = try ComingSeal(layout)
        defer { seal.settle() }
        if let resumed = arguments.value("resume") {
            try requireUnsealed(resumed, reader)
            return try finish(resumed, seal, reader)
        }
        let exportId = try approve(seal, reader)
        do {
            try finish(exportId, seal, reader)
        } catch {
            StandardStreams.writeError(
                Printable.line(
                    "export \(exportId) is approved: --resume \(exportId) goes on with it")
                    + "\n")
            throw error
        }
    }

    /// Steps 4 to 6.
    private func finish(
        _ exportId: String, _ seal: ComingSeal, _ reader: StoreReader
    ) throws {
        switch try releaseStep(for: exportId, reader) {
        case .custodianIsAsked: return
        case .withoutKeys: try self.seal(exportId, seal.identity(), reader, nil)
        case .released(let release): try self.seal(exportId, seal.identity(), reader, release)
        }
    }

    /// What can be seen to fail is refused before anybody types a password or a record is made.
    private func requireUsableArguments() throws {
        try SealAccess.requireFree(out)
        if arguments.value("resume") == nil {
            if arguments.value("release") != nil {
                throw arguments.usage("--release goes with --resume")
            }
            if arguments.flag("again") { throw arguments.usage("--again goes with --resume") }
        }
        if let url = arguments.value("tsa"), !TimeStampClient.isAddress(url) {
            throw arguments.usage(
                "--tsa needs an address such as https://tsa.example/, not \(url)")
        }
        if let folder = arguments.value("custodian") { _ = try SealAccess.custody(folder) }
        if let folder = arguments.value("trust") { _ = try SealAccess.trust(folder) }
    }

    /// One approval, one bundle, unless somebody says that it is to be a second one.
    private func requireUnsealed(_ exportId: String, _ reader: StoreReader) throws {
        let pending = try SealingDesk(source: reader, appender: NoAppender()).pending(exportId)
        guard let sealed = pending.sealed, !arguments.flag("again") else { return }
        throw CommandFailure(
            .refused,
            "export \(Printable.line(exportId)) was sealed already: record \(sealed.sequence) names "
                + "the bundle with manifest \(sealed.manifest.hex); --again makes a second bundle of "
                + "that name, and the log will say so")
    }

    // MARK: - Request and approval

    /// Steps 1 to 3: the request, the approver's signature, the export's record and its receipts.
    private func approve(_ seal: ComingSeal, _ reader: StoreReader) throws -> String {
        let order = try ExportOrderArguments(arguments, reader).order
        let actor = ActorResolution.administrator(context.host, in: try reader.people())
        let asked = try order.request(
            against: LogSurvey(reader, asking: order.datasets),
            sealKey: seal.certificate.spkiSha256, by: actor)
        try SelectedLog.requireAnswer(to: asked.query, in: reader)
        if actor.personId == nil {
            StandardStreams.writeError(
                Printable.line(
                    "nobody is enrolled for the account \(actor.userId) (enroll --os-user): the "
                        + "bundle can't show that \(order.requester) asked for it") + "\n")
        }
        let password = try SealAccess.password(
            "approver-password-fd", arguments, for: order.approver)
        try LogWriter.session(layout, context: context, closed: collect) { writer in
            // A wrong password leaves the record of the attempt, and no request that nobody approves.
            let approver = try PasswordCheck.run(
                userID: order.approver, password: password, writer: writer)
            let identity = try seal.identity()
            let desk = SealingDesk(source: reader, appender: writer)
            let request = try desk.ask(
                order, sealKey: identity.certificate.spkiSha256, actor: actor)
            let signed = try Signing.sign(
                SigningRequest(
                    userID: order.approver, password: password,
                    meaning: SitePolicy.exportApproved.code,
                    reason: "export \(order.exportId) for \(order.recipient)",
                    targets: [.record(request.seq)]), by: approver, writer: writer)
            let approval = AppendedRecord(
                seq: signed.seq, epoch: try reader.entry(at: signed.seq).epoch, leaf: signed.leaf)
            _ = try desk.begin(
                order.exportId, request: request, approval: approval,
                project: try reader.entry(at: request.seq).project, actor: actor)
        }
        return order.exportId
    }

    private func collect(_ writer: LogWriter) throws {
        let outcome = try Checkpointing.collect(writer, transport: .network)
        for notary in outcome?.notaries ?? [] {
            if case .failed(let why) = notary.result {
                StandardStreams.writeError(
                    Printable.line("no receipt from \(notary.name): \(why)") + "\n")
            }
        }
    }

    // MARK: - Release

    /// What step 4 came to.
    private enum ReleaseStep {
        case released(KeyRelease)
        case withoutKeys
        case custodianIsAsked
    }

    /// Step 4: the custodian's release, from a file, from his folder, or still to come.
    private func releaseStep(
        for exportId: String, _ reader: StoreReader
    ) throws -> ReleaseStep {
        if arguments.flag("without-keys") { return .withoutKeys }
        if let path = arguments.value("release") {
            let bytes = try SealAccess.file(path)
            do throws(SealingError) { return .released(try KeyRelease.read(bytes)) } catch {
                throw CommandFailure(
                    .unreadable, "\(path) is no custodian's release: \(error.why)")
            }
        }
        let request = try SealingDesk(source: reader, appender: NoAppender())
            .releaseRequest(for: exportId)
        guard let folder = arguments.value("custodian") else {
            try askCustodian(request, exportId)
            return .custodianIsAsked
        }
        let trust = try custodianTrust()
        let password = try SealAccess.password(
            "custodian-password-fd", arguments, for: "the custodian")
        let custodian = try SealAccess.custodian(folder, password: password)
        return .released(try custodian.release(request, trust: trust, at: context.clock.now().utc))
    }

    private func custodianTrust() throws -> CustodianTrust {
        if let path = arguments.value("trust") { return try SealAccess.trust(path) }
        return try SealAccess.configuredTrust(layout)
    }

    private func askCustodian(_ request: ReleaseRequest, _ exportId: String) throws {
        let path = "\(out).release-request"
        do {
            try Files.writeDurably(request.encoded, to: path)
        } catch {
            throw CommandFailure.writing(error)
        }
        try StandardStreams.write(
            """
            Export \(Printable.line(exportId)) is approved and recorded. Hand this to the custodian:
              \(Printable.line(path))
            who runs
              trailseal-seal release \(Printable.line(path)) --custodian DIR --trust DIR --out RELEASE
            and then go on with
              trailseal-seal export \(Printable.line(layout.folder)) --resume \
            \(Printable.line(exportId)) --release RELEASE --out \(Printable.line(out))

            """)
    }

    // MARK: - Bundle

    /// Steps 5 and 6: the bundle under its final name, then its record.
    private func seal(
        _ exportId: String, _ identity: SealIdentity, _ reader: StoreReader, _ release: KeyRelease?
    ) throws {
        let output = PendingOutput(path: out)
        let stamp = arguments.value("tsa").map { url in
            SealStamp(url: url, random: context.random, transport: TimeStampClient.network)
        }
        let pending = try SealingDesk(source: reader, appender: NoAppender()).pending(exportId)
        let sealer = BundleSealer(
            source: reader, identity: identity,
            producer: (SealProgram.spec.name, SealProgram.version), stamp: stamp)
        try Interrupts.install()
        let selecting = ProgressMeter("Reading the log", isQuiet: arguments.flag("quiet"))
        let meter = ProgressMeter("Sealing", isQuiet: arguments.flag("quiet"))
        var isWriting = false
        reader.watch = { [self] byteCount in
            try requireUninterrupted()
            if !isWriting { selecting.add(Int64(clamping: byteCount)) }
        }
        defer { reader.watch = { _ in } }
        var last: UInt64 = 0
        let sealed = try sealer.seal(
            pending, release: release, at: context.clock.now().utc, to: output
        ) { progress in
            try requireUninterrupted()
            if !isWriting { selecting.finish() }
            isWriting = true
            meter.add(Int64(clamping: progress.done) - Int64(clamping: last))
            last = progress.done
            output.keepUp(with: progress.done)
        }
        meter.finish()
        try output.commit()
        try LogWriter.session(layout, context: context, closed: collect) { writer in
            let actor = ActorResolution.administrator(context.host, in: try reader.people())
            try SealingDesk(source: reader, appender: writer)
                .record(sealed, release: release, actor: actor)
        }
        try StandardStreams.write(
            ExportSummary(sealed: sealed, path: out, hasKeys: release != nil).text)
    }

    private func requireUninterrupted() throws(CommandFailure) {
        if Interrupts.received != nil {
            throw CommandFailure(.inputOutput, "interrupted; nothing was written to \(out)")
        }
    }
}

/// For steps that only read: a desk that must not append.
private struct NoAppender: EvidenceAppender {
    func append(_ drafts: [EntryDraft]) throws -> [AppendedRecord] {
        throw SealingError.brokenStore("this step appends nothing")
    }

    func closeEpoch(cause: EpochCloseCause) throws -> StoredCheckpoint {
        throw SealingError.brokenStore("this step closes nothing")
    }
}
