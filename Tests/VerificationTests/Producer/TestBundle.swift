import BundleFormat
import CanonicalJSON
import Cryptography
import Findings
import RecordLog
import Records
import Verification

/// A small honest bundle made in memory, with hooks to change it at each stage.
struct TestBundle {
    /// What the export asks for.
    var query = ExportQuery(project: TestLog.project)
    /// What the request declares as withheld.
    var withholding: [WithholdingDeclaration] = []
    /// Families that the request declares as kept elsewhere.
    var notKeptHere: [KeptElsewhere] = []
    /// Records to withhold, by family.
    var hiddenFamilies: Set<String> = []
    /// Why they are withheld.
    var hiddenReason = WithholdingReason.outOfScope
    /// The person whom the request names as the one who asks.
    var requester = "P1"
    /// The person by whom the record of the request was made; nil for an account nobody has.
    var asker: String? = "P1"
    /// The person who approves.
    var approver = TestPerson.bob
    /// What the approval means.
    var meaning = SitePolicy.exportApproved
    /// The key that seals.
    var sealer = (certificate: TestKeys.shared.seal, key: TestKeys.shared.sealKey)
    /// Files of the dataset, by mapped path below the root.
    var files: [String: [UInt8]] = TestFiles.experiment
    /// Alice's state in the register.
    var alice: @Sendable (TestPerson, Timestamp) -> IdentityBody = { $0.identity(at: $1) }
    /// What stands beside Alice's signature as the word of a sign-in service.
    var assertion: ((SignatureStatement) throws -> SignInAssertion)?
    /// Sign-in services that the auditor knows.
    var signIn: [SignInAnchor] = []
    /// Adds records before the export; the log is in an open epoch.
    var addRecords: (inout TestLog) throws -> Void = { _ in }
    /// Adds records behind the signature on the dataset; the log is in an open epoch.
    var addAfterSigning: (inout TestLog) throws -> Void = { _ in }
    /// Adds records behind the export, before the close of its epoch.
    var addAfterExport: (inout TestLog) throws -> Void = { _ in }
    /// Changes the finished log before anything is made from it.
    var editLog: (inout TestLog) throws -> Void = { _ in }
    /// Changes the keys file.
    var editKeys: (inout KeysFile) -> Void = { _ in }
    /// Changes members before manifest and seal are made: what an insider who seals can do.
    var editMembers: (inout [MemberPath: [UInt8]]) throws -> Void = { _ in }
    /// Changes the manifest before it is sealed.
    var editManifest: (inout Manifest) -> Void = { _ in }
    /// Changes what goes into the archive after sealing.
    var editArchive: (inout [(path: String, data: [UInt8])]) -> Void = { _ in }
    /// Changes the finished archive.
    var editTar: (inout [UInt8]) -> Void = { _ in }
    /// The components that signatures say were asked for.
    var components = ["user-id", "password"]
    /// The wall clock's difference that signatures state.
    var signedAtOffset = "+01:00"
    /// What records state of a measurement of the clock: milliseconds, and seconds since it.
    var sync: (offset: Int64, age: Int64)?
    /// Whether the witness gives receipts.
    var isWitnessed = true
    /// Seconds between the last record and the time that the seal states.
    var sealDelay: Int64 = 60

    static let id = BundleID("EX-1")
    var policy = SitePolicy.asking([])

    // MARK: - The log

    func log() throws -> (log: TestLog, export: UInt64) {
        let keys = TestKeys.shared
        var log = TestLog()
        log.signedAtOffset = signedAtOffset
        log.components = components
        log.assertion = assertion
        log.measured = sync
        try log.genesis(policy: policy.sha256, custodian: keys.custodian.sha256)
        try log.close(.genesis)
        log.open()
        log.append(PolicyBody(policyId: "POL", version: "1", sha256: policy.sha256))
        log.append(ProjectBody(label: TestLog.project, name: "QC-26"), project: TestLog.project)
        log.append(alice(TestPerson.alice, log.now))
        log.append(TestPerson.bob.identity(at: log.now))
        let dataset = capture(into: &log)
        try addRecords(&log)
        _ = try log.sign(
            [dataset], by: .alice, meaning: Meaning(code: "REVIEWED", label: "reviewed"),
            policy: policy.sha256)
        try log.close(.signature)
        log.open()
        try addAfterSigning(&log)
        let request = log.append(
            ExportRequestBody(
                exportId: "EX-1", purpose: "inspection", requester: requester, recipient: "FDA",
                query: query, notKeptHere: notKeptHere, withholding: withholding,
                sealSpkiSha256: keys.sealKey.spkiSha256, template: ReadmeRendering.template),
            person: asker)
        let approval = try log.sign(
            [request], by: approver, meaning: meaning, policy: policy.sha256)
        try log.close(.signature)
        log.open()
        let export = log.append(
            ExportBody(
                exportId: "EX-1", request: log.reference(request),
                approval: log.reference(approval), epochs: EpochRange(first: 0, last: 3)))
        try addAfterExport(&log)
        try log.close(.export)
        return (log, export)
    }

