package import Capture
internal import Cryptography
internal import LinuxFiles
internal import RecordLog
internal import Records

/// What happens in a laboratory before an inspector asks.
extension Laboratory {
    /// Lets the instrument write experiments, every file last changed at a fixed time.
    ///
    /// - Parameters:
    ///   - experiments: Numbered below their sample's folder.
    ///   - sample: The sample's folder.
    ///   - change: What somebody does to a file's bytes before they are captured.
    package func acquire(
        _ experiments: [SimulatedExperiment], sample: String,
        changing change: (_ path: String, _ bytes: inout [UInt8]) -> Void = { _, _ in }
    ) throws {
        for experiment in experiments {
            let folder = "\(dataFolder(sample))/\(experiment.number)"
            var files = experiment.files
            for index in files.indices { change(files[index].path, &files[index].bytes) }
            try InstrumentFolder.write(files, below: folder)
            for file in files {
                try Files.setModificationTime(
                    "\(folder)/\(file.path)", unixSeconds: plan.start - 300)
            }
        }
    }

    /// Records everything of a sample.
    @discardableResult
    package func record(sample: String, project: String) throws -> RecordingResult {
        try session { writer in
            try Recording.run(
                RecordingRequest(
                    paths: [Array(dataFolder(sample).utf8)], project: project,
                    actor: try writer.resolvedActor()), writer: writer)
        }
    }

    /// Signs datasets.
    @discardableResult
    package func sign(
        _ person: LaboratoryPerson, meaning: String, datasets: [String], reason: String? = nil
    ) throws -> SigningResult {
        try session { writer in
            try Signing.sign(
                SigningRequest(
                    userID: person.userID, password: person.password, meaning: meaning,
                    reason: reason, targets: datasets.map { .dataset($0) }), writer: writer)
        }
    }

    /// Appends an empty epoch, as the daemon does when nothing happens.
    package func heartbeat() throws {
        try session { writer in _ = try writer.heartbeat() }
    }

    /// Writes other bytes where a captured file lies, after it was captured.
    package func overwrite(sample: String, file: String, with bytes: [UInt8]) throws {
        try Files.writeDurably(bytes, to: "\(dataFolder(sample))/\(file)")
    }

    private func dataFolder(_ sample: String) -> String {
        workspace.file("data/\(sample)")
    }
}
