package import Cryptography
internal import RecordLog
package import Records

/// The custodian's own program: gives out the keys of named epochs, and nothing else.
///
/// 1. The request's genesis names this custodian and fixes the log's id and key.
/// 2. The checkpoint is the log's own.
/// 3. The close of the last epoch asked for is under the checkpoint, so the epochs are whole.
/// 4. A receipt proves the checkpoint under the custodian's own anchors.
/// 5. The secret in the custodian file gives the calendar in genesis.
/// 6. The keys leave; the statement of that is signed.
///
/// Source: docs/formats/log.md §10.
package struct Custodian {
    private let secret: SecretBytes
    private let encryption: Certificate
    private let signing: Certificate
    private let key: PrivateKey

    /// Opens a custodian file.
    ///
    /// - Parameters:
    ///   - envelope: The file.
    ///   - key: The custodian's key.
    ///   - certificates: His certificates; one holds the key and agrees on keys, one with the same
    ///     key signs (it may be the same certificate).
    /// - Throws: `SealingError.releaseRefused` when the file doesn't open or a certificate is missing.
    package init(
        envelope: [UInt8], key: PrivateKey, certificates: [Certificate]
    ) throws(SealingError) {
        let own = certificates.filter { $0.spkiSha256 == key.spkiSha256 }
        guard let encryption = own.first else {
            throw .releaseRefused("none of the custodian's certificates holds his key")
        }
        let signing = own.first { $0.keyUsage?.contains(.digitalSignature) ?? true }
        guard let signing else {
            throw .releaseRefused("none of the custodian's certificates may sign")
        }
        do throws(CryptographyError) {
            secret = try Envelope.open(envelope, key: key, certificate: encryption)
        } catch {
            throw .releaseRefused("the custodian file doesn't open with this key")
        }
        guard secret.count == Digest.byteCount else {
            throw .releaseRefused("the custodian file doesn't hold the secret of a log")
        }
        self.encryption = encryption
        self.signing = signing
        self.key = key
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: What the QA desk handed over.
    ///   - trust: The custodian's own anchors.
    ///   - time: The custodian's own clock.
    /// - Throws: `SealingError.releaseRefused` with the step that doesn't hold.
    package func release(
        _ request: ReleaseRequest, trust: CustodianTrust, at time: Timestamp
    ) throws(SealingError) -> KeyRelease {
        let (log, genesis) = try genesis(of: request)
        let checkpoint = try checkpoint(of: request, log, genesis)
        try requireWholeEpochs(request, checkpoint)
        guard trust.proves(checkpoint, request.receipts) else {
            throw .releaseRefused(
                "no receipt of the checkpoint over \(checkpoint.size) records holds under the "
                    + "custodian's trust; keys go out only after an outside receipt")
        }
        let depth = Int(genesis.calendarDepth)
        guard KeyCalendar.root(seed: secret, depth: depth) == genesis.calendar else {
            throw .releaseRefused("the secret in the custodian file is not this log's")
        }
        return try sign(request, log, checkpoint, depth: depth, at: time)
    }

    /// A line of the request; what can't be read is the request's fault, not a store's.
    private func entry(
        _ line: [UInt8], at place: UInt64
    ) throws(SealingError) -> StoredEntry {
        do throws(SealingError) { return try StoredEntry(line, sequence: place) } catch {
            throw .releaseRefused("record \(place) of the request can't be read")
        }
    }

    private func genesis(
        of request: ReleaseRequest
    ) throws(SealingError) -> (log: Digest, body: GenesisBody) {
        let stored = try entry(request.genesisLine, at: 0)
        guard stored.entry.family == GenesisBody.family else {
            throw .releaseRefused("record 0 of the request is not a genesis")
        }
        let body: GenesisBody
        do throws(SchemaError) {
            body = try GenesisBody(json: stored.entry.body)
        } catch {
            throw .releaseRefused("the genesis can't be read: \(error)")
        }
        guard body.custodianCertificateSha256 == encryption.sha256 else {
            throw .releaseRefused("genesis names another custodian")
        }
        return (Chain.logID(genesisEntry: stored.entryBytes), body)
    }

    private func checkpoint(
        of request: ReleaseRequest, _ log: Digest, _ genesis: GenesisBody
    ) throws(SealingError) -> Checkpoint {
        switch Checkpoint.read(request.note) {
        case .failure(let problem):
            throw .releaseRefused("the checkpoint can't be read: \(problem.rawValue)")
        case .success(let checkpoint):
            guard checkpoint.logID == log,
                checkpoint.hasValidSignature(publicKey: genesis.logKey)
            else { throw .releaseRefused("the checkpoint is not signed by this log's key") }
            return checkpoint
        }
    }

    private func requireWholeEpochs(
        _ request: ReleaseRequest, _ checkpoint: Checkpoint
    ) throws(SealingError) {
        guard checkpoint.size > 0 else { throw .releaseRefused("the checkpoint covers nothing") }
        let place = checkpoint.size - 1
        let close = try entry(request.closeLine, at: place)
        guard close.entry.family == EpochCloseBody.family,
            close.entry.epoch == request.epochs.last
        else {
            throw .releaseRefused(
                "the checkpoint does not end with the close of epoch \(request.epochs.last)")
        }
        let link = Chain.link(
            sequence: place, previousLeaf: request.leafBeforeClose, digest: close.reading.digest)
        let leaf = Chain.leaf(link: link, code: close.reading.code)
        guard
            MerkleProofs.verifyInclusion(
                leaf: leaf, index: place, size: checkpoint.size, proof: request.inclusionProof,
                root: checkpoint.root)
        else { throw .releaseRefused("that close is not under the checkpoint") }
    }

    private func sign(
        _ request: ReleaseRequest, _ log: Digest, _ checkpoint: Checkpoint, depth: Int,
        at time: Timestamp
    ) throws(SealingError) -> KeyRelease {
        let count = request.epochs.last &+ 1
        guard let right = KeyCalendar.completion(seed: secret, epochs: count, depth: depth),
            let keys = epochKeys(request.epochs)
        else { throw .releaseRefused("the calendar has no epoch \(request.epochs.last)") }
        let statement = ReleaseStatement(
            log: log, exportId: request.exportId, size: checkpoint.size, root: checkpoint.root,
            firstEpoch: request.epochs.first, lastEpoch: request.epochs.last,
            keysSha256: KeyRelease.digest(of: keys), releasedAt: time)
        do throws(CryptographyError) {
            let cms = try ClosedCMS.sign(
                content: statement.encoded, certificate: signing, key: key, intermediates: [],
                signingTime: time.unixSeconds)
            return KeyRelease(
                statement: statement, cms: cms, certificate: signing.der, keys: keys, right: right)
        } catch {
            throw .cryptography("the release can't be signed: \(error)")
        }
    }

    private func epochKeys(_ range: EpochRange) -> [Digest]? {
        guard var state = Ratchet.state(secret, from: 0, to: range.first) else { return nil }
        var keys: [Digest] = []
        for _ in range.first...range.last {
            guard let key = Digest(disclosing: Ratchet.epochKey(state)) else {
                return nil
            }
            keys.append(key)
            state = Ratchet.nextState(state)
        }
        return keys
    }
}
