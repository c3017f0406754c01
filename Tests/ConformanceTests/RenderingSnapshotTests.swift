import Findings
import Forge
import Reporting
import Testing
import TrailSealTestKit
import XMLText

/// The reports on the sample bundles, every rendering of each.
@Suite struct RenderingSnapshotTests {
    /// The lines of the committed table, by sample.
    private static func table() throws -> [String: String] {
        let text = String(
            decoding: try readFile("\(RepositoryRoot.path)/\(SampleRenderings.path)"),
            as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.first == SampleRenderings.heading)
        return Dictionary(
            lines.dropFirst().map { (String($0.prefix { $0 != "\t" }), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func theTableHasEverySampleAndNoOther() throws {
        #expect(Set(try Self.table().keys) == Set(Samples.all.map(\.name)))
    }

    /// `make samples` writes the table again; look at the reports before you commit it.
    @Test func everyRenderingOfEverySampleIsWhatItWas() async throws {
        let table = try Self.table()
        let report = try readFile(RepositoryRoot.path + "/schemas/report-1.xsd")
        let junit = try readFile(RepositoryRoot.path + "/schemas/junit-1.xsd")
        var others: [String] = []
        var sarif: [(name: String, bytes: [UInt8])] = []
        var etsi: [(name: String, bytes: [UInt8])] = []
        for sample in Samples.all {
            let set = try await SampleRenderings.reports(on: sample, in: SampleJudgement.folder)
            let renderings = try SampleRenderings.all(of: set)
            if table[sample.name] != SampleRenderings.line(sample.name, renderings) {
                others.append(sample.name)
            }
            sarif.append((sample.name, renderings[5]))
            etsi.append((sample.name, renderings[6]))
            #expect(Self.worstLevel(renderings[5]) == set.verdict, "\(sample.name)")
            #expect(Self.contradictions(in: set.reports) == [], "\(sample.name)")
            #expect(
                try XMLSchemaValidator.validate(document: renderings[2], schema: report) == [],
                "\(sample.name)")
            #expect(
                try XMLSchemaValidator.validate(document: renderings[4], schema: junit) == [],
                "\(sample.name)")
        }
        #expect(others == [], "reports that come out otherwise")
        #expect(try DocumentPeer.problems("sarif", in: sarif) == [])
        #expect(try DocumentPeer.problems("etsi", in: etsi) == [])
    }

    /// Signatures of which the validations say something else than verdict and register.
    private static func contradictions(in reports: [Report]) -> [ValidationLine] {
        reports.flatMap { report in
            let signatures = report.validations.filter { $0.kind != .timeStamp }
            let invalid = Set(
                report.signatures.filter { !$0.isValid }.map {
                    [$0.place.log, "\($0.place.sequence ?? 0)"]
                })
            return signatures.filter { line in
                let isInvalid =
                    line.kind == .person
                    && invalid.contains([line.place.log, "\(line.place.sequence ?? 0)"])
                return line.problems.isEmpty ? isInvalid : report.verdict == .passed
            }
        }
    }

    /// The verdict that a reader of SARIF concludes from the levels of the results.
    private static func worstLevel(_ sarif: [UInt8]) -> Verdict {
        let text = String(decoding: sarif, as: UTF8.self)
        if text.contains(#""level":"error","locations""#) { return .failed }
        return text.contains(#""level":"warning","locations""#) ? .indeterminate : .passed
    }
}
