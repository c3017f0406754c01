package import BundleFormat
package import Cryptography
package import RecordLog
internal import Records

/// Puts a bundle's members together: everything but manifest and seal, in the order of the archive.
///
/// Source: docs/formats/bundle.md §3.
package struct BundleAssembly {
    /// Evidence that goes into the bundle beside the log itself.
    package struct Evidence {
        /// Checkpoints with their receipts, none beyond the bundle's own.
        package var checkpoints: [StoredCheckpoint]
        /// Certificates, DER, no anchors.
        package var certificates: [[UInt8]]
        /// Revocation lists, DER.
        package var revocationLists: [[UInt8]]
        /// Policy files by digest.
        package var policies: [Digest: [UInt8]]
        /// The disclosed keys; nil when the bundle is sealed without.
        package var keys: KeysFile?

        /// Collects evidence.
        package init(
            checkpoints: [StoredCheckpoint], certificates: [[UInt8]],
            revocationLists: [[UInt8]], policies: [Digest: [UInt8]], keys: KeysFile?
        ) {
            self.checkpoints = checkpoints
            self.certificates = certificates
            self.revocationLists = revocationLists
            self.policies = policies
            self.keys = keys
        }
    }

    private let bundle: BundleID
    private let log: SelectedLog
    private let fixed: [BundleMember]

    /// Makes everything that doesn't depend on which files are still there.
    ///
    /// - Throws: `SealingError`, and what reading the log throws.
    package init(bundle: BundleID, log: SelectedLog, evidence: Evidence) throws {
        self.bundle = bundle
        self.log = log
        self.fixed = try Self.evidence(evidence, of: log) + Self.records(log, evidence, bundle)
    }

    /// All members, for what is known to be lost.
    ///
    /// - Parameter lost: Files that can't be members, by the sequence number of their record.
    /// - Returns: The members in the order of the archive, and what stands in `absent`.
    package func members(
        lost: [UInt64: FileLoss]
    ) -> (members: [BundleMember], absent: [Manifest.Absent]) {
        let names = MemberNaming.paths(
            of: log.owed.map {
                MemberNaming.File(
                    log: log.label, project: $0.project, path: $0.path, sha256: $0.sha256)
            }, in: bundle)
        var members = fixed
        var absent: [Manifest.Absent] = []
        var taken: Set<MemberPath> = []
        for (file, path) in zip(log.owed, names) {
            if let why = reason(file, lost) {
                absent.append(
                    Manifest.Absent(
                        log: log.logID, sequence: file.sequence, sha256: file.sha256,
                        size: file.size, why: why))
            } else if taken.insert(path).inserted {
                members.append(BundleMember(path, file: file))
            }
        }
        members += bag(members)
        return (members.sorted { $0.row.path < $1.row.path }, absent)
    }

    /// A member can't be 8 GiB or more; such a file stays where it is and is named by its digest.
    private func reason(_ file: OwedFile, _ lost: [UInt64: FileLoss]) -> Manifest.Absent.Reason? {
        switch lost[file.sequence] {
        case .gone: .gone
        case .changed: .changed
        case nil: file.size >= USTARHeader.sizeLimit ? .referenced : nil
        }
    }

    private func bag(_ members: [BundleMember]) -> [BundleMember] {
        let rows = members.map(\.row)
        return [
            BundleMember(.bagit, bytes: BagIt.declaration),
            BundleMember(
                .bagInfo,
                bytes: BagIt.information(date: log.exportDate, bundle: bundle, members: rows)),
            BundleMember(.manifestSHA256, bytes: BagIt.payloadManifest(rows)),
        ]
    }

    private static func records(
        _ log: SelectedLog, _ evidence: Evidence, _ bundle: BundleID
    ) throws -> [BundleMember] {
        let policies = try evidence.policies.mapValues { bytes in
            do {
                return try SitePolicy(encoded: bytes)
            } catch {
                throw SealingError.brokenStore("a policy file can't be read: \(error)")
            }
        }
        let readme = ReadmeRendering(logs: [log], policies: policies, bundle: bundle)
        return [
            BundleMember(.recordsJSONL(log: log.label), log.lines, generated: log.writeLines),
            BundleMember(.recordsCSV(log: log.label), log.table, generated: log.writeTable),
            try BundleMember(.readme) { try readme.write(to: $0) },
        ]
    }

    private static func evidence(
        _ evidence: Evidence, of log: SelectedLog
    ) throws(SealingError) -> [BundleMember] {
        var members = Set(evidence.certificates).map {
            BundleMember(.certificate(SHA256.hash($0)), bytes: $0)
        }
        members += Set(evidence.revocationLists).map {
            BundleMember(.revocationList(SHA256.hash($0)), bytes: $0)
        }
        members += evidence.policies.map { BundleMember(.policy($0.key), bytes: $0.value) }
        if let keys = evidence.keys {
            members.append(BundleMember(.keys(log: log.label), bytes: keys.encoded))
        }
        for checkpoint in evidence.checkpoints where checkpoint.size <= log.head.size {
            members.append(
                BundleMember(.note(log: log.label, size: checkpoint.size), bytes: checkpoint.note))
            for receipt in checkpoint.receipts {
                let text = "evidence/logs/\(log.label)/\(checkpoint.size)/\(receipt.name)"
                guard let path = MemberPath(text) else {
                    throw .brokenStore("a receipt's name is none: \(receipt.name)")
                }
                members.append(BundleMember(path, bytes: receipt.bytes))
            }
        }
        return members
    }
}
