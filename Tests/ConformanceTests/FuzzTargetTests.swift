import Forge
import Testing
import TrailSealTestKit

/// The fuzzer's targets over its seeds and over every input that once broke one of them.
///
/// What the fuzzer itself makes up is run by `make fuzz`, and shortly by `make test`.
@Suite struct FuzzTargetTests {
    private static let bench = FuzzBench(root: RepositoryRoot.path)
    private static let names = FuzzTarget.all.map(\.name)

    @Test(arguments: names) func whatOnceBrokeATargetHoldsNow(_ name: String) async throws {
        let judge = try FuzzTarget.named(name).judge(Self.bench)
        for input in try Self.bench.seeds(of: name) + Self.bench.found(by: name) {
            #expect(await judge(input) == nil)
        }
        #expect(await judge([]) == nil)
    }

    @Test func everyTargetHasSeedsAndEverySeedATarget() throws {
        let folders = try namesInFolder(RepositoryRoot.path + "/Tests/Fuzz/seeds")
        #expect(Set(folders) == Set(Self.names))
        #expect(Set(Self.names).count == Self.names.count)
    }

    /// A target that never speaks would find nothing.
    @Test func aTargetSpeaksWhereSomebodySignedWhatIsNotAmongTheSeeds() async throws {
        let folder = try TemporaryDirectory()
        let seeds = folder.file("Tests/Fuzz/seeds")
        let root = RepositoryRoot.path
        #expect(try runProcess(["mkdir", "-p", folder.file("Tests/Fuzz")]).status == 0)
        #expect(try runProcess(["cp", "-r", root + "/Tests/Fuzz/seeds", seeds]).status == 0)
        for (name, hidden, kept) in [
            ("crl", "laboratory", "two-lines"), ("ocsp", "good", "revoked"),
            ("cms", "seal", "signature"),
        ] {
            let path = "\(seeds)/\(name)/\(hidden)"
            let bytes = try readFile(path)
            #expect(try runProcess(["rm", path]).status == 0)
            let judge = try FuzzTarget.named(name).judge(FuzzBench(root: folder.path))
            #expect(await judge(bytes) != nil, "\(name)")
            #expect(await judge(try readFile("\(seeds)/\(name)/\(kept)")) == nil, "\(name)")
        }
    }
}
