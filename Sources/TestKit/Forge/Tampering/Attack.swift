package import BundleFormat
package import Cryptography
internal import RecordLog
internal import Records
internal import Sealing

/// An attack on an honest bundle: the bundle in parts, and every key that the attacker may hold.
///
/// What an attack uses says at which level of what he holds it stands: nothing, the seal's key,
/// the log's key, the keys of epochs, the witness's.
package struct Attack {
    /// The laboratory that is attacked.
    package let laboratory: Laboratory
    /// All keys.
    package let keys: Keyring
    /// The bundle in parts.
    package var editor: BundleEditor
    /// The auditor's trust.
    package var trust: TrustFiles
    /// The archive's bytes, where the attack is on the archive itself.
    package var archive: [UInt8]?

    /// Takes an honest export apart.
    package init(on laboratory: Laboratory, _ honest: LaboratoryBundle) throws {
        self.laboratory = laboratory
        keys = try laboratory.keyring()
        editor = try BundleEditor(honest.bundle)
        trust = honest.trust
    }

    /// What the inspector gets.
    package var result: LaboratoryBundle {
        LaboratoryBundle(bundle: archive ?? editor.archive, trust: trust)
    }

    /// The label of the one log.
    package var label: String {
        get throws {
            for path in editor.paths {
                if case .recordsJSONL(let log) = path { return log }
            }
            throw ForgeError.broken("no log")
        }
    }

    /// The member of a captured file whose path ends so.
    package func file(endingWith end: String) throws -> MemberPath {
        let found = editor.paths.first { path in
            if case .file = path { path.text.hasSuffix(end) } else { false }
        }
        guard let found else { throw ForgeError.broken("no file \(end)") }
        return found
    }

    /// The bytes of a member that has to be there.
    package func bytes(_ path: MemberPath) throws -> [UInt8] {
        guard let bytes = editor[path] else { throw ForgeError.broken("no \(path.text)") }
        return bytes
    }

    /// Changes a member's bytes.
    package mutating func change(_ path: MemberPath, _ body: (inout [UInt8]) -> Void) throws {
        var bytes = try bytes(path)
        body(&bytes)
        editor[path] = bytes
    }

    /// Flips the lowest bit of one byte of a member.
    package mutating func flip(_ path: MemberPath, at index: Int) throws {
        try change(path) { bytes in
            if bytes.indices.contains(index) { bytes[index] ^= 1 }
        }
    }

    /// Mends manifest and bag and seals again with the sealing program's own key.
    package mutating func mendAndSeal(
        _ change: (inout Manifest) -> Void = { _ in }
    ) throws {
        try editor.mendManifest(change)
        try seal()
    }

    /// Seals the manifest as it stands with the sealing program's own key, at the same second.
    package mutating func seal() throws {
        try editor.reseal(with: keys.seal.key, keys.seal.certificate, at: try sealingTime())
    }

    /// When the honest seal was made.
    package func sealingTime() throws -> Int64 {
        guard case .closed(let seal) = ClosedCMS.read(try bytes(.seal)) else {
            throw ForgeError.broken("the seal isn't in the closed form")
        }
        return seal.signingTime
    }

    // MARK: - The log

    /// The records, taken apart.
    package func log() throws -> LogRewriter {
        try LogRewriter(bytes(.recordsJSONL(log: label)))
    }

    /// Puts records in the place of the honest ones and makes both readable copies of them.
    package mutating func put(_ log: LogRewriter) throws {
        let label = try label
        editor[.recordsJSONL(log: label)] = log.jsonl
        try renderCopies(of: log, label)
    }

    private mutating func renderCopies(of log: LogRewriter, _ label: String) throws {
        let copies = try log.copies()
        var csv: [UInt8] = []
        try CSVRendering.write(copies) { csv += $0 }
        editor[.recordsCSV(log: label)] = csv
        var policies: [Digest: SitePolicy] = [:]
        for path in editor.paths {
            guard case .policy(let digest) = path else { continue }
            policies[digest] = try SitePolicy(encoded: bytes(path))
        }
        editor[.readme] = try ReadmeRendering(
            logs: [copies], policies: policies, bundle: editor.bundle
        ).page()
    }

    /// Signs the checkpoint over the first records with a log key.
    package mutating func signCheckpoint(
        of log: LogRewriter, size: Int, seed: SecretBytes? = nil
    ) throws {
        let note = try Checkpoint.sign(
            logID: log.logID, size: UInt64(size), root: log.root(ofFirst: size),
            logKeySeed: seed ?? keys.logSeed)
        editor[.note(log: try label, size: UInt64(size))] = note.note
    }

    /// Has the witness countersign a checkpoint as it stands in the bundle.
    package mutating func cosign(size: Int, at unixSeconds: UInt64) throws {
        guard let seed = keys.witnessSeed,
            case .success(let note) = Checkpoint.read(
                try bytes(.note(log: label, size: UInt64(size))))
        else { throw ForgeError.broken("no witness or no checkpoint over \(size)") }
        editor[try cosignature(size: size)] = try Cosignature.sign(
            noteBody: note.noteBody, witness: Laboratory.witnessName, seed: seed,
            unixSeconds: unixSeconds
        ).bytes
    }

    /// The member that holds the witness's countersignature over a checkpoint.
    package func cosignature(size: Int) throws -> MemberPath {
        guard let path = MemberPath("evidence/logs/\(try label)/\(size)/qa.cosignature") else {
            throw ForgeError.broken("no such receipt")
        }
        return path
    }

    /// When the witness countersigned a checkpoint.
    package func cosigningTime(size: Int) throws -> UInt64 {
        switch Cosignature.read(try bytes(cosignature(size: size))) {
        case .success(let cosignature): return cosignature.unixSeconds
        case .failure(let problem): throw ForgeError.broken("\(problem)")
        }
    }

    /// Makes the manifest's head of the log true again.
    package static func mendHead(_ manifest: inout Manifest, _ log: LogRewriter) {
        manifest.logs = manifest.logs.map { head in
            Manifest.Log(
                log: log.logID, size: UInt64(log.lines.count),
                root: log.root(ofFirst: log.lines.count), export: head.export)
        }
    }
}
