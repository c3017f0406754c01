import BundleFormat
import Findings
import Testing
import TrailSealTestKit

/// BagIt's rules, which leave much to the reader, against the one form of a sealed bundle.
///
/// A sealed bundle is a bag that any BagIt tool takes. The converse doesn't hold: what BagIt
/// permits or warns of is a second way to say the same, and fails here; see docs/peers.md.
@Suite struct BagConformanceTests {
    static let suite = SharedData.folder("bagit-conformance")

    @Test(arguments: BagCase.all)
    func whatABagMayDoASealedBundleMayNot(_ testCase: BagCase) async throws {
        var bundle = TestBundle()
        testCase.change(&bundle)
        let report = try await bundle.report()
        #expect(report.verdict == .failed)
        #expect(
            report.codes(testCase.rule).contains(testCase.code),
            "\(report.result(testCase.rule)?.findings ?? [])")
    }

    @Test(arguments: BagCase.all)
    func bagitSaysOfItWhatTheTableSays(_ testCase: BagCase) throws {
        var bundle = TestBundle()
        testCase.change(&bundle)
        #expect(try Self.bagitAccepts(bundle.bytes()) == testCase.bagitAccepts)
    }

    @Test func bagitTakesTheHonestBundle() throws {
        #expect(try Self.bagitAccepts(TestBundle().bytes()))
    }

    @Test(.enabled(if: suite != nil, "the bagit-conformance set is absent"))
    func everyWarningAndEveryFaultOfTheSuiteHasItsCase() throws {
        let bags = try Self.bags()
        let cased = Set(BagCase.all.map(\.name))
        for bag in bags where bag.kind == "warning" || bag.kind == "invalid" {
            #expect(cased.contains(bag.name), "\(bag.name)")
        }
    }

    /// The suite's own bags in an archive of ours: read to the end, refused, and never a crash.
    @Test(.enabled(if: suite != nil, "the bagit-conformance set is absent"))
    func noBagOfTheSuiteIsTakenForASealedBundle() async throws {
        var reasons: [String: Int] = [:]
        let bags = try Self.bags()
        for bag in bags {
            let members = try Self.files(bag.path).map { path in
                (path: "EX-1" + path.dropFirst(bag.path.count), data: try readFile(path))
            }
            let report = try await TestBundle.report(on: TestBundle.tar(members))
            #expect(report.verdict == .failed, "\(bag.path)")
            for rule in ["BND-001", "BND-002"] {
                for code in report.codes(rule) { reasons["\(rule) \(code)", default: 0] += 1 }
            }
            #expect(report.codes("BND-002") == ["NO_MANIFEST"], "\(bag.path)")
        }
        #expect(bags.count == 60)
        let list = reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print("bagit-conformance: \(bags.count) bags refused; \(list.joined(separator: ", "))")
    }

    // MARK: The suite

    private struct Bag {
        let kind: String
        let name: String
        let path: String
    }

    private static func bags() throws -> [Bag] {
        let suite = try #require(suite)
        return try namesInFolder(suite).filter { $0.hasPrefix("v") }.flatMap { version in
            try namesInFolder("\(suite)/\(version)").flatMap { kind in
                try namesInFolder("\(suite)/\(version)/\(kind)").map { name in
                    Bag(kind: kind, name: name, path: "\(suite)/\(version)/\(kind)/\(name)")
                }
            }
        }
    }

    private static func files(_ folder: String) throws -> [String] {
        let found = try runProcess(["find", folder, "-type", "f", "-print0"])
        return found.outputText.split(separator: "\0").map(String.init).sorted()
    }

    private static func bagitAccepts(_ archive: [UInt8]) throws -> Bool {
        let python = try #require(PeerPython.path, "make test installs bagit from PyPI")
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("b.tar"), archive)
        #expect(
            try runProcess(["tar", "-xf", folder.file("b.tar"), "-C", folder.path]).status == 0)
        let bag = folder.file("EX-1")
        return try runProcess([python, "-m", "bagit", "--validate", bag]).status == 0
    }
}
