internal import BundleFormat
internal import CanonicalJSON
internal import Capture
internal import Cryptography
internal import RecordLog
internal import Records

/// Readers of what a log is made of: lines, notes, proofs.
enum LogTargets {
    static let all = [
        recordLine, note, cosignature, objectLock, storeAnswer, proofs, fork, notebook,
    ]

    /// A line that is accepted is written again the same, its entry and its body too, every copy of
    /// it can be made, and what is scanned of it is what reading it gives.
    private static let recordLine = FuzzTarget("record-line", upTo: 8192) { bytes in
        guard case .success(let line) = RecordLine.read(bytes) else { return nil }
        switch line.content {
        case .withheld(let digest, let reason):
            let again = RecordLine.withheld(digest: digest, code: line.code, reason: reason)
            return again == bytes ? nil : "a withheld line is written otherwise"
        case .clear(let range):
            let encoded = Array(bytes[range])
            guard RecordLine.clear(entry: encoded, code: line.code) == bytes else {
                return "a line is written otherwise"
            }
            let scan = Scan(encoded)
            guard let entry = try? Entry(encoded: encoded, under: opening) else {
                return scan == nil ? nil : "what is no entry is scanned"
            }
            if let departure = scan?.departure(from: entry, line.digest) { return departure }
            if entry.encoded != encoded { return "an entry is written otherwise" }
            return copies(of: entry, line.digest) ?? body(of: entry)
        }
    }

    /// The opening in force for every line.
    private static let opening = EpochOpening(
        origin: Origin(
            system: "trailseal-capture", systemRole: "capture", site: "Basel",
            organisation: "Example Laboratory", version: "1.0.0", configSha256: .zero,
            host: "NMR-400"),
        time: RecordTime(
            utc: Timestamp(unixSeconds: 1_795_000_000), offset: "+01:00", zone: "Europe/Zurich",
            monotonicMicros: 1, boot: "b", source: "system-clock",
            sync: ClockSync(status: .synchronised)))

    /// A file event as the quick reader sees it.
    private struct Scan {
        private let bytes: [UInt8]
        private let scanner: FileEventScanner
        private let scan: FileEventScan

        init?(_ bytes: [UInt8]) {
            var scanner = FileEventScanner(under: opening)
            guard scanner.scan(bytes.span) != nil, let scan = scanner.scan(bytes.span) else {
                return nil
            }
            (self.bytes, self.scanner, self.scan) = (bytes, scanner, scan)
        }

        /// How it differs from the plain reading; nil where it doesn't.
        func departure(from entry: Entry, _ digest: Digest) -> String? {
            guard let reading = (try? Families.read(entry)) ?? nil,
                case .file(let file)? = reading.body as? CaptureBody
            else { return "what is no file event is scanned" }
            let isSame =
                entry.unknownFields.isEmpty && reading.unknownFields.isEmpty
                && scan.sequence == entry.seq && scan.epoch == entry.epoch
                && scanner.clocks[Int(scan.clock)].hasClock(of: entry.time)
                && scan.utc == entry.time.utc && scan.size == file.size
                && scan.monotonicMicros == entry.time.monotonicMicros
                && scan.sha256 == file.sha256 && scan.modifiedUtc == file.modifiedUtc
                && scan.event == file.event && text(scan.path) == file.path
                && scan.pathText.map(text) == file.pathText
                && scanner.roots[Int(scan.root)] == file.root
                && scanner.datasets[Int(scan.dataset)] == file.dataset
                && scanner.projects[Int(scan.project)] == entry.project
                && scanner.actors[Int(scan.actor)] == entry.actor
            var rows = FileEventRows()
            var row: [UInt8] = []
            rows.append(
                scan, of: scanner, entry: bytes.span, sequence: entry.seq, digest: digest, to: &row)
            let copy = RecordCopy(sequence: entry.seq, digest: digest, content: .shown(entry))
            return isSame && row == CSVRendering.row(copy) ? nil : "a scan differs from the reading"
        }

        private func text(_ range: Range<Int>) -> String {
            String(decoding: bytes[range], as: UTF8.self)
        }
    }

    private static func body(of entry: Entry) -> String? {
        guard let reading = (try? Families.read(entry)) ?? nil else { return nil }
        return reading.unknownFields.isEmpty && reading.body.json != entry.body
            ? "the body of a \(entry.family) record is written otherwise" : nil
    }

    private static func copies(of entry: Entry, _ digest: Digest) -> String? {
        let record = RecordCopy(sequence: entry.seq, digest: digest, content: .shown(entry))
        let row = CSVRendering.row(record)
        if row.suffix(2) != [0x0D, 0x0A] { return "a row has no end" }
        guard let bundle = BundleID("EX-1") else { return "EX-1 is no name" }
        let log = RecordCopies(logID: digest, records: [record])
        let page = try? ReadmeRendering(logs: [log], policies: [:], bundle: bundle).page()
        guard let page, page.starts(with: "<!DOCTYPE html>".utf8) else { return "no page" }
        return nil
    }

    private static let note = FuzzTarget("note", upTo: 2048) { bytes in
        if case .success(let note) = SignedNote.read(bytes), note.bytes != bytes {
            return "a note is written otherwise"
        }
        if case .success(let checkpoint) = Checkpoint.read(bytes), checkpoint.note != bytes {
            return "a checkpoint is written otherwise"
        }
        return nil
    }

