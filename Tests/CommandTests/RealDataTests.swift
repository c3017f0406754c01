import CanonicalJSON
import Testing
import TrailSealTestKit

/// What instruments really wrote, from the folder to the verdict.
@Suite(
    "Real instrument data",
    .enabled(
        if: RealData.isThere,
        "the folder of real instrument data isn't beside this checkout, so nothing real is captured"
    ))
struct RealDataTests {
    @Test("every project's bundle passes", arguments: RealData.projects)
    func bundlePasses(project: RealData.Project) throws {
        let bundle = try RealData.shared.get().bundle(of: project)
        #expect(bundle.status == 0, "\(bundle.text)")
        #expect(bundle.report["verdict"]?.stringValue == "PASSED")
    }

    @Test("the vendor's own audit trails hold", arguments: RealData.projects)
    func instrumentTrailsHold(project: RealData.Project) throws {
        let bundle = try RealData.shared.get().bundle(of: project)
        let expected = project.hasVendorTrails ? "passed" : "not applicable"
        #expect(bundle.outcome(of: "INS-001") == expected)
        #expect(bundle.outcome(of: "INS-002") == expected)
    }

    @Test(
        "names with spaces, equals signs and every other byte survive", arguments: RealData.projects
    )
    func namesSurvive(project: RealData.Project) throws {
        let made = try RealData.shared.get()
        let bundle = made.bundle(of: project)
        var found: Set<String> = []
        for path in project.paths {
            let folder = SharedData.folder(path.set).map { $0 + path.below } ?? ""
            let listing = try succeed(["find", folder, "-type", "f", "-printf", "%P\\0"])
            for name in listing.outputText.split(separator: "\0") {
                found.insert(name.split(separator: "/").last.map(String.init) ?? "")
            }
        }
        let captured = Set(try bundle.capturedNames())
        #expect(captured == found)
    }
}

/// The bundles of all real projects, made once.
enum RealData {
    struct Project: CustomTestStringConvertible, Sendable {
        let name: String
        let paths: [(set: String, below: String)]
        let hasVendorTrails: Bool

        var testDescription: String { name }
    }

    static let projects = [
        Project(
            name: "bruker-cheminfo",
            paths: [
                ("nmr-bruker-cheminfo", "/data"), ("nmr-bruker-cheminfo", "/extracted"),
            ], hasVendorTrails: true),
        Project(
            name: "bruker-mtbls1", paths: [("nmr-bruker-mtbls1", "/FIDs")], hasVendorTrails: true),
        Project(
            name: "varian",
            paths: [
                ("nmr-varian", "/IPB_HopExample"), ("nmr-varian", "/reference_spectra_examples"),
            ],
            hasVendorTrails: false),
        Project(name: "jeol", paths: [("nmr-jeol", "/data")], hasVendorTrails: false),
        Project(name: "jcamp", paths: [("nmr-jcamp", "/data")], hasVendorTrails: false),
    ]

    static var isThere: Bool {
        projects.allSatisfy { $0.paths.allSatisfy { SharedData.folder($0.set) != nil } }
    }

    static let shared = Result { try Bundles() }

    /// One laboratory with a witness and a time-stamp authority, one sealed bundle per project.
    struct Bundles: Sendable {
        let laboratory: CommandLaboratory
        private let judged: [String: Judged]

        init() throws {
            laboratory = try CommandLaboratory(hasAuthority: true)
            for project in RealData.projects {
                let paths = project.paths.map { (SharedData.folder($0.set) ?? "") + $0.below }
                _ = try laboratory.record(paths, project: project.name)
            }
            try laboratory.signByBoth()
            var judged: [String: Judged] = [:]
            for project in RealData.projects {
                let path = try laboratory.export(
                    project: project.name, more: ["--tsa", "{tsa}"])
                let result = try laboratory.verify(path, more: ["--json", "-", "--quiet"])
                judged[project.name] = try Judged(path: path, result: result)
            }
            self.judged = judged
        }

        func bundle(of project: Project) -> Judged {
            judged[project.name] ?? Judged.none
        }
    }

    /// A bundle with the verifier's word on it.
    struct Judged: Sendable {
        let path: String
        let status: Int32
        let text: String
        let report: JSONObject

        static let none = Judged(path: "", status: -1, text: "no such bundle", report: JSONObject())

        private init(path: String, status: Int32, text: String, report: JSONObject) {
            self.path = path
            self.status = status
            self.text = text
            self.report = report
        }

        init(path: String, result: ProcessResult) throws {
            let value = try JSONText.parse(result.stdout).canonicalised()
            self.init(
                path: path, status: result.status, text: result.outputText + result.errorText,
                report: value.objectValue ?? JSONObject())
        }

        func outcome(of rule: String) -> String? {
            let first = report["reports"]?.arrayValue?.first?.objectValue
            return first?["results"]?.arrayValue?.compactMap(\.objectValue)
                .first { $0["rule"]?.stringValue == rule }?["outcome"]?.stringValue
        }

        /// The last segments of the captured files' paths, as the records have them in text, or mapped.
        func capturedNames() throws -> [String] {
            let listing = try succeed(["tar", "-tf", path]).outputText.split(separator: "\n")
            let lines = listing.first { $0.hasSuffix(".jsonl") }.map(String.init) ?? ""
            let text = try succeed(["tar", "-xOf", path, lines]).stdout
            return try text.split(separator: 0x0A).compactMap { line in
                let record = try JSONText.parse(Array(line)).canonicalised().objectValue
                let entry = record?["entry"]?.objectValue
                guard entry?["family"] == "capture", let body = entry?["body"]?.objectValue,
                    body["event"] != "dataset"
                else { return nil }
                let path = body["pathText"] ?? body["path"]
                return path?.stringValue?.split(separator: "/").last.map(String.init)
            }
        }
    }
}
