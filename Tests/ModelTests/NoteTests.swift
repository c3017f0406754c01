import CanonicalJSON
import Cryptography
import RecordLog
import Testing
import TrailSealTestKit

@Suite struct NoteTests {
    static let logSeed = SecretBytes(copying: (0x20..<0x40).map { UInt8($0) })
    static let witnessSeed = SecretBytes(copying: (0x40..<0x60).map { UInt8($0) })
    static let witness = "witness.example/lab-qa"

    static func checkpoint(size: UInt64 = 6) throws -> Checkpoint {
        try Checkpoint.sign(
            logID: .sample(1), size: size, root: .sample(2), logKeySeed: logSeed)
    }

    @Test func noteOfTheGoLibraryIsRead() throws {
        // The example of golang.org/x/mod/sumdb/note.
        let text = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSN\
            XgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """
        let note = try SignedNote.read(Array(text.utf8)).get()
        let name = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let key = try #require(VerifierKey(text: name))
        let line = try #require(note.signatures.first)
        #expect(key.isValid(line, text: note.text))
        #expect(!key.isValid(line, text: note.text + "x\n"))
        #expect(note.bytes == Array(text.utf8))
        #expect(key.description == name)
    }

    @Test func keysThatDoNotFitAreRefused() {
        let body = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let refused = [
            "PeterNeumann+c74f20a4+\(body)", "PeterNeuman+c74f20a3+\(body)",
            "PeterNeumann+C74F20A3+\(body)", "PeterNeumann+\(body)", "+c74f20a3+\(body)",
            "Peter Neumann+c74f20a3+\(body)", "PeterNeumann+c74f20a3+\(body)=", "",
            "PeterNeumann+c74f20a3+Axpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ]
        for text in refused { #expect(VerifierKey(text: text) == nil, "\(text)") }
        #expect(
            VerifierKey(name: "a b", kind: .note, publicKey: Array(repeating: 1, count: 32)) == nil)
        #expect(VerifierKey(name: "a", kind: .note, publicKey: [1]) == nil)
    }

    @Test func checkpointsAndCosignaturesAreThosePublished() throws {
        let log = try LogVectors.part("log")
        let keys = try LogVectors.part("keys")
        let witness = try keys.object("witness")
        let key = try #require(VerifierKey(text: try witness.text("verifierKey")))
        #expect(key.kind == .cosignature)
        for item in try log.objects("checkpoints") {
            let checkpoint = try Checkpoint.sign(
                logID: try log.digest("logId"), size: try item.number("size"),
                root: try item.digest("root"), logKeySeed: Self.logSeed)
            #expect(checkpoint.note == Array(try item.text("note").utf8))
            #expect(checkpoint.noteBody == Array(try item.text("body").utf8))
            #expect(Checkpoint.read(checkpoint.note) == .success(checkpoint))
            #expect(Hex.encode(checkpoint.keyID) == (try keys.object("log").text("keyId")))
            let cosignature = try Cosignature.sign(
                noteBody: checkpoint.noteBody, witness: Self.witness, seed: Self.witnessSeed,
                unixSeconds: try item.number("cosignatureTime"))
            let published = try item.text("cosignature")
            #expect(String(decoding: cosignature.bytes, as: UTF8.self) == published)
            #expect(Cosignature.read(cosignature.bytes) == .success(cosignature))
            #expect(cosignature.isValid(noteBody: checkpoint.noteBody, key: key))
        }
    }

    @Test func signatureHoldsForItsKeyAndBytesOnly() throws {
        let checkpoint = try Self.checkpoint()
        let key = try Ed25519.publicKey(seed: Self.logSeed)
        let other = try Ed25519.publicKey(seed: Self.witnessSeed)
        #expect(checkpoint.hasValidSignature(publicKey: key))
        #expect(!checkpoint.hasValidSignature(publicKey: other))
        #expect(!checkpoint.hasValidSignature(publicKey: []))
        let text = String(decoding: checkpoint.note, as: UTF8.self)
        let changed = text.replacing("\n6\n", with: "\n7\n")
        let read = try Checkpoint.read(Array(changed.utf8)).get()
        #expect(!read.hasValidSignature(publicKey: key))
    }

    static let refusals: [(String, @Sendable (String) -> String, NoteProblem)] = [
        ("nothing", { _ in "" }, .badSignatureLine),
        ("no line feed at the end", { String($0.dropLast()) }, .badSignatureLine),
        ("another line feed", { $0 + "\n" }, .badSignatureLine),
        ("CR LF", { $0.replacing("\n", with: "\r\n") }, .badSignatureLine),
        ("leading zero", { $0.replacing("\n6\n", with: "\n06\n") }, .badSize),
        ("plus sign", { $0.replacing("\n6\n", with: "\n+6\n") }, .badSize),
        ("negative", { $0.replacing("\n6\n", with: "\n-6\n") }, .badSize),
        ("above 2^53−1", { $0.replacing("\n6\n", with: "\n9007199254740992\n") }, .badSize),
        ("above 2^64", { $0.replacing("\n6\n", with: "\n18446744073709551616\n") }, .badSize),
        ("extension line", { $0.replacing("\n\n", with: "\nmore\n\n") }, .notACheckpoint),
        ("line missing", { $0.replacing("6\n", with: "") }, .notACheckpoint),
        ("other origin", { $0.replacing("trailseal/1/", with: "trailseal/2/") }, .badOrigin),
        (
            "two signatures",
            { $0 + ($0.split(separator: "\n").last.map { "\($0)\n" } ?? "") }, .notOneSignature
        ),
        (
            "other key name", { $0.replacing("\u{2014} trailseal/1/", with: "\u{2014} x/") },
            .otherKeyName
        ),
        ("hyphen", { $0.replacing("\u{2014}", with: "-") }, .badSignatureLine),
        ("two spaces", { $0.replacing("\u{2014} ", with: "\u{2014}  ") }, .badSignatureLine),
        ("root without padding", { $0.replacing("=\n\n", with: "\n\n") }, .badRoot),
        ("too long", { String(repeating: "x", count: 1025) + $0 }, .tooLong),
    ]

    @Test(arguments: refusals.indices)
    func notesOfAnotherFormAreRefused(index: Int) throws {
        let (name, change, problem) = Self.refusals[index]
        let text = String(decoding: try Self.checkpoint().note, as: UTF8.self)
        #expect(Checkpoint.read(Array(change(text).utf8)).failure == problem, "\(name)")
    }

    /// By its bytes where all of them are plain ASCII, and as Unicode tells of the others.
    @Test func aNameIsJudgedByItsBytesAsByItsCharacters() {
        let scalars = Array(0...0x2FF) + [0x2028, 0x3000, 0xFEFF, 0x1F600]
        for scalar in scalars.compactMap({ Unicode.Scalar(UInt32($0)) }) {
            let isFit =
                scalar != "+" && !scalar.properties.isWhitespace
                && scalar.properties.generalCategory != .control
            for name in ["\(scalar)", "a\(scalar)", "\(scalar)b"] {
                #expect(VerifierKey.isName(name) == isFit, "\(scalar.value)")
            }
        }
        #expect(!VerifierKey.isName(""))
        #expect(!VerifierKey.isName(String(repeating: "a", count: 256)))
    }

    @Test func bytesThatAreNotUTF8AreRefused() throws {
        var note = try Self.checkpoint().note
        note[0] = 0xFF
        #expect(Checkpoint.read(note).failure == .notUTF8)
        #expect(Cosignature.read([0xFF, 0x0A]).failure == .notUTF8)
    }

    @Test func everyTurnedBitOfANoteIsNoticed() throws {
        let note = try Self.checkpoint().note
        let key = try Ed25519.publicKey(seed: Self.logSeed)
        for place in note.indices {
            var turned = note
            turned[place] ^= 1
            guard case .success(let read) = Checkpoint.read(turned) else { continue }
            #expect(read.note == turned)
            #expect(read.logID != .sample(1) || !read.hasValidSignature(publicKey: key))
        }
    }

    @Test func cosignatureHoldsForItsBodyTimeAndKeyOnly() throws {
        let body = try Self.checkpoint().noteBody
        let publicKey = try Ed25519.publicKey(seed: Self.witnessSeed)
        let key = try #require(
            VerifierKey(name: Self.witness, kind: .cosignature, publicKey: publicKey))
        let line = try Cosignature.sign(
            noteBody: body, witness: Self.witness, seed: Self.witnessSeed,
            unixSeconds: 1_795_171_280)
        #expect(line.isValid(noteBody: body, key: key))
        #expect(line.verifiedKey(noteBody: body, keys: [key]) == key)
        #expect(line.verifiedKey(noteBody: body + [0x0A], keys: [key]) == nil)
        let named = try #require(
            VerifierKey(name: "other", kind: .cosignature, publicKey: publicKey))
        #expect(!line.isValid(noteBody: body, key: named))
        let asNote = try #require(
            VerifierKey(name: Self.witness, kind: .note, publicKey: publicKey))
        #expect(!line.isValid(noteBody: body, key: asNote))
        let later = NoteSignature(
            name: line.name, keyID: line.keyID,
            signature: [0, 0, 0, 0, 0x6B, 0, 0x23, 0xD1] + line.signature)
        let moved = try #require(Cosignature(line: later))
        #expect(moved.unixSeconds == 1_795_171_281)
        #expect(!moved.isValid(noteBody: body, key: key))
        #expect(
            Cosignature(line: NoteSignature(name: "x", keyID: [0, 0, 0, 0], signature: [1])) == nil)
        #expect(Cosignature.read(line.bytes + line.bytes).failure == .badSignatureLine)
        #expect(Cosignature.read(Array(line.bytes.dropLast())).failure == .badSignatureLine)
        #expect(throws: CryptographyError.self) {
            try Cosignature.sign(
                noteBody: body, witness: "a b", seed: Self.witnessSeed, unixSeconds: 1)
        }
    }

    @Test func opensslAgreesAboutTheSignatures() throws {
        let folder = try TemporaryDirectory()
        let checkpoint = try Self.checkpoint()
        let cosignature = try Cosignature.sign(
            noteBody: checkpoint.noteBody, witness: Self.witness, seed: Self.witnessSeed,
            unixSeconds: 7)
        let dated = Array("cosignature/v1\ntime 7\n".utf8) + checkpoint.noteBody
        let cases = [
            (Self.logSeed, checkpoint.noteBody, checkpoint.signature),
            (Self.witnessSeed, dated, cosignature.signature),
        ]
        for (seed, message, signature) in cases {
            let prefix = try #require(Hex.decode("302a300506032b6570032100"))
            try writeFile(folder.file("key"), prefix + (try Ed25519.publicKey(seed: seed)))
            try writeFile(folder.file("message"), message)
            try writeFile(folder.file("signature"), signature)
            let result = try runProcess([
                "openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER",
                "-inkey", folder.file("key"), "-in", folder.file("message"),
                "-sigfile", folder.file("signature"),
            ])
            #expect(result.status == 0, "\(result.errorText)")
        }
    }
}
