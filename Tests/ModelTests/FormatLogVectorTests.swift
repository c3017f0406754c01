import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

/// The example log of the documents, record by record, with its notes.
@Suite struct FormatLogVectorTests {
    static func logID() throws -> Digest {
        try FormatVectors.part("log").digest("logId")
    }

    // MARK: Records

    @Test func everyRecordHasThePublishedLinkCodeAndLeaf() throws {
        let log = try FormatVectors.part("log")
        let records = try log.parts("records")
        var previous = Chain.logID(genesisEntry: try records[0].bytes("entry"))
        #expect(previous == (try log.digest("logId")))
        #expect(Chain.label(logID: previous) == (try log.text("shortLog")))
        for record in records {
            let entry = try record.bytes("entry")
            let digest = SHA256.hash(entry)
            #expect(digest == (try record.digest("digest")))
            #expect(previous == (try record.digest("previousLeaf")))
            let link = Chain.link(
                sequence: try record.number("seq"), previousLeaf: previous, digest: digest)
            #expect(link == (try record.hexBytes("link")))
            let code = Chain.code(key: try record.digest("recordKey"), link: link)
            #expect(code == (try record.digest("code")))
            previous = Chain.leaf(link: link, code: code)
            #expect(previous == (try record.digest("leaf")))
            #expect(RecordLine.clear(entry: entry, code: code) == (try record.bytes("line")))
        }
    }

    @Test func everyLineIsReadAndItsEntryComesOutTheSame() throws {
        for record in try FormatVectors.part("log").parts("records") {
            let line = try record.bytes("line")
            let read = try RecordLine.read(line).get()
            #expect(read.digest == (try record.digest("digest")))
            #expect(read.code == (try record.digest("code")))
            guard case .clear(let range) = read.content else {
                Issue.record("a clear line was read as withheld")
                continue
            }
            let entry = try Entry(encoded: Array(line[range]), under: nil)
            #expect(entry.encoded == Array(line[range]))
            #expect(entry.unknownFields.isEmpty)
            let body = try #require(try Families.read(entry))
            #expect(body.unknownFields.isEmpty)
            #expect(body.body.json == entry.body)
        }
    }

    @Test func theWithheldLineKeepsDigestAndCode() throws {
        let log = try FormatVectors.part("log")
        let vector = try log.part("withheldLine")
        let line = try vector.bytes("line")
        let record = try log.parts("records")[Int(try vector.number("seq"))]
        let read = try RecordLine.read(line).get()
        let digest = try record.digest("digest")
        #expect(read.content == .withheld(digest: digest, reason: .personalData))
        #expect(read.code == (try record.digest("code")))
        let again = RecordLine.withheld(digest: digest, code: read.code, reason: .personalData)
        #expect(again == line)
    }

    @Test func theKeysFilesGiveTheCalendarOfGenesis() throws {
        let log = try FormatVectors.part("log")
        let entry = try StatedEntry(encoded: try log.parts("records")[0].bytes("entry"))
        let genesis = try GenesisBody(json: entry.body)
        for name in ["keysFile", "keysFileWithCommitment"] {
            let file = try KeysFile.read(try log.bytes(name))
            let items = file.epochs.map { epoch -> EpochKeyItem in
                switch epoch {
                case .key(let key): .key(key)
                case .commitment(let commitment): .commitment(commitment)
                }
            }
            let check = KeyCalendar.check(
                epochs: items, right: file.right, depth: genesis.calendarDepth,
                calendar: genesis.calendar)
            guard case .matches = check else {
                Issue.record("\(name): \(check)")
                continue
            }
        }
    }

    @Test func bodiesOfEveryFamilyComeOutTheSame() throws {
        var families: Set<String> = []
        for item in try FormatVectors.part("bodies").parts("accepted") {
            let bytes = try item.bytes("body")
            let object = try #require(try CanonicalJSON.parse(bytes).objectValue)
            let family = try item.text("family")
            let reading = try #require(try Families.read(family: family, body: object))
            #expect(CanonicalJSON.encode(.object(reading.body.json)) == bytes)
            #expect(reading.unknownFields.isEmpty, "\(family)")
            families.insert(family)
        }
        for record in try FormatVectors.part("log").parts("records") {
            families.insert(try record.text("family"))
        }
        #expect(families == Families.known)
    }