    private static let cosignature = FuzzTarget("cosignature", upTo: 1100) { bytes in
        guard case .success(let cosignature) = Cosignature.read(bytes) else { return nil }
        return cosignature.bytes == bytes ? nil : "a cosignature is written otherwise"
    }

    /// A receipt that is accepted is written again the same, and its questions hold nothing that a
    /// shell would run.
    private static let objectLock = FuzzTarget("object-lock", upTo: 8192) { bytes in
        guard let receipt = try? ObjectLockReceipt(encoded: bytes) else { return nil }
        if receipt.encoded != bytes { return "a receipt of a store is written otherwise" }
        if ObjectLockKey(receipt.key.text) != receipt.key { return "a key is read otherwise" }
        let acting = Set("'`;&|<>()*?!#\\\n\t")
        return receipt.questions.contains { line in line.contains(where: acting.contains) }
            ? "a line for a shell holds what a shell would run" : nil
    }

    /// What is read of a store's answer fits into a receipt.
    private static let storeAnswer = FuzzTarget("store-answer", upTo: 4096) { bytes in
        let versions = StoreWords.versions(bytes, of: "k") ?? []
        for version in versions where !ObjectVersion.isVersionId(version.versionId) {
            return "a version's name fits into no receipt"
        }
        for (earlier, later) in zip(versions, versions.dropFirst())
        where earlier.lastModified > later.lastModified { return "versions are out of order" }
        _ = StoreWords.retention(bytes)
        if let lock = StoreWords.bucketLock(bytes) {
            let again = try? BucketLock(json: lock.json)
            if again != lock { return "a bucket's lock fits into no receipt" }
        }
        if let code = StoreWords.errorCode(bytes), code.isEmpty { return "a code is empty" }
        if let date = String(validating: bytes, as: UTF8.self).flatMap({ StoreWords.date($0) }),
            Timestamp(canonical: date.text) != date
        {
            return "a date is written otherwise"
        }
        return nil
    }

    private static let fork = FuzzTarget("fork", upTo: 8192) { bytes in
        guard let proof = ForkProof(encoded: bytes) else { return nil }
        if proof.encoded != bytes { return "a proof is written otherwise" }
        // Nobody signed two histories of the sample's log.
        return proof.isProof ? "a fork is proved that nobody made" : nil
    }

    /// A notebook that is read is the one spelling of its lines, and every stage of it is found.
    private static let notebook = FuzzTarget("notebook", upTo: 8192) { bytes in
        guard let notebook = try? Notebook(bytes: bytes) else { return nil }
        if notebook.bytes != bytes { return "a notebook has two spellings" }
        let tail = notebook.tail
        return notebook.newestStage { $0 == tail } == notebook ? nil : "a notebook has no end"
    }

    /// Honest proofs hold, every other one of the same question fails, and sizes of any kind are
    /// survived.
    private static let proofs = FuzzTarget("proofs", upTo: 1024) { bytes in
        var input = FuzzInput(bytes)
        let leaves = (0..<(1 + input.number(below: 40))).map { _ in SHA256.hash([input.byte()]) }
        let tree = MerkleTree(leaves: leaves)
        let size = UInt64(1 + input.number(below: leaves.count))
        let index = UInt64(input.number(below: Int(size)))
        let root = CompactRange.root(of: Array(leaves.prefix(Int(size))))
        guard let honest = tree.inclusionProof(index: index, size: size),
            MerkleProofs.verifyInclusion(
                leaf: leaves[Int(index)], index: index, size: size, proof: honest, root: root)
        else { return "an honest proof of inclusion fails" }
        let old = UInt64(1 + input.number(below: Int(size)))
        let oldRoot = CompactRange.root(of: Array(leaves.prefix(Int(old))))
        guard let path = tree.consistencyProof(old: old, new: size),
            MerkleProofs.verifyConsistency(
                oldSize: old, newSize: size, proof: path, oldRoot: oldRoot, newRoot: root)
        else { return "an honest proof of consistency fails" }
        let other = (0..<input.number(below: 70)).map { _ in
            input.byte() & 1 == 0
                ? SHA256.hash([input.byte()]) : honest[wrapping: input.number(below: 64)]
        }
        if other != honest,
            MerkleProofs.verifyInclusion(
                leaf: leaves[Int(index)], index: index, size: size, proof: other, root: root)
        {
            return "a second proof of inclusion holds"
        }
        let (any, more) = (input.wide(), input.wide())
        _ = MerkleProofs.verifyConsistency(
            oldSize: any, newSize: more, proof: other, oldRoot: oldRoot, newRoot: root)
        if any != index, any < size, leaves[Int(any)] != leaves[Int(index)],
            MerkleProofs.verifyInclusion(
                leaf: leaves[Int(index)], index: any, size: size, proof: honest, root: root)
        {
            return "a proof holds for another place"
        }
        _ = MerkleProofs.verifyInclusion(
            leaf: oldRoot, index: any, size: more, proof: other, root: root)
        _ = CompactRange(size: any, nodes: other)?.root
        return nil
    }
}

extension [Digest] {
    /// An element by a number that may be too large; zeros of an empty array.
    fileprivate subscript(wrapping index: Int) -> Digest {
        isEmpty ? .zero : self[index % count]
    }
}

extension RecordTime {
    /// Whether all but the two readings of the clock is the same.
    fileprivate func hasClock(of other: RecordTime) -> Bool {
        offset == other.offset && zone == other.zone && boot == other.boot
            && source == other.source && sync == other.sync
    }
}
