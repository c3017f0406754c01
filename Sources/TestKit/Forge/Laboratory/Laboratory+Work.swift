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
            var files = experiment.files.filter { Self.acquiredFiles.contains($0.path) }
            for index in files.indices { change(files[index].path, &files[index].bytes) }
            try InstrumentFolder.write(files, below: folder)
            for file in files {
                try Files.setModificationTime(
                    "\(folder)/\(file.path)", unixSeconds: plan.start - 300)
            }
        }
    }

    /// Enrols everybody and records everything of a sample, in one epoch.
    @discardableResult
    package func begin(sample: String, project: String) throws -> RecordingResult {
        try session { writer in
            for person in LaboratoryPerson.all {
                _ = try Enrolment.enrol(
                    EnrolmentRequest(
                        personID: person.personID, userID: person.userID,
                        printedName: person.printedName, roles: [person.role],
                        osUser: person == .analyst ? person.userID : nil,
                        proofing: "passport seen", password: person.password),
                    administratorPassword: nil, writer: writer)
            }
            return try record(sample: sample, project: project, writer)
        }
    }

    /// Records everything of a sample in an epoch of its own.
    @discardableResult
    package func record(sample: String, project: String) throws -> RecordingResult {
        try session { writer in try record(sample: sample, project: project, writer) }
    }

    private func record(
        sample: String, project: String, _ writer: LogWriter
    ) throws -> RecordingResult {
        try Recording.run(
            RecordingRequest(
                paths: [Array(dataFolder(sample).utf8)], project: project,
                actor: try writer.resolvedActor()), writer: writer)
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

    /// Signs records.
    @discardableResult
    func sign(
        _ person: LaboratoryPerson, meaning: String, records: [UInt64]
    ) throws -> SigningResult {
        try session { writer in
            try Signing.sign(
                SigningRequest(
                    userID: person.userID, password: person.password, meaning: meaning,
                    targets: records.map { .record($0) }), writer: writer)
        }
    }

    /// What an experiment has to have and what instruments' trails speak of; the rest is left out,
    /// so that samples stay small.
    private static let acquiredFiles: Set<String> = [
        "acqus", "audita.txt", "fid", "pdata/1/1r", "pdata/1/auditp.txt", "pdata/1/procs",
    ]

    /// Appends an empty epoch, as the daemon does when nothing happens.
    package func heartbeat() throws {
        try session { writer in _ = try writer.heartbeat() }
    }

    /// Writes other bytes where a captured file lies, after it was captured; the file's time is fixed.
    package func overwrite(sample: String, file: String, with bytes: [UInt8]) throws {
        let path = "\(dataFolder(sample))/\(file)"
        try Files.writeDurably(bytes, to: path)
        try Files.setModificationTime(path, unixSeconds: plan.start + 300)
    }

    /// Deletes a captured file.
    package func delete(sample: String, file: String) throws {
        try Files.remove("\(dataFolder(sample))/\(file)")
    }

    private func dataFolder(_ sample: String) -> String {
        workspace.file("data/\(sample)")
    }
}
