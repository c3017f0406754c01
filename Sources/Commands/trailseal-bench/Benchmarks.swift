import CommandSupport
import LinuxFiles

/// The benchmarks, each with its peer.
enum Benchmarks {
    static let names = [
        "start", "capture-files", "seal-files", "seal-records", "verify-files",
        "verify-files-bagit",
        "verify-one-file", "verify-small-files", "verify-records", "verify-records-journal",
        "verify-records-journal-fields",
        "verify-signatures", "verify-withheld",
        "capture-small-files", "capture-one-by-one",
    ]

    /// Makes the inputs of a benchmark.
    static func make(_ name: String, in shop: Workshop) throws -> Benchmark {
        switch name {
        case "start": try start(shop)
        case "capture-files": try captureFiles(shop)
        case "capture-small-files": try captureSmallFiles(shop)
        case "capture-one-by-one": try captureOneByOne(shop)
        case "verify-withheld": try verifyWithheld(shop)
        case "seal-files": try sealFiles(shop)
        case "seal-records": try sealRecords(shop)
        case "verify-files": try verifyFiles(name, shop, parts: 4, openssl)
        case "verify-files-bagit": try verifyFiles(name, shop, parts: 4, bagit)
        case "verify-one-file": try verifyFiles(name, shop, parts: 1, openssl)
        case "verify-small-files": try verifySmallFiles(shop)
        case "verify-records-journal": try verifyRecordsBesideJournal(name, shop, .lines)
        case "verify-records-journal-fields": try verifyRecordsBesideJournal(name, shop, .fields)
        case "verify-signatures": try verifySignatures(shop)
        default: try verifyRecords(shop)
        }
    }

    // MARK: Peers

    private struct Peer {
        var name: String
        var commands: [BenchCommand]
    }

    private static func openssl(_ shop: Workshop, _ files: [String], _ bundle: String) -> Peer {
        let isThere = Workshop.isInstalled(["openssl", "version"])
        return Peer(
            name: "openssl dgst -sha256 over the same files",
            commands: isThere
                ? [BenchCommand(arguments: ["openssl", "dgst", "-sha256"] + files)] : [])
    }

    /// An archive of files of a workshop, which nothing makes durable, and their digests.
    static func archiver(
        _ shop: Workshop, _ folder: String, _ files: [String]
    ) -> (name: String, commands: [BenchCommand]) {
        let copy = "\(shop.folder)/peer.tar"
        let tar = BenchCommand(
            arguments: ["bsdtar", "-cf", copy, "-C", shop.folder, folder], makes: copy)
        let hash = openssl(shop, files, "").commands
        let isThere = Workshop.isInstalled(["bsdtar", "--version"]) && !hash.isEmpty
        return (
            "bsdtar -cf, then openssl dgst -sha256, over the same files",
            isThere ? [tar] + hash : []
        )
    }

    private static func bagit(
        _ shop: Workshop, _ files: [String], _ bundle: String
    ) throws -> Peer {
        let name = "bagit --validate --processes 2 over the unpacked bundle"
        guard Workshop.isInstalled(["python3", "-m", "bagit", "--help"]) else {
            return Peer(name: name, commands: [])
        }
        let bag = try unpack(bundle, shop)
        return Peer(
            name: name,
            commands: [
                BenchCommand(arguments: [
                    "python3", "-m", "bagit", "--quiet", "--validate", "--processes", "2", bag,
                ])
            ])
    }

    /// A bundle's files on the disk, for peers; without peers nothing is unpacked.
    static func unpack(_ bundle: String, _ shop: Workshop) throws -> String {
        if shop.isAlone { return bundle }
        let folder = "\(bundle).unpacked"
        if !Files.exists(folder) {
            try Files.createDirectory(folder)
            try shop.run(BenchCommand(arguments: ["tar", "-xf", bundle, "-C", folder]))
        }
        guard let name = try Files.list(folder).first?.name else {
            throw CommandFailure(.inputOutput, "\(bundle) holds nothing")
        }
        return "\(folder)/\(name)"
    }

    // MARK: Benchmarks

    /// A project of large files, captured and sealed once.
    private static func bundle(
        _ shop: Workshop, parts: Int64
    ) throws -> (files: [String], bundle: String) {
        let name = "LARGE\(parts)"
        let files = try shop.files(name, count: parts, bytes: shop.sizes.largeBytes / parts)
        let bundle = "\(shop.folder)/\(name).tar"
        if !Files.exists(bundle) {
            try shop.run(BenchCommand(arguments: shop.captureArguments(name)))
            try shop.run(shop.export(name, to: bundle))
        }
        return (files, bundle)
    }

    /// A bundle of one small file: what a program costs before it has anything to do.
    private static func start(_ shop: Workshop) throws -> Benchmark {
        let (bundle, peer) = try oneSmallFile("START", shop)
        return Benchmark(
            name: "start", title: "verify a bundle of one file of 16 bytes, the whole process",
            ours: try shop.verify(bundle), peer: peer.commands, peerName: peer.name,
            amount: (1, "bundles"))
    }

    /// The same in a log with many records of another project, whose place digests take.
    private static func verifyWithheld(_ shop: Workshop) throws -> Benchmark {
        let count = shop.sizes.smallFiles
        if !Files.exists("\(shop.folder)/SMALL.tar") { _ = try verifySmallFiles(shop) }
        let (bundle, peer) = try oneSmallFile("AMONG", shop)
        return Benchmark(
            name: "verify-withheld",
            title: "verify a bundle of one file beside \(count) withheld records, or more",
            ours: try shop.verify(bundle), peer: peer.commands, peerName: peer.name,
            amount: (count, "records"))
    }

