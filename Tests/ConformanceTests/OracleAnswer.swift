import CanonicalJSON
import Testing
import TrailSealTestKit

/// What the second implementation says of a bundle.
struct OracleAnswer {
    /// One thing in which it doesn't agree with the bundle.
    struct Disagreement: CustomStringConvertible {
        let place: String
        let what: String

        var description: String { "\(place): \(what.prefix(200))" }
    }

    /// Everything it found otherwise.
    let disagreements: [Disagreement]
    private let values: JSONObject

    /// What it says of a sample, with the auditor's witnesses.
    init(on sample: String) throws {
        values = try #require(Self.all.get()[sample]?.objectValue, "nothing on \(sample)")
        disagreements = try #require(values["disagreements"]?.arrayValue).map { item in
            let item = try #require(item.objectValue)
            return Disagreement(
                place: try #require(item["where"]?.stringValue),
                what: try #require(item["what"]?.stringValue))
        }
    }

    /// One process for all samples: most of the time would go into starting the interpreter.
    private static let all = Result {
        let run = try runProcess([
            "python3", "-B", RepositoryRoot.path + "/Tests/Oracle/all_samples.py",
            SampleJudgement.folder,
        ])
        try #require(run.status == 0, "\(run.errorText)")
        let answer = try JSONText.parse(run.stdout, maximumBytes: 1 << 26)
        return try #require(withoutNulls(answer)?.objectValue)
    }

    /// How many members the list of contents has, in the order of the archive.
    var memberCount: Int { values["members"]?.arrayValue?.count ?? 0 }

    /// The numbers of each log.
    var logs: [LogNumbers] {
        (values["logs"]?.arrayValue ?? []).compactMap(\.objectValue).map { log in
            let records = log["records"]?.arrayValue?.compactMap(\.objectValue) ?? []
            let checkpoints = log["checkpoints"]?.arrayValue?.compactMap(\.objectValue) ?? []
            return LogNumbers(
                log: log["log"]?.stringValue ?? "", records: records.count,
                withheld: records.count { $0["withheld"] != nil },
                recomputedCodes: (log["epochs"]?.arrayValue ?? []).compactMap {
                    $0.objectValue?["count"]?.integerValue
                }.reduce(0, +),
                receipts: checkpoints.flatMap { $0["receipts"]?.arrayValue ?? [] }.count {
                    // The request beside a time-stamp is no receipt.
                    $0.objectValue?["path"]?.stringValue?.hasSuffix(".tsq") == false
                })
        }
    }

    /// Ids of the datasets whose digest comes out of the files, newest version of each.
    var datasets: [String: Int64] {
        var versions: [String: Int64] = [:]
        for item in (values["datasets"]?.arrayValue ?? []).compactMap(\.objectValue) {
            guard let id = item["dataset"]?.stringValue, item["agrees"] == .boolean(true) else {
                continue
            }
            versions[id] = max(versions[id] ?? 0, item["version"]?.integerValue ?? 0)
        }
        return versions
    }

    private static func withoutNulls(_ value: JSONText.Value) -> JSONValue? {
        switch value.content {
        case .null: return nil
        case .string(let text): return .string(text)
        case .boolean(let flag): return .boolean(flag)
        case .number(let text): return Int64(text).map { .integer($0) }
        case .array(let items): return .array(items.compactMap(withoutNulls))
        case .object(let members):
            return .object(
                JSONObject(
                    members.compactMap { member in
                        withoutNulls(member.value).map { (member.key, $0) }
                    }))
        }
    }
}

/// What both implementations count in a log.
struct LogNumbers: Hashable {
    var log: String
    var records: Int
    var withheld: Int
    var recomputedCodes: Int64
    var receipts: Int
}
