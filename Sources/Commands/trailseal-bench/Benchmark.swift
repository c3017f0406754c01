import CanonicalJSON
import CommandSupport
import LinuxFiles

/// A command line, with what it reads from standard input and what has to go before it runs.
struct BenchCommand {
    /// Program and arguments; `numbered` in one of them stands for the number of the run.
    var arguments: [String]
    var input = "/dev/null"
    /// A file that each run makes anew, removed in front of it.
    var makes: String?

    /// What stands for the number of a run, so that each run does its work anew.
    static let numbered = "{run}"

    /// The command line of one run.
    func inRun(_ run: Int) -> BenchCommand {
        var command = self
        command.arguments = arguments.map { argument in
            argument.hasSuffix(Self.numbered)
                ? argument.dropLast(Self.numbered.count) + String(run) : argument
        }
        return command
    }
}

/// One of our programs beside what a user would pick instead.
struct Benchmark {
    let name: String
    /// What is measured, for people.
    let title: String
    let ours: BenchCommand
    /// The peer's command lines, run one after the other; empty where the peer isn't installed.
    let peer: [BenchCommand]
    let peerName: String
    /// What the peer takes for as much, in nanoseconds, where it measures itself.
    var peerTime: Int64?
    /// How much of something one run of ours works through, with its unit; for a rate.
    let amount: (count: Int64, unit: String)

    /// Runs both in alternation.
    func measure(runs: Int, in workshop: Workshop) throws -> BenchmarkResult {
        var result = BenchmarkResult(benchmark: self)
        let peer = workshop.isAlone ? [] : peer
        // One run of each that doesn't count brings files and programs into memory.
        for run in 0...runs {
            let ours = try Self.run([ours.inRun(run)], in: workshop)
            let theirs = peer.isEmpty ? nil : try Self.run(peer, in: workshop)
            guard run > 0 else { continue }
            result.ours.append(ours.nanoseconds)
            result.peakBytes = max(result.peakBytes, ours.peakBytes)
            if let time = theirs?.nanoseconds ?? (workshop.isAlone ? nil : peerTime) {
                result.peer.append(time)
            }
        }
        return result
    }

    private static func run(
        _ commands: [BenchCommand], in workshop: Workshop
    ) throws -> (nanoseconds: Int64, peakBytes: Int64) {
        var (nanoseconds, peakBytes): (Int64, Int64) = (0, 0)
        for command in commands {
            if let path = command.makes, Files.exists(path) { try Files.remove(path) }
            let ending = try workshop.run(command)
            nanoseconds += ending.nanoseconds
            peakBytes = max(peakBytes, ending.peakBytes)
        }
        return (nanoseconds, peakBytes)
    }
}

/// What the runs of a benchmark took.
struct BenchmarkResult {
    let benchmark: Benchmark
    var ours: [Int64] = []
    var peer: [Int64] = []
    var peakBytes: Int64 = 0

    var name: String { benchmark.name }

    /// Whether a ratio in thousandths is reached; without a peer nothing can be missed.
    func reaches(_ threshold: Int64) -> Bool { ratio.map { $0 >= threshold } ?? true }

    /// The peer's median over ours, in thousandths; nil without a peer.
    var ratio: Int64? {
        guard let peer = Self.median(peer), let ours = Self.median(ours), ours > 0 else {
            return nil
        }
        return peer * 1000 / ours
    }

    /// What one run works through in a second, by the median.
    var perSecond: Int64? {
        guard let ours = Self.median(ours), ours > 0 else { return nil }
        return benchmark.amount.count * 1000 / max(ours / 1_000_000, 1)
    }

    private static func median(_ times: [Int64]) -> Int64? {
        times.isEmpty ? nil : times.sorted()[times.count / 2]
    }

    /// A paragraph for people.
    func text(_ threshold: Int64?) -> String {
        var lines = ["\(name): \(benchmark.title)"]
        lines.append("  ours   \(Self.spread(ours)), at most \(peakBytes / 1_000_000) MB")
        if peer.isEmpty {
            lines.append("  peer   not run: \(benchmark.peerName)")
        } else {
            lines.append("  peer   \(Self.spread(peer)): \(benchmark.peerName)")
        }
        if let ratio {
            let wanted = threshold.map { ", at least \(Self.decimal($0)) wanted" } ?? ""
            lines.append("  ratio  \(Self.decimal(ratio))\(wanted)")
        }
        if let perSecond { lines.append("  rate   \(perSecond) \(benchmark.amount.unit)/s") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func spread(_ times: [Int64]) -> String {
        let sorted = times.sorted()
        guard let least = sorted.first, let most = sorted.last, let middle = median(times) else {
            return "not run"
        }
        return "\(decimal(middle / 1_000_000)) s (\(decimal(least / 1_000_000)) to "
            + "\(decimal(most / 1_000_000)))"
    }

    /// Thousandths with a point.
    private static func decimal(_ thousandths: Int64) -> String {
        let rest = String(thousandths % 1000 + 1000).dropFirst()
        return "\(thousandths / 1000).\(rest)"
    }

    /// The same for programs; times in nanoseconds, ratios in thousandths.
    func json(_ threshold: Int64?) -> JSONValue {
        .object(
            JSONObject([
                ("name", .string(name)), ("title", .string(benchmark.title)),
                ("ours", .array(ours.map { .integer($0) })),
                ("peer", .array(peer.map { .integer($0) })),
                ("peerName", .string(benchmark.peerName)),
                ("peakBytes", .integer(peakBytes)),
                ("ratioThousandths", ratio.map { .integer($0) }),
                ("thresholdThousandths", threshold.map { .integer($0) }),
                ("perSecond", perSecond.map { .integer($0) }),
                ("unit", .string(benchmark.amount.unit)),
            ]))
    }
}
