internal import Capture
internal import Cryptography
internal import LinuxFiles
internal import RecordLog
package import Records
internal import Sealing

/// A bundle and what an auditor brings to judge it.
package struct LaboratoryBundle: Hashable, Sendable {
    /// The archive.
    package var bundle: [UInt8]
    /// The auditor's trust folder.
    package var trust: TrustFiles
    /// What came after sealing, in the folder beside the archive; most bundles have nothing.
    package var later = TrustFiles(files: [:])

    init(bundle: [UInt8], trust: TrustFiles) {
        self.bundle = bundle
        self.trust = trust
    }
}

/// The files of a trust folder, or of one that came after sealing.
package struct TrustFiles: Hashable, Sendable {
    /// Paths below the folder and bytes.
    package var files: [String: [UInt8]]

    /// Paths in byte order.
    package var paths: [String] {
        files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// What an inspector gets.
extension Laboratory {
    /// Exports a project in all six steps.
    ///
    /// - Parameters:
    ///   - project: Nil for the whole log.
    ///   - exportID: Also the bundle's name.
    ///   - withKeys: Whether the custodian gives out the keys.
    ///   - approver: Who signs; other than the reviewer only past the programs.
    ///   - author: By whom the request is written past the programs; nil for the requester herself.
    ///   - withholding: Why the rest is withheld.
    ///   - notKeptHere: Families that the request declares as kept elsewhere.
    package func export(
        project: String?, exportID: String = "EX-1", withKeys: Bool = true,
        approver: LaboratoryPerson = .reviewer, author: Actor? = nil,
        withholding: WithholdingReason = .outOfScope, notKeptHere: [KeptElsewhere] = []
    ) throws -> LaboratoryBundle {
        let order = ExportOrder(
            exportId: exportID, purpose: "inspection", recipient: "Example Inspectorate",
            requester: LaboratoryPerson.analyst.userID,
            approver: LaboratoryPerson.reviewer.userID, project: project,
            withholding: withholding, notKeptHere: notKeptHere)
        let reader = try reader()
        let isHonest = approver.userID == order.approver && author == nil
        try session { writer in
            let desk = SealingDesk(source: reader, appender: writer)
            let actor = try writer.administrator()
            let request = try ask(order, desk, actor, author, writer)
            let reason = "export \(exportID) for \(order.recipient)"
            let approval =
                isHonest
                ? try approve(request, reason, writer)
                : try forge(
                    ForgedSignature(
                        person: approver, meaning: SitePolicy.exportApproved, reason: reason),
                    targets: [request.seq], writer)
            _ = try desk.begin(
                exportID, request: request, approval: approval,
                project: try reader.entry(at: request.seq).project, actor: actor)
        }
        return try seal(exportID, withKeys: withKeys)
    }

    /// The request, by the requester or, past the programs, by somebody else.
    private func ask(
        _ order: ExportOrder, _ desk: SealingDesk, _ actor: Actor, _ author: Actor?,
        _ writer: LogWriter
    ) throws -> AppendedRecord {
        let key = try keyring().seal.certificate.spkiSha256
        guard let author else { return try desk.ask(order, sealKey: key, actor: actor) }
        let body = try order.request(against: LogSurvey(reader()), sealKey: key, by: actor)
        let appended = try writer.append([
            EntryDraft(body, project: body.query.project, actor: author)
        ])
        guard let request = appended.last else { throw ForgeError.broken("nothing appended") }
        return request
    }

    private func approve(
        _ request: AppendedRecord, _ reason: String, _ writer: LogWriter
    ) throws -> AppendedRecord {
        let signed = try Signing.sign(
            SigningRequest(
                userID: LaboratoryPerson.reviewer.userID,
                password: LaboratoryPerson.reviewer.password,
                meaning: SitePolicy.exportApproved.code, reason: reason,
                targets: [.record(request.seq)]), writer: writer)
        return AppendedRecord(
            seq: signed.seq, epoch: try reader().entry(at: signed.seq).epoch, leaf: signed.leaf)
    }

    /// Steps 4 and 5 of an export whose records are in the log.
    package func seal(_ exportID: String, withKeys: Bool = true) throws -> LaboratoryBundle {
        let reader = try reader()
        let desk = SealingDesk(source: reader, appender: ClosedAppender())
        var release: KeyRelease?
        if withKeys {
            release = try keyring().custodian.release(
                desk.releaseRequest(for: exportID), trust: try custodianTrust(),
                at: clock.now().utc)
        }
        let output = WorkspaceOutput(path: workspace.file("\(exportID).tar"))
        let stamp = SealStamp(
            url: LaboratoryPlan.authorityURL, random: context.random,
            transport: transport.timeStamps)
        let sealer = BundleSealer(
            source: reader, identity: try keyring().seal,
            producer: (name: "trailseal-seal", version: "1.0.0"),
            stamp: plan.stampsSeal ? stamp : nil)
        _ = try sealer.seal(
            desk.pending(exportID), release: release, at: clock.now().utc, to: output
        ) { _ in }
        return LaboratoryBundle(
            bundle: try Files.read(output.path, limit: 1 << 28), trust: try trust())
    }

    private func custodianTrust() throws -> CustodianTrust {
        CustodianTrust(
            witnesses: witnessKey.flatMap { VerifierKey(text: $0) }.map { [$0] } ?? [],
            authorities: authority.map { [$0.root] } ?? [])
    }

    /// What the auditor of this laboratory has.
    package func trust() throws -> TrustFiles {
        var files = ["roots/laboratory.pem": try Files.read(layout.named("root"), limit: 1 << 16)]
        if plan.hasSignIn { files["sign-in"] = try SignInService().anchor() }
        if let witnessKey {
            files["witnesses"] = Array("\(witnessKey) quality-assurance\n".utf8)
        }
        if let authority {
            files["tsa/authority.pem"] = Array(
                PEM.encode(label: "CERTIFICATE", der: authority.root.der).utf8)
            files["crls/authority.crl"] = authority.revocation
            files["crls/subordinate.crl"] = authority.subordinateRevocation
            if let subordinate = authority.subordinate {
                files["tsa/subordinate.pem"] = Array(
                    PEM.encode(label: "CERTIFICATE", der: subordinate.der).utf8)
            }
        }
        return TrustFiles(files: files)
    }
}

/// For steps that only read.
private struct ClosedAppender: EvidenceAppender {
    func append(_ drafts: [EntryDraft]) throws -> [AppendedRecord] {
        throw ForgeError.broken("this step appends nothing")
    }

    func closeEpoch(cause: EpochCloseCause) throws -> StoredCheckpoint {
        throw ForgeError.broken("this step closes nothing")
    }
}

/// A bundle on its way into the workspace.
private final class WorkspaceOutput: BundleOutput {
    let path: String
    private var file: FileDescriptor?

    init(path: String) { self.path = path }

    func begin() throws -> Int32 {
        if file == nil { file = try FileDescriptor(creating: path) }
        try file?.truncate(to: 0)
        try file?.seek(to: 0)
        guard let number = file?.number else { throw ForgeError.output(path) }
        return number
    }
}
