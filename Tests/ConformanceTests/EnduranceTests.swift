import Findings
import Forge
import Records
import Testing
import Verification

/// The report says until when a bundle stays PASSED; here it is put to the test.
@Suite struct EnduranceTests {
    static let passing = Samples.all.filter { $0.verdict == .passed }.map(\.name)

    private func report(_ sample: Sample, at time: Timestamp) async throws -> Report {
        var input = try SampleJudgement.input(of: sample)
        input.at = time
        return try await Verifier.verify(input)
    }

    /// A second before the end it passes, from the end on it doesn't, and what is found then is what
    /// was announced.
    @Test(arguments: passing)
    func theEndIsExact(_ name: String) async throws {
        let sample = try Samples.named(name)
        let endurance = try #require(try await SampleJudgement.report(on: sample).endurance)
        guard let text = endurance.until else {
            #expect(endurance.ends.isEmpty)
            let far = try #require(Timestamp(rfc3339: "2126-01-01T00:00:00Z"))
            #expect(try await report(sample, at: far).verdict == .passed)
            print("endurance: \(name) has no end in sight")
            return
        }
        let until = try #require(Timestamp(rfc3339: text))
        let before = try await report(sample, at: Timestamp(unixSeconds: until.unixSeconds - 1))
        #expect(before.verdict == .passed)
        #expect(before.endurance?.until == endurance.until)
        #expect(before.endurance?.ends == endurance.ends)
        for seconds in [0, 1] as [Int64] {
            let after = try await report(
                sample, at: Timestamp(unixSeconds: until.unixSeconds + seconds))
            #expect(after.verdict == .indeterminate)
            #expect(after.endurance == nil)
            let found = after.results.filter { $0.rule.severity.decides }.flatMap { result in
                result.findings.filter { $0.effect == .failure || $0.effect == .openQuestion }
                    .map { "\(result.rule.id) \($0.code)" }
            }
            #expect(found == endurance.ends.map { "\($0.rule) \($0.finding.code)" })
        }
        let codes = endurance.ends.map { "\($0.rule) \($0.finding.code)" }
        print("endurance: \(name) until \(text): \(codes.joined(separator: ", "))")
    }

    /// What ends first is another thing in each of these, and is named.
    @Test(arguments: [
        ("good-minimal", "2027-11-02T15:00:07Z", ["PKI-003 REVOCATION_ABSENT"]),
        ("good-anchor-period", "2027-07-01T00:00:00Z", ["PKI-001 NO_CERTIFICATE_CHAIN_FOUND"]),
        ("good-revocation-brought", "2029-11-02", ["PKI-002 OUT_OF_BOUNDS_NO_POE"]),
        ("good-renewed-once", "2029-01-01T00:00:00Z", ["NOT-004 CRYPTO_CONSTRAINTS_FAILURE"]),
    ])
    func whatEndsFirstIsNamed(_ name: String, _ until: String, _ causes: [String]) async throws {
        let report = try await SampleJudgement.report(on: Samples.named(name))
        let endurance = try #require(report.endurance)
        #expect(endurance.until?.hasPrefix(until) == true, "\(endurance.until ?? "no end")")
        let codes = Set(endurance.ends.map { "\($0.rule) \($0.finding.code)" })
        #expect(codes.isSuperset(of: causes), "\(codes)")
    }

    /// No rule but those that the search asks again answers otherwise a century later.
    @Test(arguments: Samples.all.map(\.name))
    func noOtherRuleDependsOnTheTime(_ name: String) async throws {
        let sample = try Samples.named(name)
        let now = try await SampleJudgement.report(on: sample)
        let far = try #require(Timestamp(rfc3339: "2126-01-01T00:00:00Z"))
        let then = try await report(sample, at: far)
        #expect(now.results.count == then.results.count)
        for (one, other) in zip(now.results, then.results) where one.outcome != other.outcome {
            #expect(
                EnduranceSearch.timeBound.contains(one.rule.id), "\(name): \(one.rule.id)")
        }
    }
}
