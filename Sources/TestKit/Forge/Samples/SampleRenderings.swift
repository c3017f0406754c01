import BundleFormat
import Cryptography
import Findings
import LinuxFiles
import Records
package import Reporting
import Verification

/// What the verifier writes about each sample, in every rendering.
package enum SampleRenderings {
    /// Where the digests of the renderings stand in the repository.
    package static let path = "Tests/Snapshots/renderings.tsv"

    /// The names of the renderings, in the order of the columns.
    package static let kinds = ["text", "html", "xml", "json", "junit", "sarif", "etsi"]

    /// The report on a sample, for its time and by its profile.
    ///
    /// What may differ from run to run is the same here, so the renderings are the same every time.
    ///
    /// - Throws: Where a file of the sample can't be read.
    package static func reports(on sample: Sample, in folder: String) async throws -> ReportSet {
        let place = "\(folder)/\(sample.name)"
        guard
            let profile = Profile.shipped.first(where: { $0.name == sample.profile ?? "standard" }),
            let at = Timestamp(rfc3339: sample.at)
        else { throw ForgeError.unknownCase("\(sample.name): no such profile or time") }
        let source = MemorySource(try Files.read("\(place)/bundle.tar", limit: 1 << 24))
        let report = try await Verifier.verify(
            VerificationInput(
                source: source, fileName: "bundle.tar",
                trust: try SampleTrust.read("\(place)/trust"), profile: profile, at: at,
                atWasGiven: true, later: try later("\(place)/later"),
                program: "the program of this rendering"))
        return ReportSet(reports: [report])
    }

    private static func later(_ folder: String) throws -> [LaterInput] {
        guard Files.exists(folder) else { return [] }
        return try Files.list(folder).map(\.shownName).sorted().map {
            LaterInput(name: $0, bytes: try Files.read("\(folder)/\($0)", limit: 1 << 24))
        }
    }

    /// The bytes of each rendering, in the order of `kinds`.
    ///
    /// - Throws: `RenderingError` when the XML library has no memory left.
    package static func all(of set: ReportSet) throws -> [[UInt8]] {
        [
            Array(TextReport.render(set).utf8), HTMLReport.render(set), try XMLReport.render(set),
            JSONReport.render(set), try JUnitReport.render(set),
            SARIFReport.render(set, by: run), try ETSIReport.render(set),
        ]
    }

    /// The program of these renderings, which has no version and no end of its own.
    private static let run = ProgramRun(
        version: "0.0.0", commit: nil, sha256: nil, exitCode: 0,
        exitMeaning: "the end of this rendering")

    /// The line of a sample: its name and the beginning of the SHA-256 of each rendering.
    package static func line(_ name: String, _ renderings: [[UInt8]]) -> String {
        ([name] + renderings.map { String(SHA256.hash($0).hex.prefix(16)) })
            .joined(separator: "\t")
    }

    /// The heading above the lines.
    package static let heading = (["sample"] + kinds).joined(separator: "\t")
}
