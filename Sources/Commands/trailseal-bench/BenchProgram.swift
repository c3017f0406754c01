import CanonicalJSON
import CommandSupport
import LinuxFiles

/// The command line of `trailseal-bench`.
enum BenchProgram {
    static let spec = CommandSpec(
        name: "trailseal-bench",
        summary: "measure the programs beside what a user would pick instead",
        details: [
            "Makes its own laboratory and files, runs each of our programs in alternation with its "
                + "peers, and prints median, least and most of the wall times with the ratio of the "
                + "medians: above 1 our program is faster.",
            "With --thresholds a ratio below its threshold ends with status 10. A peer that isn't "
                + "installed is left out and named.",
        ],
        options: [
            OptionSpec(
                "programs", placeholder: "DIR", help: "the folder of the programs to measure",
                kind: .directory, isRequired: true),
            OptionSpec("runs", placeholder: "N", help: "how often each is run (default 5)"),
            OptionSpec(
                "megabytes", placeholder: "N", help: "size of the large files (default 1000)"),
            OptionSpec(
                "files", placeholder: "N", help: "how many small files (default 100000)"),
            OptionSpec(
                "records", placeholder: "N", help: "records of the long log (default 100000)"),
            OptionSpec(
                "epochs", placeholder: "N", help: "epochs of the log of signatures (default 1000)"),
            OptionSpec(
                "only", placeholder: "NAME", help: "measure this alone", isRepeatable: true),
            OptionSpec(
                "thresholds", placeholder: "FILE", help: "ratios that must be reached",
                kind: .file),
            OptionSpec("no-peers", help: "measure our programs alone"),
            OptionSpec("json", help: "print the figures as JSON"),
        ],
        positionals: [
            PositionalSpec("FOLDER", help: "where to work; it must not exist, and is left behind")
        ],
        examples: [
            ExampleSpec(
                "trailseal-bench --programs .build/release --megabytes 100 --runs 3 /tmp/bench",
                "A short run in a new folder.")
        ],
        exitStatuses: [
            StatusSpec(.success), StatusSpec(.failed, "a ratio is below its threshold"),
            StatusSpec(.usage), StatusSpec(.unreadable), StatusSpec(.cannotCreate),
            StatusSpec(.inputOutput),
        ])

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        let sizes = Workshop.Sizes(
            largeBytes: Int64(try arguments.integer("megabytes", in: 1...100_000) ?? 1000)
                * 1_000_000,
            smallFiles: Int64(try arguments.integer("files", in: 1...200_000) ?? 100_000),
            records: Int64(try arguments.integer("records", in: 1...10_000_000) ?? 100_000),
            epochs: Int64(try arguments.integer("epochs", in: 1...100_000) ?? 1000))
        let runs = Int(try arguments.integer("runs", in: 1...1000) ?? 5)
        let thresholds = try arguments.value("thresholds").map(Thresholds.read) ?? Thresholds()
        let only = arguments.values("only")
        if let unknown = only.first(where: { name in !Benchmarks.names.contains(name) }) {
            throw arguments.usage(
                "--only \(unknown) is none of: \(Benchmarks.names.joined(separator: ", "))")
        }
        let workshop = try Workshop(
            folder: try arguments.requiredPositional("FOLDER"),
            programs: try arguments.required("programs"), sizes: sizes,
            isAlone: arguments.flag("no-peers"))
        let names = only.isEmpty ? Benchmarks.names : only
        var rows: [BenchmarkResult] = []
        for name in names {
            let benchmark = try Benchmarks.make(name, in: workshop)
            rows.append(try benchmark.measure(runs: runs, in: workshop))
            if !arguments.flag("json"), let row = rows.last {
                try StandardStreams.write(row.text(thresholds[name]))
            }
        }
        if arguments.flag("json") {
            let json = JSONValue.array(rows.map { $0.json(thresholds[$0.name]) })
            try StandardStreams.write(
                String(decoding: CanonicalJSON.encode(json), as: UTF8.self) + "\n")
        }
        let isMet = rows.allSatisfy { row in thresholds[row.name].map(row.reaches) ?? true }
        return isMet ? .success : .failed
    }
}
