internal import CanonicalJSON
internal import Capture
internal import Cryptography
internal import LinuxFiles
internal import RecordLog
internal import Records

/// A signature as somebody makes it who writes to the log past the programs.
struct ForgedSignature {
    /// Whose statement it is.
    var person = LaboratoryPerson.analyst
    /// Whose key signs; nil for the person's own.
    var signer: LaboratoryPerson?
    /// What it says that it means.
    var meaning = Meaning(code: "AUTHORED", label: "authored")
    /// Why.
    var reason: String?
    /// The name that it prints; nil for the person's own.
    var printedName: String?
    /// Whether the targets' digests are of something else.
    var targetsAnotherVersion = false
    /// Whether a bit of the value is wrong.
    var flipsValue = false
    /// Whether the same signature is recorded twice.
    var isRepeated = false
    /// What the sign-in service says of it, and what somebody does to that; nil where none was asked.
    var signIn: (@Sendable (inout SignInService.Answer) -> Void)?
}

/// What people do in a laboratory who have its machines and not its honesty.
extension Laboratory {
    /// Records a signature that no program would make.
    @discardableResult
    func forge(_ forged: ForgedSignature, targets: [UInt64]) throws -> AppendedRecord {
        try session { writer in try forge(forged, targets: targets, writer) }
    }

    /// Records a signature that no program would make, in a session that is open.
    func forge(
        _ forged: ForgedSignature, targets: [UInt64], _ writer: LogWriter
    ) throws -> AppendedRecord {
        let body = try body(of: forged, targets: targets, writer)
        let actor = Actor(
            personId: forged.person.personID, userId: forged.person.userID,
            name: forged.person.printedName, kind: .human, role: forged.person.role,
            source: forged.signIn == nil ? "password" : "sign-in", attribution: .freshProof)
        let project = try reader().entry(at: targets.first ?? 0).project
        var appended: [AppendedRecord] = []
        for _ in 0..<(forged.isRepeated ? 2 : 1) {
            appended += try writer.append(
                [EntryDraft(body, project: project, actor: actor)], closing: .signature
            ).records
        }
        guard let first = appended.first else { throw ForgeError.broken("nothing appended") }
        return first
    }

    private func body(
        of forged: ForgedSignature, targets: [UInt64], _ writer: LogWriter
    ) throws -> SignatureBody {
        let now = clock.now()
        let leaves = try storedLog().leaves
        let person = forged.person
        let statement = SignatureStatement(
            log: writer.logID, personId: person.personID, userId: person.userID,
            printedName: forged.printedName ?? person.printedName, role: person.role,
            meaning: forged.meaning, policySha256: plan.policy.sha256, reason: forged.reason,
            signedAt: WallClock(now),
            targets: targets.map { seq in
                SignatureTarget(
                    seq: seq,
                    leaf: forged.targetsAnotherVersion
                        ? SHA256.hash(Array("another version".utf8)) : leaves[Int(seq)])
            },
            auth: Authentication(
                components: ["user-id", forged.signIn == nil ? "password" : "sign-in"],
                at: now.utc, full: true))
        let (key, certificate) = try credentials(of: forged.signer ?? person)
        var cms = try ClosedCMS.sign(
            content: statement.encoded, certificate: certificate, key: key, intermediates: [],
            signingTime: now.utc.unixSeconds)
        if forged.flipsValue { cms[cms.count - 1] ^= 1 }
        return SignatureBody(
            statement: statement, cms: cms, certificateSha256: certificate.sha256,
            assertion: try forged.signIn.map {
                try SignInService().assertion(on: statement, of: person, changing: $0)
            })
    }

    /// The records of the store, taken apart.
    func storedLog() throws -> LogRewriter {
        let reader = try reader()
        var lines: [UInt8] = []
        try reader.forEachLine(from: 0, to: reader.size) { _, line in lines += line + [0x0A] }
        return try LogRewriter(lines)
    }

