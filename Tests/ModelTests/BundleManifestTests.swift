import BundleFormat
import CanonicalJSON
import Cryptography
import Testing

@Suite struct BundleManifestTests {
    static let digest = SHA256.hash([1])
    static let hex = digest.hex

    static func manifest() throws -> Manifest {
        Manifest(
            bundle: try #require(BundleID("EX-31")), producerName: "trailseal-seal",
            producerVersion: "1", logs: [.init(log: digest, size: 9, root: digest, export: 7)],
            members: [
                .init(path: .readme, sha256: digest, size: 5),
                .init(path: .bagit, sha256: digest, size: 55),
            ],
            absent: [
                .init(log: digest, sequence: 10, sha256: digest, size: 1, why: .gone),
                .init(log: digest, sequence: 9, sha256: digest, size: 1, why: .changed),
            ])
    }

    @Test func aManifestReadsBack() throws {
        let manifest = try Self.manifest()
        #expect(try Manifest.read(manifest.encoded) == manifest)
        #expect(manifest.members.map(\.path) == [.bagit, .readme])
        #expect(manifest.absent.map(\.sequence) == [9, 10])
        #expect(manifest.logs.first?.label == String(Self.hex.prefix(16)))
    }

    static func problem(_ change: (inout JSONObject) -> Void) throws -> FormatProblem? {
        var object = try #require(try manifest().json.objectValue)
        change(&object)
        do throws(FormatProblem) {
            _ = try Manifest.read(CanonicalJSON.encode(.object(object)))
            return nil
        } catch {
            return error
        }
    }

    static func row(_ path: String, _ role: String) -> JSONValue {
        ["path": .string(path), "role": .string(role), "sha256": .string(hex), "size": 1]
    }

    @Test(
        arguments: [
            (["bundle": "a/b"], FormatProblem.field(path: "/bundle", expected: "a bundle's name")),
            (["v": 2], .unknownVersion(2)),
            (["v": "1"], .field(path: "/v", expected: "a version number")),
            (["logs": []], .field(path: "/logs", expected: "at least one log")),
            (
                ["members": [row("bagit.txt", "bag"), row("bagit.txt", "bag")]],
                .duplicateRow(path: "/members/1", key: "bagit.txt")
            ),
            (
                ["members": [row("data/README.html", "readme"), row("bagit.txt", "bag")]],
                .rowOrder(path: "/members/1")
            ),
            (
                ["members": [row("bagit.txt", "file")]],
                .field(path: "/members/0/role", expected: "the role of its path")
            ),
            (
                ["members": [row("manifest.json", "bag")]],
                .field(path: "/members/0/role", expected: "the role of its path")
            ),
            (
                ["members": [row("../x", "bag")]],
                .field(path: "/members/0/path", expected: "a path of the layout")
            ),
            (["absent": 1], .field(path: "/absent", expected: "an array")),
        ] as [([String: JSONValue], FormatProblem)])
    func theFirstWrongFieldIsNamed(change: [String: JSONValue], problem: FormatProblem) throws {
        let found = try Self.problem { for (key, value) in change { $0[key] = value } }
        #expect(found == problem)
    }

    @Test(arguments: ["", "0", "A", " ", String(hex.dropLast()), hex.uppercased(), hex + " "])
    func aDigestHasOneSpelling(text: String) throws {
        let found = try Self.problem { object in
            object["members"] = [
                ["path": "bagit.txt", "role": "bag", "sha256": .string(text), "size": 1]
            ]
        }
        #expect(
            found
                == .field(path: "/members/0/sha256", expected: "64 lower-case hex digits"))
    }

    @Test func sizesAreNeverNegative() throws {
        let found = try Self.problem { object in
            object["members"] = [
                ["path": "bagit.txt", "role": "bag", "sha256": .string(Self.hex), "size": -1]
            ]
        }
        #expect(
            found == .field(path: "/members/0/size", expected: "a whole number from 0 on"))
    }

    @Test func unknownFieldsAreKeptAndListed() throws {
        var object = try #require(try Self.manifest().json.objectValue)
        object["later"] = 1
        object["producer"] = ["name": "x", "version": "1", "build": "7"]
        let manifest = try Manifest.read(CanonicalJSON.encode(.object(object)))
        #expect(manifest.unknownFields == ["/later", "/producer/build"])
    }

    @Test func textThatIsNotCanonicalIsRefused() throws {
        let bytes = try Self.manifest().encoded + [0x0A]
        let error = #expect(throws: FormatProblem.self) { try Manifest.read(bytes) }
        #expect(error == .json(JSONError(.whiteSpace, at: bytes.count - 1)))
    }

    @Test func keysReadBack() throws {
        let keys = KeysFile(
            epochs: [.key(Self.digest), .commitment(Self.digest)], right: [Self.digest])
        #expect(
            String(decoding: keys.encoded, as: UTF8.self)
                == #"{"epochs":[{"key":"\#(Self.hex)"},{"commitment":"\#(Self.hex)"}],"right":["\#(Self.hex)"],"v":1}"#
        )
        #expect(try KeysFile.read(keys.encoded) == keys)
    }

    @Test(arguments: [
        (#"{"epochs":[],"right":[],"v":1}"#, "/epochs"),
        (#"{"epochs":[{}],"right":[],"v":1}"#, "/epochs/0"),
        (#"{"epochs":[{"commitment":"\#(hex)","key":"\#(hex)"}],"right":[],"v":1}"#, "/epochs/0"),
        (#"{"epochs":[{"key":"00"}],"right":[],"v":1}"#, "/epochs/0/key"),
        (#"{"epochs":[{"key":"\#(hex)"}],"right":[1],"v":1}"#, "/right/0"),
        (#"{"epochs":[{"key":"\#(hex)"}],"v":1}"#, "/right"),
        ("[]", "/"),
    ])
    func keysOfAnotherFormAreRefused(text: String, place: String) {
        let error = #expect(throws: FormatProblem.self) { try KeysFile.read(Array(text.utf8)) }
        guard case .field(place, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