    private static func oneSmallFile(
        _ name: String, _ shop: Workshop
    ) throws -> (bundle: String, peer: Peer) {
        _ = try shop.files(name, count: 1, bytes: 16)
        let bundle = "\(shop.folder)/\(name).tar"
        if !Files.exists(bundle) {
            try shop.run(BenchCommand(arguments: shop.captureArguments(name)))
            try shop.run(shop.export(name, to: bundle))
        }
        return (bundle, try bagit(shop, [], bundle))
    }

    /// Many small files into a new project in each run, every record durable when it returns.
    private static func captureSmallFiles(_ shop: Workshop) throws -> Benchmark {
        let count = shop.sizes.smallFiles
        let files = try shop.files("MANY", count: count, bytes: 16)
        let list = "\(shop.folder)/MANY.list"
        try Workshop.write(files.joined(separator: "\u{0}") + "\u{0}", to: list)
        let isThere = Workshop.isInstalled(["xargs", "--version"])
        return Benchmark(
            name: "capture-small-files",
            title: "capture \(count) files of 16 bytes, each with a record of its own",
            ours: BenchCommand(
                arguments: shop.captureArguments("MANY").dropLast()
                    + ["MANY-\(BenchCommand.numbered)"]),
            peer: isThere
                ? [BenchCommand(arguments: ["xargs", "-0", "sha256sum"], input: list)] : [],
            peerName: "sha256sum over the same files", amount: (count, "records"))
    }

    /// Datasets of one file each: every one is durable before the next is stored.
    private static func captureOneByOne(_ shop: Workshop) throws -> Benchmark {
        let count: Int64 = 1000
        let files = try shop.files("SINGLES", count: count, bytes: 16)
        let script =
            "import os,sys\n"
            + "file=os.open(sys.argv[1],os.O_RDWR|os.O_CREAT|os.O_TRUNC)\n"
            + "for _ in range(int(sys.argv[2])): os.write(file,bytes(4096)); os.fdatasync(file)\n"
        return Benchmark(
            name: "capture-one-by-one",
            title: "capture \(count) datasets of one file, each in a durable step of its own",
            ours: BenchCommand(
                arguments: shop.captureArguments("SINGLES").prefix(3) + files
                    + ["--project", "SINGLES-\(BenchCommand.numbered)"]),
            peer: [
                BenchCommand(arguments: [
                    "python3", "-c", script, "\(shop.folder)/synced", String(count),
                ])
            ],
            peerName: "as many writes of 4 KiB with fdatasync, in Python",
            amount: (count, "durable steps"))
    }

    private static func captureFiles(_ shop: Workshop) throws -> Benchmark {
        let files = try shop.files("CAPTURE", count: 4, bytes: shop.sizes.largeBytes / 4)
        let peer = openssl(shop, files, "")
        return Benchmark(
            name: "capture-files", title: "capture four large files, hashed and recorded durably",
            ours: BenchCommand(arguments: shop.captureArguments("CAPTURE")), peer: peer.commands,
            peerName: peer.name, amount: (shop.sizes.largeBytes, "bytes"))
    }

    private static func sealFiles(_ shop: Workshop) throws -> Benchmark {
        let (files, _) = try bundle(shop, parts: 4)
        let peer = archiver(shop, "data/LARGE4", files)
        return Benchmark(
            name: "seal-files", title: "seal four large files, durable when it returns",
            ours: shop.export("LARGE4", to: "\(shop.folder)/again.tar"), peer: peer.commands,
            peerName: peer.name, amount: (shop.sizes.largeBytes, "bytes"))
    }

    private static func verifyFiles(
        _ name: String, _ shop: Workshop, parts: Int64,
        _ peer: (Workshop, [String], String) throws -> Peer
    ) throws -> Benchmark {
        let (files, bundle) = try bundle(shop, parts: parts)
        let theirs = try peer(shop, files, bundle)
        return Benchmark(
            name: name,
            title: "verify a bundle of \(parts == 1 ? "one large file" : "four large files")",
            ours: try shop.verify(bundle), peer: theirs.commands, peerName: theirs.name,
            amount: (shop.sizes.largeBytes, "bytes"))
    }

    private static func verifySmallFiles(_ shop: Workshop) throws -> Benchmark {
        let count = shop.sizes.smallFiles
        _ = try shop.files("SMALL", count: count, bytes: 4096)
        let bundle = "\(shop.folder)/SMALL.tar"
        if !Files.exists(bundle) {
            try shop.run(BenchCommand(arguments: shop.captureArguments("SMALL")))
            try shop.run(shop.export("SMALL", to: bundle))
        }
        let folder = try unpack(bundle, shop)
        return Benchmark(
            name: "verify-small-files", title: "verify a bundle of \(count) files of 4 KiB",
            ours: try shop.verify(bundle),
            peer: [
                BenchCommand(arguments: [
                    "env", "-C", folder, "sha256sum", "--quiet", "-c", "manifest-sha256.txt",
                ])
            ],
            peerName: "sha256sum -c over the unpacked files", amount: (count, "files"))
    }
}
