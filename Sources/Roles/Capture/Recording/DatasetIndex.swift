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

    /// The id of a project's dataset at a place.
    func id(project: String, place: DatasetPlace) throws -> String? {
        try table.database.rows(
            "SELECT id FROM dataset WHERE project = ? AND root = ? AND path = ?",
            [.text(project), .text(place.root.text), .text(place.path.text)]
        ).first?.first?.text
    }

    /// Datasets of all projects at some paths or below them: path after path, in order of id.
    func entries(below paths: [[UInt8]]) throws -> [Entry] {
        let places = Dictionary(zip(paths, paths.indices), uniquingKeysWith: min)
        var found: [[Entry]] = paths.map { _ in [] }
        for entry in try all() {
            var path = entry.absolutePath
            var nearest = places[path]
            while true {
                let folder = PathText.folder(of: path)
                if folder == path { break }
                path = folder
                if let place = places[path] { nearest = min(nearest ?? place, place) }
            }
            if let nearest { found[nearest].append(entry) }
        }
        return found.flatMap(\.self)
    }

    /// Every dataset, in order of id.
    func all() throws -> [Entry] {
        try table.database.rows("SELECT id, project, root, path, kind FROM dataset ORDER BY id")
            .map { row in
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
}
