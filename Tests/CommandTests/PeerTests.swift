import Testing
import TrailSealTestKit

/// Tools that aren't ours agree on what a bundle holds.
@Suite(
    "Independent tools agree on the bundles", .enabled(if: RealData.isThere, "needs the real data"))
struct PeerTests {
    @Test("bagit-python validates the unpacked bag", arguments: RealData.projects)
    func bagitValidates(project: RealData.Project) throws {
        let python = try #require(PeerPython.path, "make test installs bagit from PyPI")
        let bag = try unpacked(project)
        let result = try runProcess([python, "-m", "bagit", "--validate", bag.path])
        #expect(result.status == 0, "\(result.errorText)")
    }

    @Test("sha256sum agrees with every line of the manifest", arguments: RealData.projects)
    func sha256sumAgrees(project: RealData.Project) throws {
        let bag = try unpacked(project)
        let result = try runProcess(
            ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"],
            directory: bag.path)
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }

    @Test("GNU tar, bsdtar and Python list the same members", arguments: RealData.projects)
    func listersAgree(project: RealData.Project) throws {
        let bundle = try RealData.shared.get().bundle(of: project).path
        let gnu = try succeed(["tar", "--quoting-style=literal", "-tf", bundle]).outputText
        let bsd = try succeed(["bsdtar", "-tf", bundle]).outputText
        let script = "import sys, tarfile\nfor m in tarfile.open(sys.argv[1]): print(m.name)"
        let python = try succeed(["python3", "-c", script, bundle]).outputText
        #expect(!gnu.isEmpty)
        #expect(gnu == bsd)
        #expect(gnu == python)
    }

    @Test("openssl verifies the seal with its time-stamp attribute", arguments: RealData.projects)
    func opensslVerifiesTheSeal(project: RealData.Project) throws {
        let made = try RealData.shared.get()
        let bag = try unpacked(project)
        let result = try runProcess(
            [
                "openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in",
                "manifest.json.p7s", "-content", "manifest.json", "-CAfile",
                made.laboratory.trust + "/roots/root.pem", "-out", "/dev/null",
            ], directory: bag.path)
        #expect(result.status == 0, "\(result.errorText)")
    }

    @Test("openssl verifies every person's signature", arguments: RealData.projects)
    func opensslVerifiesSignatures(project: RealData.Project) throws {
        let made = try RealData.shared.get()
        let bag = try unpacked(project)
        let script = RepositoryRoot.path + "/Tests/Peers/signatures.py"
        let root = made.laboratory.trust + "/roots/root.pem"
        let result = try runProcess(["python3", script, bag.path, root])
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    }

    @Test("openssl verifies the token over a checkpoint", arguments: RealData.projects)
    func opensslVerifiesTokens(project: RealData.Project) throws {
        let made = try RealData.shared.get()
        let bag = try unpacked(project)
        let responses = try succeed(["find", bag.path, "-name", "*.tsr"]).outputText
            .split(separator: "\n").map(String.init)
        #expect(!responses.isEmpty)
        for response in responses {
            let folder = response.split(separator: "/", omittingEmptySubsequences: false)
                .dropLast().joined(separator: "/")
            let result = try runProcess([
                "openssl", "ts", "-verify", "-in", response, "-data", folder + "/note", "-CAfile",
                made.laboratory.authority + "/root.pem",
            ])
            #expect(result.status == 0, "\(response): \(result.errorText)")
        }
    }

    @Test("the Python oracle recomputes every value", arguments: RealData.projects)
    func oracleAgrees(project: RealData.Project) throws {
        let bundle = try RealData.shared.get().bundle(of: project).path
        let oracle = RepositoryRoot.path + "/Tests/Oracle/trailseal_oracle.py"
        let result = try runProcess(["python3", oracle, bundle])
        #expect(result.status == 0, "\(result.outputText.suffix(2000))\(result.errorText)")
    }

    private struct Bag {
        let folder: TemporaryDirectory
        let path: String
    }

    private func unpacked(_ project: RealData.Project) throws -> Bag {
        let bundle = try RealData.shared.get().bundle(of: project).path
        let folder = try TemporaryDirectory()
        try succeed(["tar", "-xf", bundle, "-C", folder.path])
        let name = try #require(try namesInFolder(folder.path).first)
        return Bag(folder: folder, path: folder.path + "/" + name)
    }
}
