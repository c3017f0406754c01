import BundleFormat
import Cryptography
import Testing

@testable import Verification

@Suite struct RevocationBudgetTests {
    private func member(_ number: UInt8, _ size: UInt64) -> MemberFact {
        let path = MemberPath.revocationList(SHA256.hash([number]))
        return MemberFact(
            path: path.text, parsed: path, headerOffset: 0, dataOffset: 512, size: size, sha256: nil
        )
    }

    @Test func whatIsHeldTogetherIsBounded() {
        var limits = BundleLimits()
        limits.allRevocationBytes = 100
        let members = [member(1, 60), member(2, 41), member(3, 40), member(4, .max)]
        let within = RevocationBudget.within(members, limits)
        #expect(within == [members[0].path, members[2].path])
    }

    @Test func garbageIsAFindingAndNoCrash() async throws {
        for bytes: [UInt8] in [[], [0x30], [0x30, 0x03, 0x0a, 0x01, 0x06], Array("x".utf8)] {
            var bundle = TestBundle()
            bundle.editMembers = { members in
                members[.revocationResponse(SHA256.hash(bytes))] = bytes
                members[.revocationList(SHA256.hash(bytes))] = bytes
            }
            let report = try await bundle.report()
            #expect(report.codes("BND-003") == ["EVIDENCE_FORMAT"])
        }
    }
}
