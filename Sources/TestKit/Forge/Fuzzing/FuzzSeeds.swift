internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import Findings
internal import RecordLog
internal import Records
internal import Verification

/// The inputs that targets begin with, made from the samples; the same bytes every time.
package struct FuzzSeed: Sendable {
    /// The target.
    package let target: String
    /// The name of its file.
    package let name: String
    /// The input.
    package let bytes: [UInt8]

    init(_ target: String, _ name: String, _ bytes: [UInt8]) {
        (self.target, self.name, self.bytes) = (target, name, bytes)
    }

    init(_ target: String, _ name: String, _ text: String) {
        self.init(target, name, Array(text.utf8))
    }

    /// All of them.
    ///
    /// - Throws: What making samples throws.
    package static func all() throws -> [FuzzSeed] {
        let sample = try Samples.named(FuzzBench.sample).produce()
        let editor = try BundleEditor(sample.bundle)
        let withheld = try BundleEditor(try Samples.named("good-withheld").produce().bundle)
        return try words + formats(editor) + records(editor, withheld) + notes(editor)
            + stores() + proofs(editor) + notebooks() + certificates(editor, sample.trust)
            + revocation() + edits
    }

    // MARK: Texts

    private static let words = [
        FuzzSeed("words", "plain", "Alice Chen, λmax 254 nm"),
        FuzzSeed("words", "acting", "\u{1B}[2J\r\n\u{202E}DESSAP\u{200B}<U+202E> a  b "),
        FuzzSeed("words", "alike", "\u{410}lice \u{FF30}ASSED Вера a\u{301}\u{301}"),
        FuzzSeed("json", "values", #"{"a":[1,-2,true,"\u001f\"é"],"b":{"":9007199254740991}}"#),
        FuzzSeed("json", "general", " { \"b\" : 1.5e3 , \"a\" : null } "),
        FuzzSeed("names", "time", "2026-11-02T15:00:00.000000000Z"),
        FuzzSeed("names", "typed-time", "2026-11-02t16:00:00.5+01:00"),
        FuzzSeed("names", "offset", "-05:30"),
        FuzzSeed("names", "raw", "S 551/1/pdata/1/1r.=/con.\u{E9}"),
        FuzzSeed("names", "hex", "00ff10"), FuzzSeed("names", "base64", "AP8Q8A=="),
        FuzzSeed("proofs", "some", (0..<120).map { $0 &* 37 }),
        FuzzSeed("proofs", "all-ones", [UInt8](repeating: 0xFF, count: 200)),
    ]

    // MARK: Files of a bundle

    private static func formats(_ editor: BundleEditor) throws -> [FuzzSeed] {
        var small = editor
        for place in editor.members.indices.reversed() {
            let name = String(decoding: editor.members[place].path, as: UTF8.self)
            if !name.hasSuffix("bagit.txt") && !name.hasSuffix("/acqus") { small.remove(place) }
        }
        // Not a shipped one: those grow with every new rule, and seeds stay.
        let profile = Profile(
            name: "seed", rules: ["BND-001", "NOT-001", "SIG-001"],
            severityChanges: ["SIG-001": .minor])
        var seeds = [
            FuzzSeed("tar", "two-members", small.archive),
            FuzzSeed("tar", "header", Array(small.archive.prefix(512))),
            FuzzSeed("profile", "changed", CanonicalJSON.encode(.object(profile.json))),
            FuzzSeed("profile", "least", #"{"name":"x","rules":["BND-001"],"v":1}"#),
        ]
        for path in editor.paths {
            let bytes = editor[path] ?? []
            switch path {
            case .manifest:
                seeds.append(FuzzSeed("manifest", "whole", bytes))
                var least = try Manifest.read(bytes)
                least.members = Array(least.members.prefix(2))
                seeds.append(FuzzSeed("manifest", "least", least.encoded))
            case .keys: seeds.append(FuzzSeed("keys", "whole", bytes))
            case .policy:
                seeds.append(FuzzSeed("policy", "whole", bytes))
                seeds.append(FuzzSeed("json", "policy", bytes))
            case .file(_, _, let name) where name.text.hasSuffix("audita.txt"):
                seeds.append(FuzzSeed("trail", "audita", bytes))
            case .file(_, _, let name) where name.text.hasSuffix("auditp.txt"):
                seeds.append(FuzzSeed("trail", "auditp", bytes))
            default: break
            }
        }
        for (number, path) in editor.paths.enumerated() where number.isMultiple(of: 7) {
            seeds.append(FuzzSeed("names", "path-\(number)", path.text))
        }
        return seeds
    }

    // MARK: Records

    /// One line of each family, and one that is withheld.
    private static func records(
        _ editor: BundleEditor, _ withheld: BundleEditor
    ) throws -> [FuzzSeed] {
        var seeds: [String: FuzzSeed] = [:]
        for line in try lines(editor) + lines(withheld) {
            guard case .success(let read) = RecordLine.read(line) else {
                throw ForgeError.broken("a line isn't one")
            }
            guard case .clear(let range) = read.content else {
                seeds["withheld"] = FuzzSeed("record-line", "withheld", line)
                continue
            }
            let entry = try StatedEntry(encoded: Array(line[range]))
            if seeds[entry.family] == nil {
                seeds[entry.family] = FuzzSeed("record-line", entry.family, line)
            }
            if entry.family == "signature", seeds["cms"] == nil,
                let cms = entry.body["cms"]?.stringValue
            {
                seeds["cms"] = FuzzSeed("cms", "signature", Base64.decode(cms) ?? [])
            }
        }
        return seeds.keys.sorted().compactMap { seeds[$0] }
            + [FuzzSeed("cms", "seal", editor[.seal] ?? [])]
    }

    private static func lines(_ editor: BundleEditor) throws -> [[UInt8]] {
        for path in editor.paths {
            guard case .recordsJSONL = path, let bytes = editor[path] else { continue }
            return try JSONLines.split(bytes).map { Array(bytes[$0]) }
        }
        throw ForgeError.broken("no records")
    }

    // MARK: Receipts

    private static func notes(_ editor: BundleEditor) throws -> [FuzzSeed] {
        var seeds: [String: FuzzSeed] = [:]
        for path in editor.paths {
            let bytes = editor[path] ?? []
            switch path {
            case .note:
                seeds["note"] = FuzzSeed("note", "checkpoint", bytes)
                if case .success(let note) = SignedNote.read(bytes) {
                    let twice = SignedNote(
                        text: note.text, signatures: note.signatures + note.signatures)
                    seeds["twice"] = FuzzSeed("note", "two-signatures", twice.bytes)
                }
            case .receipt(_, _, _, .cosignature):
                seeds["cosignature"] = FuzzSeed("cosignature", "witness", bytes)
            case .receipt(_, _, _, let kind):
                seeds["\(kind)"] = FuzzSeed("answer", "\(kind)", bytes)
                if case .granted(let token, _) = TimeStampResponse.read(bytes) {
                    seeds["token"] = FuzzSeed("token", "receipt", token.der)
                }
            default: break
            }
        }
        return seeds.keys.sorted().compactMap { seeds[$0] }
    }

    /// A receipt of a store, and answers such as stores give.
    private static func stores() throws -> [FuzzSeed] {
        let editor = try BundleEditor(try Samples.named("good-object-lock").produce().bundle)
        let receipt = editor.paths.first { path in
            if case .receipt(_, _, _, .objectLock) = path { true } else { false }
        }
        guard let receipt, let bytes = editor[receipt] else {
            throw ForgeError.broken("no receipt of a store")
        }
        let lock = "<Mode>COMPLIANCE</Mode>"
        return [
            FuzzSeed("object-lock", "whole", bytes),
            FuzzSeed(
                "store-answer", "versions",
                "<?xml version=\"1.0\"?><ListVersionsResult xmlns=\"u\"><IsTruncated>false"
                    + "</IsTruncated><Version><Key>k</Key><VersionId>v1</VersionId><IsLatest>true"
                    + "</IsLatest><LastModified>2026-11-02T15:00:00.5Z</LastModified><Size>3</Size>"
                    + "</Version><DeleteMarker><Key>k</Key><VersionId>m</VersionId><LastModified>"
                    + "2026-11-02T14:00:00Z</LastModified></DeleteMarker></ListVersionsResult>"),
            FuzzSeed(
                "store-answer", "retention",
                "<Retention>\(lock)<RetainUntilDate>2027-11-02T15:00:00.000000000Z"
                    + "</RetainUntilDate></Retention>"),
            FuzzSeed(
                "store-answer", "bucket",
                "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>"
                    + "<DefaultRetention>\(lock)<Days>1</Days></DefaultRetention></Rule>"
                    + "</ObjectLockConfiguration>"),
            FuzzSeed("store-answer", "error", "<Error><Code>Access&#68;enied</Code></Error>"),
            FuzzSeed("store-answer", "date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]
    }

    /// Two checkpoints that agree, in the form of a proof that they don't.
    private static func proofs(_ editor: BundleEditor) throws -> [FuzzSeed] {
        let notes = editor.paths.compactMap { path -> Checkpoint? in
            guard case .note = path else { return nil }
            return try? Checkpoint.read(editor[path] ?? []).get()
        }.sorted { $0.size < $1.size }
        guard let first = notes.first, let last = notes.last else {
            throw ForgeError.broken("no checkpoints")
        }
        let proof = ForkProof(
            logKey: [UInt8](repeating: 7, count: 32), smaller: first, larger: last,
            subtrees: [first.root], siblings: [last.root, first.root])
        return [FuzzSeed("fork", "no-fork", proof.encoded)]
    }

    /// Two logs that an auditor saw, one of them twice.
    private static func notebooks() throws -> [FuzzSeed] {
        let seed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
        let key = try Ed25519.publicKey(seed: seed)
        var notebook = Notebook()
        for (log, size) in [(UInt8(1), UInt64(3)), (2, 5), (1, 8)] {
            let head = try Checkpoint.sign(
                logID: SHA256.hash([log]), size: size, root: SHA256.hash([log, 0]),
                logKeySeed: seed)
            notebook.note(
                head, logKey: key, time: Timestamp(unixSeconds: 1_790_000_000), bundle: "b.tar",
                manifest: log == 1 ? SHA256.hash([]) : nil)
        }
        return [FuzzSeed("notebook", "three-lines", notebook.bytes)]
    }

    // MARK: Certificates

    private static func certificates(
        _ editor: BundleEditor, _ trust: TrustFiles
    ) throws -> [FuzzSeed] {
        var seeds: [FuzzSeed] = []
        for path in editor.paths {
            guard let bytes = editor[path] else { continue }
            switch path {
            case .certificate:
                seeds.append(FuzzSeed("certificate", "evidence-\(seeds.count)", bytes))
            case .revocationList: seeds.append(FuzzSeed("crl", "laboratory", bytes))
            default: break
            }
        }
        for path in trust.paths where path.hasSuffix(".pem") {
            let bytes = trust.files[path] ?? []
            for certificate in try PEM.certificates(in: bytes) {
                let name = "trust-\(seeds.count)"
                seeds.append(FuzzSeed("certificate", name, certificate.der))
            }
            seeds.append(FuzzSeed("names", "pem-\(seeds.count)", bytes))
        }
        return seeds
    }

    /// A list with lines and responses of all kinds, by an authority of their own.
    private static func revocation() throws -> [FuzzSeed] {
        DeterministicRandom.install(seed: Array("trailseal fuzzing".utf8))
        defer { DeterministicRandom.remove() }
        let start: Int64 = 1_790_000_000
        let key = try PrivateKey.generate(.p256)
        let authority = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: SubjectName(commonName: "Seeds", organisation: "Fuzz"),
                usage: .authority(pathLength: nil), notBefore: start, notAfter: start + 1_000_000,
                serial: [0x11]), key: key)
        let lines = [
            RevokedCertificate(serial: "11", date: start),
            RevokedCertificate(
                serial: "0102030405060708", date: start, reason: .keyCompromise,
                invalidityDate: start - 5),
        ]
        let list = try CertificateIssuer.issueCRL(
            issuer: authority, key: key, thisUpdate: start, nextUpdate: start + 10, number: 7,
            revoked: lines, keepsExpiredSince: start - 100)
        let words: [(String, CertificateIssuer.ResponderWord)] = [
            ("good", .init(of: authority, thisUpdate: start, nextUpdate: start + 9)),
            ("unknown", .init(of: authority, isUnknown: true, thisUpdate: start, nextUpdate: nil)),
            (
                "revoked",
                .init(of: authority, revocation: lines[1], thisUpdate: start, nextUpdate: nil)
            ),
        ]
        return [
            FuzzSeed("certificate", "of-lists", authority.der),
            FuzzSeed("crl", "two-lines", list.der),
        ]
            + (try words.map { name, word in
                FuzzSeed(
                    "ocsp", name,
                    try CertificateIssuer.respond(
                        word, issuer: authority, responder: authority, key: key))
            })
    }

    // MARK: Edits of a bundle

    private static let edits = [
        FuzzSeed("bundle", "honest", [0]),
        FuzzSeed("bundle", "members", [7, 3, 0, 4, 9, 1, 2, 8, 5, 6, 7, 0, 6, 6]),
        FuzzSeed("bundle", "bytes", [0, 1, 2, 3, 0, 5, 1, 0, 9, 2, 3, 7, 7, 7]),
    ]
}
