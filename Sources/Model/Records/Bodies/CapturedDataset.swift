package import CanonicalJSON
package import Cryptography

/// The end of one version of a dataset: all its files under one digest.
package struct CapturedDataset: FieldReadable {
    /// Whether the instrument has finished.
    package enum State: String, Hashable, Sendable {
        /// It has, and it may still write.
        case final, provisional
    }

    /// The dataset and its version.
    package struct Dataset: FieldReadable {
        /// The dataset's id.
        package let id: String
        /// Its version, from 1.
        package let version: UInt64
        /// The instrument's format, such as `topspin`, `varian`, `folder` or `file`.
        package let kind: String
        /// Whether the instrument has finished.
        package let state: State
        /// What a complete dataset of this kind has and this one hasn't.
        package let missing: [String]

        /// Makes a description.
        package init(
            id: String, version: UInt64, kind: String, state: State, missing: [String] = []
        ) {
            self.id = id
            self.version = version
            self.kind = kind
            self.state = state
            self.missing = missing
        }

        package init(from reader: inout FieldReader) throws(SchemaError) {
            id = try reader.string("id")
            version = try reader.count("version")
            kind = try reader.string("kind")
            state = try reader.choice("state")
            missing = try reader.strings("missing")
        }

        package var json: JSONObject {
            JSONObject([
                ("id", .string(id)), ("version", .count(version)), ("kind", .string(kind)),
                ("state", .choice(state)), ("missing", .texts(missing)),
            ])
        }
    }

    /// The word in `event`.
    static let event = "dataset"

    /// Whether the body of a capture record is about a dataset as a whole.
    package static func isStated(in body: JSONObject) -> Bool {
        body["event"]?.stringValue == event
    }

    /// The dataset and its version.
    package let dataset: Dataset
    /// The mapped absolute path of the folder that the dataset lies in, without a leading slash.
    package let root: String
    /// The mapped path of the dataset below `root`, usually one segment.
    package let path: String
    /// The path as text, where its bytes are UTF-8.
    package let pathText: String?
    /// The number of files after replay.
    package let fileCount: UInt64
    /// The sum of their sizes in bytes.
    package let byteCount: UInt64
    /// The digest over the list of files after replay.
    package let sha256: Digest

    /// Makes a record.
    package init(
        dataset: Dataset, root: String, path: String, pathText: String? = nil, fileCount: UInt64,
        byteCount: UInt64, sha256: Digest
    ) {
        self.dataset = dataset
        self.root = root
        self.path = path
        self.pathText = pathText
        self.fileCount = fileCount
        self.byteCount = byteCount
        self.sha256 = sha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        try reader.constant("event", Self.event)
        dataset = try reader.value("dataset")
        root = try reader.mappedPath("root")
        path = try reader.mappedPath("path")
        pathText = try reader.optionalString("pathText")
        fileCount = try reader.count("fileCount")
        byteCount = try reader.count("byteCount")
        sha256 = try reader.digest("sha256")
    }

    package var json: JSONObject {
        JSONObject([
            ("event", .string(Self.event)), ("dataset", .fields(dataset)),
            ("root", .string(root)), ("path", .string(path)), ("pathText", .text(pathText)),
            ("fileCount", .count(fileCount)), ("byteCount", .count(byteCount)),
            ("sha256", .digest(sha256)),
        ])
    }
}
