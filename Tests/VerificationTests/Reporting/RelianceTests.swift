import Findings
import Testing

@testable import Verification

/// Who the report names as able to make its sentences false.
@Suite struct RelianceTests {
    private static func sealer(of bytes: [UInt8], trust: Trust) async throws -> String? {
        var input = try TestBundle.input(on: bytes)
        input.trust = trust
        let report = try await Verifier.verify(input, progress: nil)
        return report.reliances.first { $0.claim.hasPrefix("This file holds what was sealed") }?
            .parties.first
    }

    @Test func withoutAnAnchorAnybodyCouldHaveSealedTheFile() async throws {
        let bytes = try TestBundle().bytes()
        let named = try await Self.sealer(of: bytes, trust: try TestKeys.shared.trust)
        #expect(named?.hasPrefix("whoever holds the seal's key (") == true)
        let unnamed = try await Self.sealer(of: bytes, trust: Trust())
        #expect(unnamed?.hasPrefix("anybody: no authority that you trust") == true)
    }
}
