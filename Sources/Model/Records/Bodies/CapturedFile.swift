package import CanonicalJSON
package import Cryptography

/// One state of one file of a dataset.
///
/// Replaying a dataset's file records in order gives its state: created and modified set a path,
/// deleted removes it.
package struct CapturedFile: FieldReadable {
    /// What happened to the file.
    package enum Event: String, Hashable, Sendable {
        /// It is new, it has other bytes than before, it is gone.
        case created, modified, deleted
    }

    /// A version of a dataset.
    package struct Dataset: FieldReadable {
        /// The dataset's id.
        package let id: String
        /// Its version, from 1.
        package let version: UInt64

        /// Makes a reference.
        package init(id: String, version: UInt64) {
            self.id = id
            self.version = version
        }

        package init(from reader: inout FieldReader) throws(SchemaError) {
            id = try reader.string("id")
            version = try reader.count("version")
        }

        package var json: JSONObject {
            JSONObject([("id", .string(id)), ("version", .count(version))])
        }
    }

    /// What happened.
    package let event: Event
    /// The version of the dataset that the file belongs to.
    package let dataset: Dataset
    /// The mapped absolute path of the folder that the dataset lies in, without a leading slash.
    package let root: String
    /// The mapped path below `root`; it begins with the dataset's own name.
    package let path: String
    /// The path as text, where its bytes are UTF-8.
    package let pathText: String?
    /// The size in bytes; nil for a deleted file.
    package let size: UInt64?
    /// The digest of the bytes; nil for a deleted file.
    package let sha256: Digest?
    /// When the file system says it was modified; nil for a deleted file.
    package let modifiedUtc: Timestamp?

    /// Makes a record of a file that is there.
    ///
    /// - Parameter event: `created` or `modified`.
    package init(
        event: Event, dataset: Dataset, root: String, path: String, pathText: String? = nil,
        size: UInt64?, sha256: Digest?, modifiedUtc: Timestamp?
    ) {
        self.event = event
        self.dataset = dataset
        self.root = root
        self.path = path
        self.pathText = pathText
        self.size = size
        self.sha256 = sha256
        self.modifiedUtc = modifiedUtc
    }

    /// Makes a record of a file that has gone.
    package init(deleted dataset: Dataset, root: String, path: String, pathText: String? = nil) {
        self.init(
            event: .deleted, dataset: dataset, root: root, path: path, pathText: pathText,
            size: nil, sha256: nil, modifiedUtc: nil)
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        event = try reader.choice("event")
        dataset = try reader.value("dataset")
        root = try reader.mappedPath("root")
        path = try reader.mappedPath("path")
        pathText = try reader.optionalString("pathText")
        size = try reader.optionalCount("size")
        sha256 = try reader.optionalDigest("sha256")
        modifiedUtc = try reader.optionalTime("modifiedUtc")
        if event == .deleted {
            guard size == nil, sha256 == nil, modifiedUtc == nil else {
                throw reader.error("event", .notAllowed, "a deleted file has no content")
            }
        } else {
            _ = try reader.required("size", size)
            _ = try reader.required("sha256", sha256)
            _ = try reader.required("modifiedUtc", modifiedUtc)
        }
    }

    package var json: JSONObject {
        JSONObject([
            ("event", .choice(event)), ("dataset", .fields(dataset)), ("root", .string(root)),
            ("path", .string(path)), ("pathText", .text(pathText)), ("size", .count(size)),
            ("sha256", .digest(sha256)), ("modifiedUtc", .time(modifiedUtc)),
        ])
    }
}