    private func capture(into log: inout TestLog) -> UInt64 {
        for (path, data) in files.sorted(by: { $0.key < $1.key }) {
            log.append(
                CaptureBody.file(
                    CapturedFile(
                        event: .created, dataset: .init(id: "DS-1", version: 1), root: "data/nmr",
                        path: path, pathText: path, size: UInt64(data.count),
                        sha256: SHA256.hash(data), modifiedUtc: log.now)),
                project: TestLog.project)
        }
        return log.append(dataset, project: TestLog.project)
    }

    /// The record that closes the first version of the one dataset.
    var dataset: CaptureBody {
        let list = files.sorted { $0.key < $1.key }.compactMap {
            path, data -> (path: MappedName, sha256: Digest)? in
            guard let name = try? MappedName(mapped: String(path.dropFirst("exp1/".count))) else {
                return nil
            }
            return (name, SHA256.hash(data))
        }
        return .dataset(
            CapturedDataset(
                dataset: .init(id: "DS-1", version: 1, kind: "topspin", state: .final),
                root: "data/nmr", path: "exp1", pathText: "exp1",
                fileCount: UInt64(files.count),
                byteCount: UInt64(files.values.reduce(0) { $0 + $1.count }),
                sha256: DatasetDigest.of(list)))
    }

    // MARK: - The archive

    /// The members before they are sealed.
    func members() throws -> (members: [MemberPath: [UInt8]], log: TestLog, export: UInt64) {
        let keys = TestKeys.shared
        var (log, export) = try log()
        for index in log.lines.indices where hiddenFamilies.contains(log.families[index]) {
            log.lines[index].withheld = hiddenReason
        }
        try editLog(&log)
        let label = log.label
        var members: [MemberPath: [UInt8]] = [:]
        var opening: EpochOpening?
        let copies = try log.lines.enumerated().map { index, line in
            var content = line.withheld.map { RecordCopy.Content.withheld($0) }
            if content == nil {
                let entry = try Entry(encoded: line.entry, under: opening)
                opening = EpochOpening(entry) ?? opening
                content = .shown(entry)
            }
            return RecordCopy(
                sequence: UInt64(index), digest: SHA256.hash(line.entry),
                content: content ?? .withheld(.outOfScope))
        }
        let source = RecordCopies(logID: log.logID, records: copies)
        members[.recordsJSONL(log: label)] = log.lines.flatMap { $0.bytes + [0x0A] }
        members[.recordsCSV(log: label)] =
            CSVRendering.head + copies.flatMap { CSVRendering.row($0) }
        members[.policy(policy.sha256)] = policy.encoded
        members[.readme] = try Self.id.map {
            try ReadmeRendering(
                logs: [source], policies: [policy.sha256: policy], bundle: $0
            ).page()
        }
        for certificate in [keys.alice, keys.bob, keys.seal, keys.custodian, keys.log] {
            members[.certificate(certificate.sha256)] = certificate.der
        }
        members[.revocationList(keys.list.sha256)] = keys.list.der
        for (path, data) in files {
            members[
                .file(label: label, path)] = data
        }
        try addCheckpoints(log, to: &members)
        var file = KeysFile(
            epochs: log.epochKeys.map { .key($0) },
            right: KeyCalendar.completion(
                seed: keys.state, epochs: UInt64(log.epochKeys.count), depth: TestLog.depth) ?? [])
        editKeys(&file)
        members[.keys(log: label)] = file.encoded
        try editMembers(&members)
        return (members, log, export)
    }

    private func addCheckpoints(
        _ log: TestLog, to members: inout [MemberPath: [UInt8]]
    ) throws {
        for checkpoint in log.checkpoints {
            members[.note(log: log.label, size: checkpoint.size)] = checkpoint.note
            guard isWitnessed else { continue }
            let closed = log.times[Int(checkpoint.size) - 1]
            let receipt = try Cosignature.sign(
                noteBody: checkpoint.noteBody, witness: TestKeys.witnessName,
                seed: log.keys.witnessSeed, unixSeconds: UInt64(closed.unixSeconds + 1))
            members[
                .receipt(
                    log: log.label, size: checkpoint.size,
                    notary: try MappedName(mapped: "one"), kind: .cosignature)] = receipt.bytes
        }
    }

