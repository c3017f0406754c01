import CanonicalJSON
package import Cryptography

/// The disclosed keys of one log, and what completes its calendar.
///
/// Whether the keys belong to the calendar is for the record log's calendar to say.
///
/// Source: docs/formats/bundle.md §6.
package struct KeysFile: Hashable, Sendable {
    /// What is said of one epoch.
    package enum Epoch: Hashable, Sendable {
        /// Its key.
        case key(Digest)
        /// Its commitment only.
        case commitment(Digest)
    }

    /// The epochs from 0 on, without a hole, at least one.
    package var epochs: [Epoch]
    /// The nodes right of them, level by level from the leaves.
    package var right: [Digest]
    /// Fields that this version doesn't know, as JSON pointers; only reading fills it.
    package private(set) var unknownFields: [String] = []

    /// States the keys of a log.
    package init(epochs: [Epoch], right: [Digest]) {
        self.epochs = epochs
        self.right = right
    }

    /// The canonical bytes.
    package var encoded: [UInt8] {
        let items = epochs.map { epoch -> JSONValue in
            switch epoch {
            case .key(let key): ["key": key.json]
            case .commitment(let commitment): ["commitment": commitment.json]
            }
        }
        return CanonicalJSON.encode(
            ["v": 1, "epochs": .array(items), "right": .array(right.map(\.json))])
    }

    /// Reads a keys file.
    ///
    /// - Throws: The first reason why the bytes are no keys file of version 1 in the one form.
    package static func read(_ bytes: [UInt8]) throws(FormatProblem) -> KeysFile {
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.parse(bytes, maximumValues: BundleLimits().keysValues)
        } catch {
            throw .json(error)
        }
        var fields = try FieldTaker(value, path: "")
        try fields.version()
        var file = KeysFile(epochs: [], right: [])
        for (index, item) in try fields.array("epochs").enumerated() {
            file.epochs.append(try epoch(item, "/epochs/\(index)", &file.unknownFields))
        }
        if file.epochs.isEmpty { throw .field(path: "/epochs", expected: "at least one epoch") }
        for (index, item) in try fields.array("right").enumerated() {
            let node = item.stringValue.flatMap(Digest.init(hex:))
            file.right.append(try fields.required(node, "right/\(index)", "64 hex digits"))
        }
        file.unknownFields = fields.unknown + file.unknownFields
        return file
    }

    private static func epoch(
        _ item: JSONValue, _ path: String, _ unknown: inout [String]
    ) throws(FormatProblem) -> Epoch {
        var fields = try FieldTaker(item, path: path)
        let hasKey = item.objectValue?["key"] != nil
        let hasCommitment = item.objectValue?["commitment"] != nil
        if hasKey == hasCommitment {
            throw .field(path: path, expected: "either a key or a commitment")
        }
        let epoch: Epoch =
            hasKey
            ? .key(try fields.digest("key")) : .commitment(try fields.digest("commitment"))
        unknown += fields.unknown
        return epoch
    }
}
