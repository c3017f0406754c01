import Testing
import TrailSealTestKit

/// The same bundle, anchors, profile and time give the same bytes, wherever and however it runs.
///
/// What may differ stands in one marked block of a report; docs/formats/report.md §1.
@Suite struct RepeatabilityTests {
    /// One run beside the bundle on all cores; one from far away on a single core, where the work
    /// of threads falls in another order; one in which a lower priority shifts it again.
    @Test(arguments: JudgedSample.names)
    func everyRenderingOfEverySampleComesOutTheSame(_ name: String) throws {
        let near = try JudgedSample(
            name, .init(directory: "\(JudgedSample.folder)/\(name)", place: { _ in "." }))
        #expect([0, 10, 20].contains(near.status), "\(near.errors)")
        #expect(near.reports.values.allSatisfy { $0?.isEmpty == false })
        let core = try #require(try Self.firstCore())
        let elsewhere = try JudgedSample(
            name,
            .init(
                prefix: ["taskset", "-c", core], directory: JudgedSample.folder,
                place: { "../sample-bundles/\($0)" }))
        near.expectSame(as: elsewhere)
        let slow = try JudgedSample(name, .init(prefix: ["nice", "-n", "19"], directory: "/"))
        near.expectSame(as: slow)
    }

    /// Without `--at` the clock is read, and two readings differ; nothing outside the block may.
    @Test(arguments: OfflineTests.samples)
    func theClockIsNamedInTheMarkedBlockAndNowhereElse(_ name: String) throws {
        let first = try JudgedSample(name, .init(saysWhen: false))
        var second = try JudgedSample(name, .init(saysWhen: false))
        for _ in 0..<200 where first.reports["json"] == second.reports["json"] {
            second = try JudgedSample(name, .init(saysWhen: false))
        }
        #expect(first.reports["json"] != second.reports["json"], "the clock stands still")
        for kind in JudgedSample.renderings {
            let one = try Self.withoutRun(kind, first), other = try Self.withoutRun(kind, second)
            let isSame = one == other
            #expect(isSame, "\(name), \(kind)")
        }
    }

    /// A report without its marked block, of which there is exactly one.
    private static func withoutRun(_ kind: String, _ judged: JudgedSample) throws -> String {
        let text = String(decoding: try #require(judged.reports[kind] ?? nil), as: UTF8.self)
        if kind == "junit" { return withoutTimes(text) }
        if kind == "etsi" { return withoutJudgedTimes(text) }
        guard let ends = ends[kind] else { return text }
        let parts = text.components(before: ends.first)
        #expect(parts.count == 2, "\(kind)")
        let rest = parts.last ?? ""
        let after = rest.components(before: ends.last)
        #expect(after.count >= 2, "\(kind)")
        return (parts.first ?? "") + rest.dropFirst((after.first ?? "").count)
    }

    /// A JUnit report without the properties about the run and the suites' times, where it names the time.
    private static func withoutTimes(_ text: String) -> String {
        let lines = text.split(separator: "\n").filter { !$0.contains("<property name=\"run.") }
        #expect(lines.count < text.split(separator: "\n").count)
        return lines.map { line in
            let parts = line.split(separator: " timestamp=\"", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 2 else { return String(line) }
            return parts[0] + parts[1].drop { $0 != "\"" }.dropFirst()
        }.joined(separator: "\n")
    }

    /// ETSI's report without the times of judgement, which it has to name beside each signature.
    private static func withoutJudgedTimes(_ text: String) -> String {
        let lines = text.split(separator: "\n")
        let others = lines.filter { !$0.contains("<ValidationTime>") && !$0.contains("<POETime>") }
        #expect(others.count < lines.count)
        return others.joined(separator: "\n")
    }

    /// How the block begins and ends in each rendering but JUnit.
    private static let ends = [
        "text": (first: "THIS RUN", last: "END OF REPORT"),
        "html": (first: "<section class=\"run\">", last: "</section>"),
        "xml": (first: "<run ", last: "/>"), "json": (first: "\"run\":{", last: "}"),
        "sarif": (first: "\"invocations\":[", last: "]"),
    ]

    /// The lowest core that this process may run on.
    private static func firstCore() throws -> String? {
        let status = String(decoding: try readFile("/proc/self/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
        return line?.split(separator: "\t").last.map { String($0.prefix { $0.isNumber }) }
    }
}

extension String {
    /// The parts between the places where a text occurs.
    fileprivate func components(before separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