    func bytes() throws -> [UInt8] {
        var (members, log, export) = try members()
        guard let id = Self.id else { return [] }
        let date = log.times[Int(export)].dateText
        func rows(_ members: [MemberPath: [UInt8]]) -> [Manifest.Member] {
            members.sorted { $0.key < $1.key }.map {
                Manifest.Member(
                    path: $0.key, sha256: SHA256.hash($0.value), size: UInt64($0.value.count))
            }
        }
        let payload = rows(members)
        members[.bagit] = members[.bagit] ?? BagIt.declaration
        members[.bagInfo] =
            members[.bagInfo] ?? BagIt.information(date: date, bundle: id, members: payload)
        members[.manifestSHA256] =
            members[.manifestSHA256] ?? BagIt.payloadManifest(payload)
        var manifest = Manifest(
            bundle: id, producerName: "test", producerVersion: "1",
            logs: [
                Manifest.Log(
                    log: log.logID, size: log.size, root: CompactRange.root(of: log.leaves),
                    export: export)
            ], members: rows(members), absent: [])
        editManifest(&manifest)
        let sealed = manifest.encoded
        let seal = try ClosedCMS.sign(
            content: sealed, certificate: sealer.certificate, key: sealer.key, intermediates: [],
            signingTime: log.now.unixSeconds + sealDelay)
        var archive: [(path: String, data: [UInt8])] = [
            (id.archivePath(of: .manifest), sealed), (id.archivePath(of: .seal), seal),
        ]
        archive += members.sorted { $0.key < $1.key }.map { (id.archivePath(of: $0.key), $0.value) }
        editArchive(&archive)
        var tar = Self.tar(archive)
        editTar(&tar)
        return tar
    }

    static func tar(_ members: [(path: String, data: [UInt8])]) -> [UInt8] {
        var tar: [UInt8] = []
        for (path, data) in members {
            guard let header = USTARHeader(path: Array(path.utf8), size: UInt64(data.count))
            else { continue }
            tar += header.encoded + data + [UInt8](repeating: 0, count: header.paddingCount)
        }
        return tar + [UInt8](repeating: 0, count: 1024)
    }

    // MARK: - Judging

    func report(
        profile: Profile = .standard, extraFiles: [Digest: [UInt8]]? = nil
    ) async throws -> Report {
        var input = try Self.input(on: bytes(), profile: profile, extraFiles: extraFiles)
        input.trust.signIn = signIn
        return try await Verifier.verify(input, progress: nil)
    }

    static func input(
        on bytes: [UInt8], profile: Profile = .standard, extraFiles: [Digest: [UInt8]]? = nil
    ) throws -> VerificationInput {
        var input = VerificationInput(
            source: MemorySource(bytes), fileName: "bundle.tar", trust: try TestKeys.shared.trust,
            profile: profile, at: Timestamp(unixSeconds: 1_770_000_000), atWasGiven: true,
            program: "test 1")
        if let extraFiles {
            input.extraFiles = { _, digest in
                guard let bytes = extraFiles[digest] else { return nil }
                return MemorySource(bytes)
            }
        }
        return input
    }

    static func report(
        on bytes: [UInt8], profile: Profile = .standard, extraFiles: [Digest: [UInt8]]? = nil
    ) async throws -> Report {
        try await Verifier.verify(
            try input(on: bytes, profile: profile, extraFiles: extraFiles), progress: nil)
    }

    static func facts(on bytes: [UInt8]) async throws -> Facts {
        try await Verifier.facts(try input(on: bytes), progress: nil)
    }
}

extension MemberPath {
    /// The member of a file of the test project; the path must be a mapped name.
    static func file(label: String, _ path: String) -> MemberPath {
        guard let name = try? MappedName(mapped: path) else { return .readme }
        return .file(log: label, project: TestLog.project, path: name)
    }
}

extension Report {
    func result(_ rule: String) -> RuleResult? {
        results.first { $0.rule.id.rawValue == rule }
    }

    /// The outcome's word, with the codes of what decided it.
    func answer(_ rule: String) -> String {
        guard let result = result(rule) else { return "no result" }
        return result.outcome.word
    }

    func codes(_ rule: String) -> Set<String> {
        Set(
            (result(rule)?.findings ?? []).filter {
                $0.effect == .failure || $0.effect == .openQuestion
            }.map(\.code))
    }
}
