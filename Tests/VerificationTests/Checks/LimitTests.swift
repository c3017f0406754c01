import BundleFormat
import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// Beyond a limit the verifier says so, and never passes.
@Suite struct LimitTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let rule: String
        let change: @Sendable (inout BundleLimits) -> Void

        init(
            _ name: String, _ rule: String,
            _ change: @escaping @Sendable (inout BundleLimits) -> Void
        ) {
            (testDescription, self.rule, self.change) = (name, rule, change)
        }
    }

    static let cases = [
        Case("bytes of the archive", "BND-001") { $0.archiveBytes = 10_000 },
        Case("members", "BND-001") { $0.members = 3 },
        Case("logs", "BND-001") { $0.logs = 0 },
        Case("bytes of the manifest", "BND-001") { $0.manifestBytes = 100 },
        Case("bytes of the bag's manifest", "BND-001") { $0.bagManifestBytes = 100 },
        Case("bytes of the keys", "BND-001") { $0.keysBytes = 100 },
        Case("bytes of a certificate", "BND-001") { $0.certificateBytes = 100 },
        Case("certificates", "BND-001") { $0.certificates = 1 },
        Case("bytes of a receipt or seal", "BND-001") { $0.receiptBytes = 100 },
        Case("notes and receipts", "BND-001") { $0.receipts = 1 },
        Case("bytes of a policy", "BND-001") { $0.policyBytes = 100 },
        Case("bytes of a note or tag", "BND-001") { $0.tagBytes = 10 },
        Case("bytes of evidence", "BND-001") { $0.evidenceBytes = 2_000 },
    ]

    private static func report(
        on bytes: [UInt8], _ change: (inout BundleLimits) -> Void
    ) async throws -> Report {
        var input = try TestBundle.input(on: bytes)
        change(&input.limits)
        return try await Verifier.verify(input)
    }

    @Test(arguments: cases)
    func aBundleBeyondALimitFailsAndSaysSo(_ one: Case) async throws {
        let report = try await Self.report(on: TestBundle().bytes(), one.change)
        #expect(report.verdict == .failed)
        #expect(report.codes(one.rule).contains("LIMIT_EXCEEDED"))
    }

    @Test func aMemberThatWasNotReadIsNotCalledChanged() async throws {
        let report = try await Self.report(on: TestBundle().bytes()) { $0.certificates = 1 }
        let codes = Set(report.codes("BND-003"))
        #expect(codes.contains("LIMIT_EXCEEDED"))
        #expect(!codes.contains("HASH_FAILURE"))
        #expect(report.result("BND-003")?.outcome == .indeterminate)
    }

    @Test("a large file is hashed as a whole only where that is asked for")
    func aLargeFileIsHashedAsAWholeOnlyWhereThatIsAskedFor() async throws {
        let bytes = try TestBundle().bytes()
        let large = try await Self.report(on: bytes) { $0.hashedWhole = 1_000 }
        #expect(large.subject.sha256 == nil)
        #expect(large.subject.manifestSHA256 != nil)
        #expect(large.verdict == .passed)
        let small = try await Self.report(on: bytes) { _ in }
        #expect(small.subject.sha256 == SHA256.hash(bytes).hex)
    }

    @Test func problemsOfTheArchiveAreKeptUpToALimitAndCounted() async throws {
        var bundle = TestBundle()
        bundle.editArchive = { archive in
            for number in 0..<250 { archive.append((path: "EX-1/foreign-\(number)", data: [])) }
        }
        let report = try await Self.report(on: bundle.bytes()) { $0.problems = 100 }
        let result = try #require(report.result("BND-001"))
        #expect(result.findings.count == 100)
        #expect(result.unlistedFindings == 150)
    }

    @Test func findingsOnMembersAreListedUpToALimitAndCounted() async throws {
        var bundle = TestBundle()
        bundle.editArchive = { archive in
            for number in 0..<250 { archive.append((path: "EX-1/foreign-\(number)", data: [])) }
        }
        let result = try #require(try await bundle.report().result("BND-003"))
        #expect(result.findings.count == RuleResult.findingLimit)
        #expect(result.unlistedFindings == 150)
    }

    @Test func unknownNamesAreToldApartUpToALimit() {
        var tally = NameTally()
        tally.add(["a", "b", "a", "c", "d"], limit: 2)
        #expect(tally.counts == ["a": 2, "b": 1])
        #expect(tally.others == 2)
        var more = NameTally()
        more.add(["z", "a"], limit: 2)
        tally.add(more, limit: 2)
        #expect(tally.counts == ["a": 3, "b": 1])
        #expect(tally.others == 3)
    }

    @Test(arguments: [
        (bytes: (1 << 21) + 10, ends: false), (bytes: 1 << 23, ends: true),
    ])
    func aLineWithoutEndEndsTheReading(bytes: Int, ends: Bool) async throws {
        var bundle = TestBundle()
        bundle.editMembers = { members in
            for path in members.keys {
                guard case .recordsJSONL = path else { continue }
                let end: [UInt8] = ends ? [0x0A] : []
                members[path]? += [UInt8](repeating: 0x78, count: bytes) + end + [0x0A]
            }
        }
        let report = try await bundle.report()
        #expect(report.codes("REC-001").contains("LIMIT_EXCEEDED"))
        #expect(report.verdict == .failed)
    }

    @Test func linesThatAreLittleTooLongAreSkippedOneByOne() async throws {
        var bundle = TestBundle()
        bundle.editMembers = { members in
            for path in members.keys {
                guard case .recordsJSONL = path else { continue }
                let line = [UInt8](repeating: 0x78, count: BundleLimits.lineBytes + 1) + [0x0A]
                members[path]? += line + line + line
            }
        }
        let report = try await bundle.report()
        #expect(report.codes("REC-001") == ["NONCANONICAL"])
        #expect(report.result("REC-001")?.findings.count == 3)
    }

    @Test func garbageInPlaceOfRevocationDataIsAFinding() async throws {
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
