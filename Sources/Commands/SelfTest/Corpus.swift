import CanonicalJSON
package import Cryptography

/// Bundles with the judgement that each must get, built into the program.
///
/// They are the sample bundles of the repository, byte for byte; `trailseal-forge corpus` packs them.
package struct Corpus: Sendable {
    /// One bundle with its trust folder and what has to be said of it.
    package struct Sample: Sendable {
        /// Its name: `good-`, `odd-` or `bad-` and what is special about it.
        package let name: String
        /// The verdict that it must get.
        package let verdict: String
        /// What some rules must come to, by id.
        package let rules: [String: String]
        /// The time to judge for, RFC 3339.
        package let at: String
        /// The profile's name.
        package let profile: String
        /// The bundle.
        package let bundle: [UInt8]
        /// The auditor's trust folder, by path from `trust/` on.
        package let trust: [String: [UInt8]]
        /// What came after sealing, by name; nothing for most.
        package let later: [String: [UInt8]]

        /// Makes a sample of its parts.
        package init(
            name: String, verdict: String, rules: [String: String], at: String, profile: String,
            bundle: [UInt8], trust: [String: [UInt8]], later: [String: [UInt8]] = [:]
        ) {
            self.name = name
            self.verdict = verdict
            self.rules = rules
            self.at = at
            self.profile = profile
            self.bundle = bundle
            self.trust = trust
            self.later = later
        }
    }

    /// Every bundle, in the order in which they were packed.
    package let samples: [Sample]
    /// SHA-256 of everything that is packed.
    package let sha256: Digest

    /// Makes a corpus of its parts.
    package init(samples: [Sample], sha256: Digest) {
        self.samples = samples
        self.sha256 = sha256
    }

    /// What is built into this program; nil where it can't be read, which only a damaged program shows.
    package static let builtIn: Corpus? = Base64.decode(CorpusText.base64).flatMap(Corpus.init)

    /// Greatest length of what is unpacked.
    private static let limit = 1 << 26

    /// Unpacks a corpus; nil where it isn't one.
    ///
    /// What is packed begins with one line of JSON that lists the files, `SAMPLE/PATH` each with its
    /// length; their bytes follow in that order.
    package init?(packed: [UInt8]) {
        guard let bytes = PackedBytes.unpack(packed, limit: Self.limit),
            let end = bytes.firstIndex(of: 0x0A),
            let files = Self.files(Array(bytes[..<end]), bytes[(end + 1)...])
        else { return nil }
        var samples: [Sample] = []
        for (name, content) in files {
            guard let sample = Sample(name: name, files: content) else { return nil }
            samples.append(sample)
        }
        self.init(samples: samples, sha256: SHA256.hash(bytes))
    }

    /// The files by sample, in order; nil where the list doesn't fit the bytes.
    private static func files(
        _ list: [UInt8], _ bytes: ArraySlice<UInt8>
    ) -> [(name: String, files: [String: [UInt8]])]? {
        guard let index = parsed(list)?["files"]?.arrayValue else { return nil }
        var samples: [(name: String, files: [String: [UInt8]])] = []
        var rest = bytes
        for item in index {
            guard let path = item.objectValue?["path"]?.stringValue,
                let size = item.objectValue?["size"]?.integerValue, size >= 0,
                let slash = path.firstIndex(of: "/"), size <= rest.count
            else { return nil }
            let name = String(path[..<slash])
            if samples.last?.name != name { samples.append((name, [:])) }
            let file = String(path[path.index(after: slash)...])
            samples[samples.count - 1].files[file] = Array(rest.prefix(Int(size)))
            rest = rest.dropFirst(Int(size))
        }
        return rest.isEmpty ? samples : nil
    }

    fileprivate static func parsed(_ bytes: [UInt8]) -> JSONObject? {
        do throws(JSONError) { return try CanonicalJSON.parse(bytes).objectValue } catch {
            return nil
        }
    }
}

extension Corpus.Sample {
    /// Takes the files of a sample's folder.
    fileprivate init?(name: String, files: [String: [UInt8]]) {
        guard let bundle = files["bundle.tar"], let expected = files["expected.json"],
            let object = Corpus.parsed(expected.filter { $0 != 0x0A }),
            let verdict = object["verdict"]?.stringValue, let at = object["at"]?.stringValue
        else { return nil }
        var rules: [String: String] = [:]
        for (rule, word) in object["rules"]?.objectValue?.members ?? [] {
            rules[rule] = word.stringValue
        }
        self.init(
            name: name, verdict: verdict, rules: rules, at: at,
            profile: object["profile"]?.stringValue ?? "standard", bundle: bundle,
            trust: files.filter { $0.key.hasPrefix("trust/") },
            later: Dictionary(
                files.filter { $0.key.hasPrefix("later/") }
                    .map { (String($0.key.dropFirst("later/".count)), $0.value) },
                uniquingKeysWith: { first, _ in first }))
    }
}
