import CanonicalJSON
import Cryptography
import Records
import Testing
import TrailSealTestKit

@Suite struct SitePolicyTests {
    static let standard = SitePolicy.standard(policyId: "site", version: "3")

    @Test func standardPolicyComesBackFromItsFile() throws {
        let policy = Self.standard
        #expect(try SitePolicy(encoded: policy.encoded) == policy)
        #expect(policy.sha256 == SHA256.hash(policy.encoded))
        #expect(policy.meaning(code: "EXPORT-APPROVED")?.label == "export approved, true copy")
        #expect(policy.meaning(code: "none") == nil)
    }

    /// The usual one, and a role for what records by itself.
    @Test func thePackedPolicyHasARoleForServices() throws {
        let folder = RepositoryRoot.path + "/delivery/debian/trailseal-capture/usr/share/doc"
        let packed = try SitePolicy(
            encoded: try readFile(folder + "/trailseal-capture/examples/policy.json"))
        let usual = SitePolicy.standard(policyId: packed.policyId, version: packed.version)
        #expect(packed.roles == usual.roles + ["service"])
        #expect(packed.meanings == usual.meanings)
        #expect(packed.requireReason == usual.requireReason)
        #expect(packed.limits == usual.limits)
    }

    @Test func unknownFieldsStayInTheFile() throws {
        var object = Self.standard.json
        object["calendars"] = ["CH"]
        let policy = try SitePolicy(json: object)
        #expect(policy.encoded == CanonicalJSON.encode(.object(object)))
        #expect(policy.sha256 != Self.standard.sha256)
    }

    @Test func requiredSignaturesComeBack() throws {
        let policy = SitePolicy(
            policyId: "p", version: "1", meanings: [SitePolicy.exportApproved],
            roles: ["qa"], limits: Self.standard.limits,
            requiredSignatures: [.init(target: "dataset", meaning: "REVIEWED")])
        #expect(try SitePolicy(encoded: policy.encoded) == policy)
    }

    static let refusals: [(String, JSONValue?)] = [
        ("v", 2), ("v", nil), ("policyId", ""), ("version", nil), ("meanings", []),
        ("meanings", [["code": "A", "label": "a"]]), ("requireReason", ["NONE"]),
        ("roles", nil), ("limits", [:]),
        (
            "meanings",
            [
                ["code": "EXPORT-APPROVED", "label": "export approved, true copy"],
                ["code": "EXPORT-APPROVED", "label": "something else"],
            ]
        ),
        ("meanings", [["code": "EXPORT-APPROVED", "label": "something else"]]),
    ]

    @Test(arguments: refusals.indices)
    func otherPoliciesAreRefused(index: Int) {
        let (key, value) = Self.refusals[index]
        var object = Self.standard.json
        object[key] = value
        #expect(throws: SchemaError.self) { try SitePolicy(json: object) }
    }

    @Test(arguments: [
        ("epochMaxRecords", Int64(2)), ("epochMaxSeconds", 0), ("lockAfterFailures", 0),
        ("skewMilliseconds", -1),
    ])
    func limitsHaveRanges(key: String, value: Int64) {
        let object = EntryTests.setting(
            ["limits", key], .integer(value), in: Self.standard.json)
        #expect(throws: SchemaError.self) { try SitePolicy(json: object) }
    }
}
