package import BundleFormat
package import Cryptography
package import RecordLog
package import Records

/// What came of sealing a bundle.
package struct SealedBundle: Hashable, Sendable {
    /// The export.
    package let exportId: String
    /// The bundle's name.
    package let bundle: BundleID
    /// The label of the project that was asked for.
    package let project: String?
    /// The digest of the manifest, which the log keeps.
    package let manifestSha256: Digest
    /// Files that are named and not in the bundle.
    package let absent: [Manifest.Absent]
    /// How many members the archive has.
    package let memberCount: Int
    /// How many records are shown besides those of the log itself.
    package let shownCount: UInt64
}

/// Step 5: manifest, seal, time-stamp, archive.
///
/// Source: docs/formats/bundle.md §12.
package struct BundleSealer {
    private let source: any EvidenceSource
    private let identity: SealIdentity
    private let producer: (name: String, version: String)
    private let stamp: SealStamp?

    /// Prepares to seal.
    ///
    /// - Parameters:
    ///   - source: The log.
    ///   - identity: The key that the approved request names.
    ///   - producer: Name and version of the program.
    ///   - stamp: The authority that dates the seal, if there is one.
    package init(
        source: any EvidenceSource, identity: SealIdentity,
        producer: (name: String, version: String), stamp: SealStamp?
    ) {
        self.source = source
        self.identity = identity
        self.producer = producer
        self.stamp = stamp
    }

    /// Writes a sealed bundle.
    ///
    /// A file that turns out changed or gone while it is copied begins the archive anew, with that
    /// file named as absent; all remaining files are looked at before, so it begins anew at most once
    /// for what was broken when it started.
    ///
    /// - Parameters:
    ///   - pending: The approved export.
    ///   - release: The custodian's release; nil to seal without keys.
    ///   - time: The sealing program's clock, which the seal states.
    ///   - output: Where the archive goes.
    ///   - progress: Is told how far it has come; throwing ends the work.
    /// - Throws: `SealingError`, and what the source, the output and `progress` throw.
    package func seal(
        _ pending: PendingExport, release: KeyRelease?, at time: Timestamp,
        to output: any BundleOutput, progress: @escaping (SealingProgress) throws -> Void
    ) throws -> SealedBundle {
        guard identity.certificate.spkiSha256 == pending.request.sealSpkiSha256 else {
            throw SealingError.wrongSealKey(
                "the approved request names another key for the seal than the one at hand")
        }
        guard let bundle = BundleID(pending.request.exportId) else {
            throw SealingError.doesNotFit("\"\(pending.request.exportId)\" can't name a bundle")
        }
        let log = try SelectedLog(
            source, upTo: pending.checkpoint, export: pending.export, request: pending.request)
        let assembly = try BundleAssembly(
            bundle: bundle, log: log, evidence: try evidence(pending, log, release))
        let reader = StoredFileReader(source: source)
        let writer = BundleWriter(bundle: bundle, reader: reader, progress: progress)
        var lost: [UInt64: FileLoss] = [:]
        while true {
            let (members, absent) = assembly.members(lost: lost)
            let manifest = Manifest(
                bundle: bundle, producerName: producer.name, producerVersion: producer.version,
                logs: [log.head], members: members.map(\.row), absent: absent
            ).encoded
            let head = [
                BundleMember(.manifest, bytes: manifest),
                BundleMember(.seal, bytes: try sealBytes(manifest, at: time)),
            ]
            switch try writer.write(head + members, to: try output.begin()) {
            case .lost(let sequence, let loss):
                lost[sequence] = loss
                for file in log.owed where lost[file.sequence] == nil {
                    if let loss = try reader.check(file) { lost[file.sequence] = loss }
                }
            case .complete:
                return SealedBundle(
                    exportId: pending.request.exportId, bundle: bundle,
                    project: pending.request.query.project,
                    manifestSha256: SHA256.hash(manifest), absent: absent,
                    memberCount: head.count + members.count, shownCount: log.shownCount)
            }
        }
    }

    private func sealBytes(_ manifest: [UInt8], at time: Timestamp) throws -> [UInt8] {
        let seal = try ClosedCMS.sign(
            content: manifest, certificate: identity.certificate, key: identity.key,
            intermediates: identity.intermediates, signingTime: time.unixSeconds)
        return try stamp?.stamping(seal) ?? seal
    }

    private func evidence(
        _ pending: PendingExport, _ log: SelectedLog, _ release: KeyRelease?
    ) throws -> BundleAssembly.Evidence {
        var policies: [Digest: [UInt8]] = [:]
        for digest in log.policies {
            guard let bytes = try source.policy(sha256: digest) else {
                throw SealingError.brokenStore("the policy \(digest.hex) is not in the store")
            }
            policies[digest] = bytes
        }
        // Anchors are the auditor's to bring: a root in the bundle would prove nothing.
        let certificates = try source.certificates().filter { der in
            try Certificate(der: der).isSelfIssued == false
        }
        return BundleAssembly.Evidence(
            checkpoints: pending.all, certificates: certificates,
            revocationLists: try source.revocationLists(), policies: policies,
            keys: try release.map { try $0.keysFile(for: pending, log: source.logID) })
    }
}

/// Where an archive is written.
package protocol BundleOutput {
    /// An open descriptor on an empty file; what was written before is thrown away.
    func begin() throws -> Int32
}