    /// The sequence number of the newest dataset record.
    func newestDataset() throws -> UInt64 {
        let log = try storedLog()
        let place = try log.first(CaptureBody.family) { $0.body["event"]?.stringValue == "dataset" }
        return UInt64(place)
    }

    /// Closes the dataset a second time, unchanged, with a digest that nothing gives.
    func closeDatasetWrongly() throws {
        try closeDataset { $0.sha256 = SHA256.hash(Array("another dataset".utf8)) }
    }

    /// How a dataset is closed a second time, past the programs.
    struct DatasetClosing {
        /// By how much the version is raised.
        var raisedBy: UInt64 = 1
        /// The digest that is stated; nil for the honest one.
        var sha256: Digest?
        /// By whom; nil for whoever closed it before.
        var actor: Actor?
    }

    /// Closes the dataset a second time, unchanged but for what somebody does to the record.
    func closeDataset(_ change: (inout DatasetClosing) -> Void) throws {
        let entry = try reader().entry(at: newestDataset())
        guard case .dataset(let honest) = try CaptureBody(json: entry.body) else {
            throw ForgeError.broken("no dataset record")
        }
        var closing = DatasetClosing()
        change(&closing)
        let again = CapturedDataset(
            dataset: CapturedDataset.Dataset(
                id: honest.dataset.id, version: honest.dataset.version + closing.raisedBy,
                kind: honest.dataset.kind, state: honest.dataset.state),
            root: honest.root, path: honest.path, pathText: honest.pathText,
            fileCount: honest.fileCount, byteCount: honest.byteCount,
            sha256: closing.sha256 ?? honest.sha256)
        try record(
            CaptureBody.dataset(again), project: entry.project, by: closing.actor ?? entry.actor)
    }

    /// Records anything, past the programs.
    func record(_ body: some RecordBody, project: String? = nil, by actor: Actor) throws {
        try session { writer in
            _ = try writer.append([EntryDraft(body, project: project, actor: actor)])
        }
    }

    /// Records a further state of a person, past the programs.
    ///
    /// - Parameters:
    ///   - other: Somebody to whom the person's key is given.
    ///   - account: The person's account at a sign-in service; nil for what the register has.
    func restate(
        _ person: LaboratoryPerson, as other: LaboratoryPerson? = nil,
        account: SignInAccount? = nil
    ) throws {
        guard let now = try reader().people().person(id: person.personID) else {
            throw ForgeError.broken("\(person.userID) isn't enrolled")
        }
        let state = IdentityBody(
            personId: other?.personID ?? now.personId, userId: other?.userID ?? now.userId,
            printedName: other?.printedName ?? now.printedName, kind: now.kind, roles: now.roles,
            osUser: other == nil ? now.osUser : nil, signIn: account ?? now.signIn,
            proofing: now.proofing, status: now.status,
            spkiSha256: now.spkiSha256, certificateSha256: now.certificateSha256,
            keyStore: now.keyStore)
        try record(state, by: LaboratoryPerson.analyst.acting(.loginSession))
    }

    /// Records honestly that nothing was watched for an hour.
    func noteGap() throws {
        let now = clock.now().utc
        try session { writer in
            _ = try writer.append([
                EntryDraft(
                    GapBody(
                        cause: "service-stopped",
                        from: Timestamp(unixSeconds: now.unixSeconds - 3600), to: now),
                    actor: try writer.administrator())
            ])
        }
    }
}

extension LaboratoryPerson {
    /// The person at her session, with a class of attribution that somebody claims.
    func acting(_ attribution: Actor.Attribution, by source: String = "os-session") -> Actor {
        Actor(
            personId: personID, userId: userID, name: printedName, kind: .human, role: role,
            source: source, attribution: attribution)
    }
}

extension Actor {
    /// An account of the workstation that is nobody's own.
    static let sharedAccount = Actor(
        userId: "nmr", kind: .human, source: "os-session", attribution: .loginSession)
}
