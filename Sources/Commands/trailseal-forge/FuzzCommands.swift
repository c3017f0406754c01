import CommandSupport
import Forge
import LinuxFiles

/// `seeds` and `fuzz`: the inputs that the fuzzer begins with, and single inputs tried again.
enum FuzzCommands {
    static let seeds = CommandSpec(
        name: "seeds", summary: "write the inputs that the fuzzer begins with",
        details: [
            "One folder for each target of the fuzzer. They come out the same on every machine."
        ],
        options: [
            OptionSpec("check", help: "write nothing; say which inputs would come out otherwise")
        ],
        positionals: [PositionalSpec("FOLDER", help: "where the folders go; made if not there")])

    static let fuzz = CommandSpec(
        name: "fuzz", summary: "try single inputs of the fuzzer again",
        details: [
            "Says what doesn't hold, if anything. An input that crashes the fuzzer crashes this too.",
            "Exit status 10 says that something doesn't hold.",
        ],
        options: [
            OptionSpec(
                "root", placeholder: "DIR", help: "the folder of the package (default .)",
                kind: .directory)
        ],
        positionals: [
            PositionalSpec("TARGET", help: "the target"),
            PositionalSpec("FILE", help: "the inputs", count: .oneOrMore),
        ])

    static func writeSeeds(_ arguments: ParsedArguments) throws -> ExitStatus {
        let folder = try arguments.requiredPositional("FOLDER")
        let all = try FuzzSeed.all()
        if arguments.flag("check") { return try check(all, folder) }
        do {
            for seed in all {
                try Files.createDirectories("\(folder)/\(seed.target)")
                try Files.writeDurably(seed.bytes, to: "\(folder)/\(seed.target)/\(seed.name)")
            }
        } catch {
            throw CommandFailure.writing(error)
        }
        try StandardStreams.write("\(all.count) inputs written below \(Printable.line(folder))\n")
        return .success
    }

    private static func check(_ seeds: [FuzzSeed], _ folder: String) throws -> ExitStatus {
        let different = try seeds.filter { seed in
            let path = "\(folder)/\(seed.target)/\(seed.name)"
            return try !Files.exists(path) || Files.read(path, limit: 1 << 22) != seed.bytes
        }
        for seed in different {
            try StandardStreams.write("\(seed.target)/\(seed.name) would come out otherwise\n")
        }
        guard different.isEmpty else { return .failed }
        try StandardStreams.write("\(seeds.count) inputs come out as they are\n")
        return .success
    }

    static func tryAgain(_ arguments: ParsedArguments) async throws -> ExitStatus {
        let target: FuzzTarget
        do { target = try FuzzTarget.named(try arguments.requiredPositional("TARGET")) } catch {
            throw arguments.usage("\(error)")
        }
        let judge = try target.judge(FuzzBench(root: arguments.value("root") ?? "."))
        var status = ExitStatus.success
        for path in arguments.positionals("FILE") {
            let bytes: [UInt8]
            do { bytes = try Files.read(path, limit: 1 << 26) } catch {
                throw CommandFailure.reading(error)
            }
            guard let problem = await judge(bytes) else { continue }
            try StandardStreams.write("\(Printable.line(path)): \(Printable.line(problem))\n")
            status = .failed
        }
        return status
    }
}
