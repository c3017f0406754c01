package import BundleFormat
import Records
import Synchronization

/// Where the files that a bundle owes should stand.
package struct OwedFiles: Sendable {
    /// A file of the newest version of a shown dataset, and its member path.
    package struct Row: Sendable {
        /// The log's label.
        package var log: String
        /// The dataset's id.
        package var dataset: String
        /// The file.
        package var file: DatasetReplay.File
        /// The path of the member that should hold it.
        package var member: MemberPath
    }

    /// Every file owed, log by log, dataset by dataset.
    package var rows: [Row] = []

    /// Works out the member paths of all owed files together, since names that collide move.
    package init(_ replays: [(log: String, replay: DatasetHistory)], bundle: BundleID?) {
        guard let bundle else { return }
        var files: [MemberNaming.File] = []
        var owners: [(log: String, dataset: String, file: DatasetReplay.File)] = []
        for (log, replay) in replays {
            for version in replay.newestVersions {
                for file in version.files {
                    files.append(file.named(inLog: log))
                    owners.append((log, version.body.dataset.id, file))
                }
            }
        }
        rows = zip(owners, MemberNaming.paths(of: files, in: bundle)).map { owner, path in
            Row(log: owner.log, dataset: owner.dataset, file: owner.file, member: path)
        }
    }
}

/// The owed files of a bundle, worked out at the first question.
///
/// Belongs to one archive, manifest and list of logs: whoever changes one takes a new one.
final class OwedMemo: Sendable {
    private let known: Mutex<OwedFiles?>

    /// Begins with what is known already.
    init(_ known: OwedFiles? = nil) { self.known = Mutex(known) }

    /// The files, worked out by a closure where nobody has asked before.
    func owed(_ find: () -> OwedFiles) -> OwedFiles {
        known.withLock { known in
            if let known { return known }
            let owed = find()
            known = owed
            return owed
        }
    }
}