    @Test func badBodiesAreRefusedAtThePublishedField() throws {
        for item in try FormatVectors.part("bodies").parts("refused") {
            let object = try #require(try CanonicalJSON.parse(item.bytes("body")).objectValue)
            let family = try item.text("family")
            let error = #expect(throws: SchemaError.self, "\(family)") {
                try Families.read(family: family, body: object)
            }
            let path = try item.text("path")
            #expect(error?.path.hasSuffix(path) == true, "\(family): \(error?.path ?? "-")")
        }
    }

    @Test func theExamplePolicyIsRead() throws {
        let vectors = try FormatVectors.part("bodies")
        let policy = try SitePolicy(encoded: try vectors.bytes("policy"))
        #expect(policy.encoded == (try vectors.bytes("policy")))
        #expect(policy.sha256 == (try vectors.digest("policySha256")))
    }

    // MARK: Notes

    @Test func checkpointsAreSignedAsPublished() throws {
        let key = try FormatVectors.part("keys").part("log")
        let seed = SecretBytes(copying: try key.hexBytes("seed"))
        let leaves = try FormatVectors.part("log").parts("records").map { try $0.digest("leaf") }
        for item in try FormatVectors.part("log").parts("checkpoints") {
            let size = try item.number("size")
            let root = CompactRange.root(of: Array(leaves.prefix(Int(size))))
            #expect(root == (try item.digest("root")))
            let checkpoint = try Checkpoint.sign(
                logID: try Self.logID(), size: size, root: root, logKeySeed: seed)
            #expect(checkpoint.noteBody == (try item.bytes("body")))
            #expect(checkpoint.note == (try item.bytes("note")))
            let read = try Checkpoint.read(try item.bytes("note")).get()
            #expect(read == checkpoint)
            #expect(read.hasValidSignature(publicKey: try key.hexBytes("publicKey")))
        }
    }

    @Test func cosignaturesAreMadeAsPublished() throws {
        let vector = try FormatVectors.part("keys").part("witness")
        let key = try #require(VerifierKey(text: try vector.text("verifierKey")))
        #expect(key.publicKey == (try vector.hexBytes("publicKey")))
        #expect(key.keyID == (try vector.hexBytes("keyId")))
        let seed = SecretBytes(copying: try vector.hexBytes("seed"))
        for item in try FormatVectors.part("log").parts("checkpoints") {
            let body = try item.bytes("body")
            let cosignature = try Cosignature.sign(
                noteBody: body, witness: try vector.text("name"), seed: seed,
                unixSeconds: try item.number("cosignatureTime"))
            #expect(cosignature.bytes == (try item.bytes("cosignature")))
            let read = try Cosignature.read(try item.bytes("cosignature")).get()
            #expect(read.isValid(noteBody: body, key: key))
            #expect(!read.isValid(noteBody: body + [0x0A], key: key))
        }
    }

    @Test func theConsistencyProofBetweenTheCheckpointsHolds() throws {
        let log = try FormatVectors.part("log")
        let checkpoints = try log.parts("checkpoints")
        let proof = try log.digests("consistency")
        let leaves = try log.parts("records").map { try $0.digest("leaf") }
        #expect(MerkleProofs.consistency(old: 2, new: 6, leaves: leaves) == proof)
        #expect(
            MerkleProofs.verifyConsistency(
                oldSize: 2, newSize: 6, proof: proof, oldRoot: try checkpoints[0].digest("root"),
                newRoot: try checkpoints[1].digest("root")))
    }

    @Test func theLogsVerifierKeyIsThePublishedOne() throws {
        let vector = try FormatVectors.part("keys").part("log")
        let key = try #require(
            VerifierKey(
                name: try vector.text("name"), kind: .note,
                publicKey: try vector.hexBytes("publicKey")))
        #expect(key.description == (try vector.text("verifierKey")))
        #expect(Hex.encode(key.keyID) == (try vector.text("keyId")))
    }

    // MARK: Forks

    @Test func thePublishedForkIsAProof() throws {
        let vectors = try FormatVectors.part("fork")
        let proof = try #require(ForkProof(encoded: try vectors.bytes("proof")))
        #expect(proof.isProof)
        #expect(proof.smaller.note == (try vectors.bytes("smallerNote")))
        #expect(proof.larger.note == (try vectors.bytes("largerNote")))
        #expect(proof.subtrees == (try vectors.digests("subtrees")))
        #expect(proof.siblings == (try vectors.digests("siblings")))
        let honest = ForkProof(
            logKey: proof.logKey, smaller: proof.smaller, larger: proof.larger,
            subtrees: proof.siblings, siblings: proof.subtrees)
        #expect(!honest.isProof)
    }

    @Test func theOldTreeInTheNewOneIsPutTogetherAsPublished() throws {
        let vectors = try FormatVectors.part("tree")
        let tree = MerkleTree(leaves: try vectors.digests("leaves"))
        for item in try vectors.parts("oldTreeInNew") {
            let parts = try #require(
                tree.partition(at: try item.number("old"), size: try item.number("new")))
            #expect(parts.subtrees == (try item.digests("subtrees")))
            #expect(parts.siblings == (try item.digests("siblings")))
        }
    }
}
