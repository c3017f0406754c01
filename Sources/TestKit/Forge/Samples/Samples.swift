internal import LinuxFiles

/// Every sample bundle.
package enum Samples {
    /// All of them: the good ones, then the rest by what they attack.
    package static let all: [Sample] =
        GoodSamples.all + ArchiveSamples.all + SealSamples.all + AlgorithmSamples.all
        + RecordSamples.all + ChainSamples.all + NotarySamples.all + StoreSamples.all
        + SignatureSamples.all + CaptureSamples.all + WatchSamples.all
        + SignInSamples.all
        + ExportSamples.all + PeopleSamples.all + TimeSamples.all + RevocationSamples.all
        + RenewalSamples.all

    /// The sample of a name.
    package static func named(_ name: String) throws(ForgeError) -> Sample {
        guard let sample = all.first(where: { $0.name == name }) else { throw .unknownCase(name) }
        return sample
    }

    /// The files of a sample that differ from what stands in a folder; empty when all agree.
    package static func differences(of sample: Sample, below folder: String) throws -> [String] {
        let place = "\(folder)/\(sample.name)"
        let made = try sample.produce()
        var files = [
            "bundle.tar": made.bundle, "README.md": sample.readme,
            "expected.json": sample.expectation,
        ]
        for path in made.trust.paths { files["trust/\(path)"] = made.trust.files[path] }
        for path in made.later.paths { files["later/\(path)"] = made.later.files[path] }
        return try files.keys.sorted().filter { path in
            guard Files.exists("\(place)/\(path)") else { return true }
            return try Files.read("\(place)/\(path)", limit: 1 << 24) != files[path]
        }
    }

    /// Writes a sample's folder: bundle, trust, README and expectation; what was there before goes.
    ///
    /// - Throws: `SystemError` when it can't be written, and what making the bundle throws.
    package static func write(_ sample: Sample, below folder: String) throws {
        let made = try sample.produce()
        let place = "\(folder)/\(sample.name)"
        if Files.exists(place) { try Files.removeTree(place) }
        try Files.createDirectories(place)
        try Files.writeDurably(made.bundle, to: "\(place)/bundle.tar")
        try Files.writeDurably(sample.readme, to: "\(place)/README.md")
        try Files.writeDurably(sample.expectation, to: "\(place)/expected.json")
        try Files.createDirectories("\(place)/trust")
        for (folder, files) in [("trust", made.trust), ("later", made.later)] {
            for path in files.paths {
                let full = "\(place)/\(folder)/\(path)"
                try Files.createDirectories(PathText.folder(of: full))
                try Files.writeDurably(files.files[path] ?? [], to: full)
            }
        }
    }
}
