package import Cryptography
package import Records

/// The file events of a log, packed: names that repeat are held once.
package struct CaptureTable: Sendable {
    /// One file event.
    package struct Row: Hashable, Sendable {
        /// The place of the record.
        package var seq: UInt64
        /// Whether the file was deleted rather than created or modified.
        package var isDeletion: Bool
        /// The dataset, as a place in `datasets`.
        package var dataset: Int32
        /// The version of the dataset that the event belongs to.
        package var version: UInt64
        /// The folder the dataset lies in, as a place in `roots`.
        package var root: Int32
        /// The project label, as a place in `projects`; -1 where there is none.
        package var project: Int32
        /// The mapped path below the root, beginning with the dataset's own name.
        package var path: String
        /// The size in bytes; 0 for a deletion.
        package var size: UInt64
        /// The digest; nil for a deletion.
        package var sha256: Digest?
        /// The path as text, where its bytes are UTF-8.
        package var pathText: String?
        /// When the file system says it was modified; nil for a deletion.
        package var modifiedUtc: Timestamp?

        /// Makes the row of its parts.
        package init(
            seq: UInt64, isDeletion: Bool, dataset: Int32, version: UInt64, root: Int32,
            project: Int32, path: String, size: UInt64, sha256: Digest?,
            pathText: String? = nil, modifiedUtc: Timestamp? = nil
        ) {
            self.pathText = pathText
            self.modifiedUtc = modifiedUtc
            self.seq = seq
            self.isDeletion = isDeletion
            self.dataset = dataset
            self.version = version
            self.root = root
            self.project = project
            self.path = path
            self.size = size
            self.sha256 = sha256
        }
    }

    /// The rows, in order of sequence.
    package private(set) var rows: [Row] = []
    /// Dataset ids.
    package private(set) var datasets = NameList()
    /// Roots.
    package private(set) var roots = NameList()
    /// Project labels.
    package private(set) var projects = NameList()

    /// Makes an empty table.
    package init() {}

    /// Adds the next event.
    package mutating func append(
        seq: UInt64, isDeletion: Bool, dataset: String, version: UInt64, root: String,
        project: String?, path: String, size: UInt64, sha256: Digest?, pathText: String? = nil,
        modifiedUtc: Timestamp? = nil
    ) {
        rows.append(
            Row(
                seq: seq, isDeletion: isDeletion, dataset: datasets.place(of: dataset),
                version: version, root: roots.place(of: root),
                project: project.map { projects.place(of: $0) } ?? -1, path: path, size: size,
                sha256: sha256, pathText: pathText, modifiedUtc: modifiedUtc))
    }

    /// Adds the events of another table behind those that are there.
    package mutating func append(_ other: CaptureTable) {
        let datasets = self.datasets.places(of: other.datasets)
        let roots = self.roots.places(of: other.roots)
        let projects = self.projects.places(of: other.projects)
        for var row in other.rows {
            row.dataset = datasets[Int(row.dataset)]
            row.root = roots[Int(row.root)]
            if row.project >= 0 { row.project = projects[Int(row.project)] }
            rows.append(row)
        }
    }

    /// Adds the next event, whose names were placed before.
    mutating func append(_ row: Row) { rows.append(row) }

    /// The place of a dataset's id, for `append(_:)`.
    mutating func dataset(_ id: String) -> Int32 { datasets.place(of: id) }
    /// The place of a root, for `append(_:)`.
    mutating func root(_ path: String) -> Int32 { roots.place(of: path) }
    /// The place of a project label, for `append(_:)`.
    mutating func project(_ label: String) -> Int32 { projects.place(of: label) }
}

/// Names that are held once and named by their place.
package struct NameList: Sendable {
    private var names: [String] = []
    // By bytes: `String` would take two spellings of one letter for the same name.
    private var places: [[UInt8]: Int32] = [:]

    /// Makes an empty list.
    package init() {}

    /// The number of names.
    package var count: Int { names.count }

    /// The name at a place; empty beyond the end.
    package subscript(place: Int32) -> String {
        place >= 0 && Int(place) < names.count ? names[Int(place)] : ""
    }

    /// The place of a name; nil where it isn't in the list.
    package func knownPlace(of name: String) -> Int32? { places[Array(name.utf8)] }

    /// The place of each name of another list, which is added where it is new.
    mutating func places(of other: NameList) -> [Int32] { other.names.map { place(of: $0) } }

    /// The place of a name, which is added where it is new.
    package mutating func place(of name: String) -> Int32 {
        let key = Array(name.utf8)
        if let place = places[key] { return place }
        let place = Int32(clamping: names.count)
        names.append(name)
        places[key] = place
        return place
    }
}
