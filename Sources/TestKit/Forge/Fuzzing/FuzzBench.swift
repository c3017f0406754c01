internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import LinuxFiles
internal import Records
internal import Verification

/// What targets are given besides their input: the seeds of the tree and an honest bundle.
package struct FuzzBench: Sendable {
    /// The folder of the package.
    private let root: String

    /// Works with the tree in a folder.
    package init(root: String) { self.root = root }

    /// The sample that targets begin with: it holds tokens, a revocation list and all kinds of
    /// evidence.
    static let sample = "good-time-stamped"

    private var seedFolder: String { "\(root)/Tests/Fuzz/seeds" }
    private var sampleFolder: String { "\(root)/sample-bundles/\(Self.sample)" }

    /// The inputs that a target begins with.
    package func seeds(of target: String) throws -> [[UInt8]] {
        try files(below: "\(seedFolder)/\(target)")
    }

    /// The inputs that once broke a target; none for most.
    package func found(by target: String) throws -> [[UInt8]] {
        let folder = "\(root)/Tests/Fuzz/found/\(target)"
        return Files.exists(folder) ? try files(below: folder) : []
    }

    private func files(below folder: String) throws -> [[UInt8]] {
        try Files.list(folder).compactMap(\.name).sorted().map {
            try Files.read("\(folder)/\($0)", limit: 1 << 22)
        }
    }

    /// The bytes of the honest bundle.
    var bundle: [UInt8] {
        get throws { try Files.read("\(sampleFolder)/bundle.tar", limit: 1 << 22) }
    }

    /// The anchors that it is judged with.
    var trust: Trust {
        get throws { try SampleTrust.read("\(sampleFolder)/trust") }
    }

    /// The time that it is judged at.
    var at: Timestamp {
        get throws {
            let file = try Files.read("\(sampleFolder)/expected.json", limit: 1 << 16)
            let text = try CanonicalJSON.parse(file.dropLast(1)).objectValue?["at"]?.stringValue
            guard let at = text.flatMap({ Timestamp(rfc3339: $0) }) else {
                throw ForgeError.broken("expected.json has no time")
            }
            return at
        }
    }

    /// The certificates among the seeds: those of the honest bundle, its anchors, and the authority
    /// of the seeds' own lists and responses.
    var certificates: [Certificate] {
        get throws { try seeds(of: "certificate").map { try Certificate(der: $0) } }
    }
}
