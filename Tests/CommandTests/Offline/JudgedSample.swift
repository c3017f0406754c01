import CanonicalJSON
import Testing
import TrailSealTestKit

/// A sample bundle as the program judges it: how it ended and every byte that it wrote.
struct JudgedSample {
    /// The renderings, all of which every run is asked for.
    static let renderings = ["text", "html", "xml", "json", "junit", "sarif", "etsi"]
    static let folder = RepositoryRoot.path + "/sample-bundles"

    /// The exit status, or 128 plus the number of the signal that ended it.
    let status: Int32
    /// The reports by rendering; nil where none was written.
    let reports: [String: [UInt8]?]
    let output: [UInt8]

    /// Every sample there is.
    static let names: [String] = {
        ((try? namesInFolder(folder)) ?? []).filter { isThere("\(folder)/\($0)/expected.json") }
    }()

    /// How a sample is handed to the verifier.
    struct Order {
        /// What stands before the verifier's own command.
        var prefix: [String] = []
        /// The whole environment; nil for the test's own.
        var environment: [String: String]?
        /// The current folder; nil for the test's own.
        var directory: String?
        /// Bundle and trust as the command line names them: below `sample-bundles`, or from here.
        var place: (String) -> String = { "\(JudgedSample.folder)/\($0)" }
        /// Whether the time of the sample is handed over with `--at`.
        var saysWhen = true
    }

    /// Judges a sample with the program that was built beside these tests.
    init(_ name: String, _ order: Order = Order()) throws {
        let out = try TemporaryDirectory()
        let expected = try CanonicalJSON.parse(
            Array(readFile("\(Self.folder)/\(name)/expected.json").dropLast())
        ).objectValue
        let at = try #require(expected?["at"]?.stringValue)
        let place = order.place(name)
        var command = order.prefix
        command += [Programs.verify, "\(place)/bundle.tar", "--trust", "\(place)/trust"]
        if order.saysWhen { command += ["--at", at] }
        if let profile = expected?["profile"]?.stringValue { command += ["--profile", profile] }
        for kind in Self.renderings { command += ["--\(kind)", out.file(kind)] }
        let run = try runProcess(
            command, environment: order.environment, directory: order.directory)
        status = run.status
        output = run.stdout
        reports = Dictionary(
            uniqueKeysWithValues: Self.renderings.map { ($0, try? readFile(out.file($0))) })
        errors = run.errorText
    }

    /// What it wrote to standard error, which no two runs need to share.
    let errors: String

    /// Expects the same status, the same reports and the same output of two runs.
    func expectSame(
        as other: JudgedSample, location: SourceLocation = #_sourceLocation
    ) {
        let kinds = Self.renderings.filter { reports[$0] != other.reports[$0] }
        // Two whole reports in a message would help nobody.
        #expect(kinds == [], "\(errors)\(other.errors)", sourceLocation: location)
        #expect(status == other.status, sourceLocation: location)
        #expect(output == other.output, sourceLocation: location)
    }
}
