import BundleFormat
import LinuxFiles
import SQLiteDatabase

/// Which dataset lies where, from the store's index table.
struct DatasetIndex {
    /// One row.
    struct Entry: Hashable {
        let id: String
        let project: String
        let place: DatasetPlace
        let kind: String

        /// The absolute path on the disk.
        var absolutePath: [UInt8] {
            PathText.join([UInt8(ascii: "/")] + place.root.raw, place.path.raw)
        }
    }

    private let table: RecordTable

    init(_ table: RecordTable) {
        self.table = table
    }

    private static let columns =
        "SELECT id, project, substr(place, 1, length(place) - length(path) - 1), path, kind "
        + "FROM dataset"
    /// A slash follows a folder's name in what lies below it, and `0` is the byte behind that.
    private static func below(_ condition: String) -> String {
        "\(columns) WHERE place = ?1\(condition) UNION ALL "
            + "\(columns) WHERE place > ?1 || '/' AND place < ?1 || '0'\(condition) ORDER BY id"
    }

    /// Datasets at some paths or below them: path after path, in order of id.
    ///
    /// For the writer's store, whose tables are those of this version.
    ///
    /// - Parameters:
    ///   - paths: Absolute, as records call them.
    ///   - project: Only datasets of this label; nil means all.
    func entries(below paths: [[UInt8]], project: String? = nil) throws -> [Entry] {
        let statement = try table.database.prepare(
            Self.below(project == nil ? "" : " AND project = ?2"))
        defer { statement.reset() }
        var seen: Set<String> = []
        var found: [Entry] = []
        for path in paths {
            // What has no mapped name is in no record.
            guard let name = Self.mapped(path) else { continue }
            try statement.bind([.text(name.text)] + (project.map { [.text($0)] } ?? []))
            while try statement.step() {
                let entry = try Self.entry(statement.row)
                if seen.insert(entry.id).inserted { found.append(entry) }
            }
        }
        return found
    }

    /// Every dataset, in order of id.
    func all() throws -> [Entry] {
        let columns =
            table.isUpToDate ? Self.columns : "SELECT id, project, root, path, kind FROM dataset"
        return try table.database.rows(columns + " ORDER BY id").map(Self.entry)
    }

    private static func mapped(_ path: [UInt8]) -> MappedName? {
        do { return try MappedName(raw: Array(path.dropFirst())) } catch { return nil }
    }

    private static func entry(_ row: [SQLValue]) throws -> Entry {
        guard let id = row[0].text, let project = row[1].text, let root = row[2].text,
            let path = row[3].text, let kind = row[4].text
        else { throw CaptureError.damaged("The store's index has a row of wrong shape.") }
        do {
            return Entry(
                id: id, project: project,
                place: DatasetPlace(
                    root: try MappedName(mapped: root), path: try MappedName(mapped: path)),
                kind: kind)
        } catch {
            throw CaptureError.damaged("The store's index names a path \(path).")
        }
    }
}
