import CanonicalJSON
import Cryptography

extension MemberPath {
    /// Reads a path below the bundle's folder; nil when the layout has no such place.
    package init?(_ text: String) {
        if let path = Self.plainFile(text) ?? Self.ofCheckpoint(text.utf8.span) {
            self = path
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let read: MemberPath? =
            switch parts.first {
            case "data" where parts.count > 1: Self.payload(parts.dropFirst())
            case "evidence" where parts.count > 1: Self.evidence(parts.dropFirst())
            default: parts.count == 1 ? Self.tag(text) : nil
            }
        // One spelling: what doesn't come out the same isn't in the layout.
        guard let read, read.text.utf8.elementsEqual(text.utf8) else { return nil }
        self = read
    }

    private static func tag(_ name: String) -> MemberPath? {
        switch name {
        case "manifest.json": .manifest
        case "manifest.json.p7s": .seal
        case "bag-info.txt": .bagInfo
        case "bagit.txt": .bagit
        case "manifest-sha256.txt": .manifestSHA256
        default: nil
        }
    }

    private static func payload(_ parts: ArraySlice<Substring>) -> MemberPath? {
        let rest = parts.dropFirst()
        switch (parts.first, rest.count) {
        case ("README.html", 0): return .readme
        case ("unnamed", 1): return rest.first.flatMap(digest).map(MemberPath.unnamed)
        case ("records", 1): return rest.first.flatMap(records)
        case ("files", 3...): return file(Array(rest))
        default: return nil
        }
    }

    /// A file under its own name, of which there may be a quarter of a million; nil for every other
    /// place, and where it isn't one.
    private static func plainFile(_ text: String) -> MemberPath? {
        let head = "data/files/"
        let bytes = text.utf8
        guard bytes.count > head.utf8.count + 34, bytes.starts(with: head.utf8) else { return nil }
        let log = bytes.dropFirst(head.utf8.count)
        let project = log.dropFirst(17)
        let path = project.dropFirst(17)
        guard log.dropFirst(16).first == UInt8(ascii: "/"),
            project.dropFirst(16).first == UInt8(ascii: "/"),
            log.prefix(16).allSatisfy({ ASCII.hexValue($0) != nil }),
            project.prefix(16).allSatisfy({ ASCII.hexValue($0) != nil }),
            let name = MappedName.reading(Substring(path))
        else { return nil }
        return .file(
            log: String(Substring(log.prefix(16))), project: String(Substring(project.prefix(16))),
            path: name)
    }

    private static func file(_ parts: [Substring]) -> MemberPath? {
        let path = parts[2...].joined(separator: "/")
        guard isLabel(parts[0]), isLabel(parts[1]), let name = MappedName.reading(path)
        else { return nil }
        return .file(log: String(parts[0]), project: String(parts[1]), path: name)
    }

    private static func records(_ name: Substring) -> MemberPath? {
        guard let (stem, end) = split(name), isLabel(stem) else { return nil }
        switch end {
        case "csv": return .recordsCSV(log: String(stem))
        case "jsonl": return .recordsJSONL(log: String(stem))
        default: return nil
        }
    }

    private static func evidence(_ parts: ArraySlice<Substring>) -> MemberPath? {
        let rest = Array(parts.dropFirst())
        switch (parts.first, rest.count) {
        case ("logs", 2) where rest[1] == "keys.json" && isLabel(rest[0]):
            return .keys(log: String(rest[0]))
        case (let folder?, 1):
            guard let (stem, end) = split(rest[0]), let digest = digest(stem) else { return nil }
            switch (folder, end) {
            case ("certificates", "cer"): return .certificate(digest)
            case ("revocation", "crl"): return .revocationList(digest)
            case ("revocation", "ocsp"): return .revocationResponse(digest)
            case ("policies", "json"): return .policy(digest)
            default: return nil
            }
        default: return nil
        }
    }

    /// A note or what lies beside it, of which a log has two for every quarter of an hour; nil for every
    /// other place.
    ///
    /// Each part has one spelling only, so nothing has to be spelled again to be compared.
    private static func ofCheckpoint(_ text: Span<UInt8>) -> MemberPath? {
        let slash = UInt8(ascii: "/")
        let (log, folder) = (14, 31)
        guard ByteRuns.holds("evidence/logs/", in: text, at: 0),
            Hex.isHex(text, at: log, count: 16), text.count > folder, text[folder - 1] == slash,
            let end = ByteRuns.first(slash, in: text, from: folder),
            let size = ASCII.decimal(ByteRuns.text(text, folder..<end)), size > 0
        else { return nil }
        let label = ByteRuns.text(text, log..<folder - 1)
        let name = text.extracting((end + 1)..<text.count)
        if name.count == 4, ByteRuns.holds("note", in: name, at: 0) {
            return .note(log: label, size: size)
        }
        guard ByteRuns.first(slash, in: name, from: 0) == nil else { return nil }
        for kind in ReceiptKind.allCases {
            let stem = name.count - kind.rawValue.utf8.count - 1
            guard stem > 0, name[stem] == UInt8(ascii: "."),
                ByteRuns.holds(kind.rawValue.utf8.span, in: name, at: stem + 1)
            else { continue }
            return MappedName.reading(ByteRuns.text(name, 0..<stem)).map {
                .receipt(log: label, size: size, notary: $0, kind: kind)
            }
        }
        return nil
    }

    /// The part in front of the last dot and the part behind it.
    private static func split(_ name: Substring) -> (Substring, Substring)? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return (name[..<dot], name[dot...].dropFirst())
    }

    private static func digest(_ text: Substring) -> Digest? {
        Digest(hex: String(text))
    }

    /// Whether a text is the label of a log or a project: 16 hex digits.
    package static func isLabel(_ text: some StringProtocol) -> Bool {
        ASCII.isHex(text, digits: 16)
    }
}
