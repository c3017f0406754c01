import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Electronic signatures: two components at every signing, an own key, a closed CMS.
///
/// Order: 1 the request is checked against policy and log, 2 user id and password are checked
/// and open the key, 3 the statement is made and signed, 4 the record is appended and closes its
/// epoch, whose checkpoint will prove the time.
///
/// Source: docs/formats/records.md §6; 21 CFR 11.50, 11.70, 11.200(a).
package enum Signing {
    /// Signs.
    ///
    /// - Throws: `usage` for a meaning, role or reason that the policy doesn't allow,
    ///   `unknownRecord` for a target that doesn't exist, and what `PasswordCheck` throws.
    package static func sign(
        _ request: SigningRequest, writer: LogWriter
    ) throws -> SigningResult {
        try sign(request, writer: writer) {
            try PasswordCheck.run(
                userID: request.userID, password: request.password, writer: writer)
        }
    }

    /// Signs for somebody whose user id and password were checked for this very signature, in front of
    /// the records that it is to stand over.
    ///
    /// - Throws: What `sign(_:writer:)` throws; `refused` where the request is another person's.
    package static func sign(
        _ request: SigningRequest, by person: AuthenticatedPerson, writer: LogWriter
    ) throws -> SigningResult {
        guard person.identity.userId == request.userID else {
            throw CaptureError.refused("\(person.identity.userId) can't sign for another person.")
        }
        return try sign(request, writer: writer) { person }
    }

    private static func sign(
        _ request: SigningRequest, writer: LogWriter,
        authenticating: () throws -> AuthenticatedPerson
    ) throws -> SigningResult {
        try translating {
            let policy = try PolicyRegister.current(
                writer.store.table, layout: writer.layout, genesis: writer.genesis)
            let meaning = try require(request, policy)
            var targets: [StoredRecord] = []
            for target in request.targets {
                let record = try resolve(target, writer)
                if !targets.contains(record) { targets.append(record) }
            }
            let person = try authenticating()
            try requireApproverIsAnother(person.identity, meaning, targets, writer)
            let role = try role(request, person.identity)
            let statement = try statement(
                request, person, meaning, role, policy, targets, writer)
            return try append(statement, person, writer)
        }
    }

    private static func append(
        _ statement: SignatureStatement, _ person: AuthenticatedPerson, _ writer: LogWriter
    ) throws -> SigningResult {
        let signingTime = statement.signedAt.utc.unixSeconds
        guard person.certificate.isValid(at: signingTime) else {
            throw CaptureError.refused(
                "The certificate of \(person.identity.userId) is not valid now.")
        }
        let cms = try ClosedCMS.sign(
            content: statement.encoded, certificate: person.certificate, key: person.key,
            intermediates: [], signingTime: signingTime)
        let body = SignatureBody(
            statement: statement, cms: cms, certificateSha256: person.certificate.sha256)
        let actor = Actor(
            personId: person.identity.personId, userId: person.identity.userId,
            name: person.identity.printedName, kind: .human, role: statement.role,
            source: "password", attribution: .freshProof,
            sessionId: writer.context.host.sessionID)
        let draft = EntryDraft(
            family: SignatureBody.family, body: body.json,
            project: try project(of: statement, writer), actor: actor)
        let (records, checkpoint) = try writer.append([draft], closing: .signature)
        guard let record = records.first else {
            throw CaptureError.writerStopped("the signature was not stored.")
        }
        return SigningResult(
            seq: record.seq, leaf: record.leaf, statement: statement,
            checkpointSize: checkpoint.size)
    }

    private static func statement(
        _ request: SigningRequest, _ person: AuthenticatedPerson, _ meaning: Meaning,
        _ role: String, _ policy: SitePolicy, _ targets: [StoredRecord], _ writer: LogWriter
    ) throws -> SignatureStatement {
        let now = writer.context.clock.now()
        return SignatureStatement(
            log: writer.logID, personId: person.identity.personId,
            userId: person.identity.userId, printedName: person.identity.printedName, role: role,
            meaning: meaning, policySha256: policy.sha256, reason: request.reason,
            signedAt: WallClock(now),
            targets: targets.map { SignatureTarget(seq: $0.seq, leaf: $0.leaf) },
            renditionSha256: request.renditionSha256,
            auth: Authentication(components: ["user-id", "password"], at: now.utc, full: true))
    }

    private static func require(
        _ request: SigningRequest, _ policy: SitePolicy
    ) throws(CaptureError) -> Meaning {
        guard let meaning = policy.meaning(code: request.meaning) else {
            throw .usage(
                "The policy knows no meaning \(request.meaning); it knows "
                    + "\(policy.meanings.map(\.code).joined(separator: ", ")).")
        }
        if let reason = request.reason {
            try PersonNames.requirePrintable(reason, "reason")
        } else if policy.requireReason.contains(meaning.code) {
            throw .usage("The policy asks for a reason with \(meaning.code); give --reason.")
        }
        guard !request.targets.isEmpty else {
            throw .usage("Nothing to sign was named.")
        }
        return meaning
    }

    private static func role(
        _ request: SigningRequest, _ identity: IdentityBody
    ) throws(CaptureError) -> String {
        guard let role = request.role ?? identity.roles.first, identity.roles.contains(role) else {
            throw .refused(
                "\(identity.userId) doesn't have the role \(request.role ?? "that is needed").")
        }
        return role
    }

    private static func resolve(
        _ target: SigningTarget, _ writer: LogWriter
    ) throws -> StoredRecord {
        let table = writer.store.table
        switch target {
        case .record(let seq):
            guard let record = try table.record(at: seq) else {
                throw CaptureError.unknownRecord("There is no record \(seq) in this log.")
            }
            return record
        case .dataset(let id):
            guard let record = try DatasetRecords(table).newest(of: id) else {
                throw CaptureError.unknownRecord("There is no recorded dataset \(id).")
            }
            return record
        }
    }

    /// Neither the requester of an export nor who wrote the request may approve it.
    private static func requireApproverIsAnother(
        _ identity: IdentityBody, _ meaning: Meaning, _ targets: [StoredRecord],
        _ writer: LogWriter
    ) throws {
        guard meaning.code == SitePolicy.exportApproved.code else { return }
        for target in targets where target.family == ExportRequestBody.family {
            let line = try writer.store.table.line(at: target.seq) ?? []
            let entry = try StoredLine.entry(line)
            let asking = [entry.body["requester"]?.stringValue, entry.actor.personId]
            guard !asking.contains(identity.personId) else {
                throw CaptureError.refused(
                    "\(identity.userId) asked for this export and can't approve it too.")
            }
        }
    }

    /// A signature belongs to the project that all its targets share.
    private static func project(
        of statement: SignatureStatement, _ writer: LogWriter
    ) throws -> String? {
        var labels: Set<String?> = []
        for target in statement.targets {
            labels.insert(try writer.store.table.record(at: target.seq)?.project)
        }
        return labels.count == 1 ? labels.first ?? nil : nil
    }
}
