import CanonicalJSON
import Cryptography
import Testing
import TrailSealTestKit

@testable import Verification

/// NIST's path validation suite, sections 4.1 to 4.7, with the revocation rule of this project.
@Suite(.enabled(if: SharedData.folder("pkits") != nil, "the pkits data set is absent"))
struct PKITSTests {
    /// Valid cases that come out as "not shown", which costs a verdict and forges none.
    static let notShown: Set<String> = [
        // DSA: too short a key, and a key whose parameters stand in another certificate.
        "4.1.4 Valid DSA Signatures Test4",
        "4.1.5 Valid DSA Parameter Inheritance Test5",
        // Lists signed with another key than the certificate's issuer, or limited in scope.
        "4.4.19 Valid Separate Certificate and CRL Keys Test19",
        "4.5.1 Valid Basic Self-Issued Old With New Test1",
        "4.5.3 Valid Basic Self-Issued New With Old Test3",
        "4.5.4 Valid Basic Self-Issued New With Old Test4",
        "4.5.6 Valid Basic Self-Issued CRL Signing Key Test6",
        "4.6.15 Valid Self-Issued pathLenConstraint Test15",
        "4.6.17 Valid Self-Issued pathLenConstraint Test17",
    ]

    @Test func noInvalidPathPassesAndFewValidOnesAreNotShown() throws {
        let folder = try #require(SharedData.folder("pkits"))
        let vectors = try JSONText.parse(
            readFile("\(folder)/go-nist-pkits/vectors.json"), maximumBytes: 1 << 24)
        guard case .array(let cases) = vectors.content else {
            Issue.record("vectors are no list")
            return
        }
        var failed: Set<String> = []
        for vector in cases {
            let name = strings(vector, "Name")[0]
            let isGood = try judge(
                strings(vector, "CertPath"), strings(vector, "CRLPath"), folder + "/nist")
            let isExpected = member(vector, "ShouldValidate")?.content == .boolean(true)
            #expect(isExpected || isGood == false, "\(name) passes")
            if isExpected && isGood == false { failed.insert(name) }
        }
        #expect(cases.count == 76)
        #expect(failed == Self.notShown)
    }

    private func judge(_ files: [String], _ lists: [String], _ folder: String) throws -> Bool {
        let certificates = try files.map { name in
            try Certificate(der: readFile("\(folder)/certs/\(name)"))
        }
        guard let leaf = certificates.last, let anchor = certificates.first else { return false }
        let result = CertificatePath.build(
            leaf: leaf, intermediates: Array(certificates.dropFirst().dropLast()),
            anchors: [anchor], at: TestAuthority.now, purpose: .any)
        guard result.isGood else { return false }
        let revocation = try lists.compactMap { name in
            let der = try readFile("\(folder)/crls/\(name)")
            // A list that can't be read shows nothing.
            return try? CertificateRevocationList(der: der)
        }
        let archive = RevocationArchive(facts: Facts(), trust: Trust(revocation: revocation))
        return archive.links(of: result.chain, others: [], at: TestAuthority.now).allSatisfy {
            if case .good = $0.state { true } else { false }
        }
    }

    private func member(_ value: JSONText.Value, _ key: String) -> JSONText.Value? {
        guard case .object(let members) = value.content else { return nil }
        return members.first { $0.key == key }?.value
    }

    private func strings(_ value: JSONText.Value, _ key: String) -> [String] {
        switch member(value, key)?.content {
        case .string(let text): [text]
        case .array(let values):
            values.compactMap { if case .string(let text) = $0.content { text } else { nil } }
        default: []
        }
    }
}
