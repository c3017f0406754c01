package import CanonicalJSON
package import Cryptography

/// What the seal covers: the logs and every member but the manifest and the seal themselves.
///
/// It has no clock and says nothing that the records say.
///
/// Source: docs/formats/bundle.md §4.
package struct Manifest: Hashable, Sendable {
    /// A log and how much of it the bundle holds.
    package struct Log: Hashable, Sendable {
        /// The log's id.
        package var log: Digest
        /// The number of records.
        package var size: UInt64
        /// The head of the tree over them.
        package var root: Digest
        /// The sequence number of this bundle's own `export` record.
        package var export: UInt64

        /// States a log.
        package init(log: Digest, size: UInt64, root: Digest, export: UInt64) {
            self.log = log
            self.size = size
            self.root = root
            self.export = export
        }

        /// The label that paths use: the first 16 hex digits of the id.
        package var label: String { String(log.hex.prefix(16)) }
    }

    /// A member of the archive.
    package struct Member: Hashable, Sendable {
        /// Its place, which also gives its role.
        package var path: MemberPath
        /// The digest of its data.
        package var sha256: Digest
        /// The length of its data in bytes.
        package var size: UInt64

        /// States a member.
        package init(path: MemberPath, sha256: Digest, size: UInt64) {
            self.path = path
            self.sha256 = sha256
            self.size = size
        }
    }

    /// A final file of a shown dataset that is not a member.
    package struct Absent: Hashable, Sendable {
        /// The id of the log that names the file.
        package var log: Digest
        /// The sequence number of the capture record that names it.
        package var sequence: UInt64
        /// The digest that the record states.
        package var sha256: Digest
        /// The size that the record states.
        package var size: UInt64
        /// Why it isn't there.
        package var why: Reason

        /// Why a file is absent.
        package enum Reason: String, Hashable, Sendable, CaseIterable {
            /// Too large, or kept: to be checked beside the bundle.
            case referenced
            /// The file had other bytes when the bundle was made.
            case changed
            /// There was no such file when the bundle was made.
            case gone
        }

        /// States an absent file.
        package init(
            log: Digest, sequence: UInt64, sha256: Digest, size: UInt64, why: Reason
        ) {
            self.log = log
            self.sequence = sequence
            self.sha256 = sha256
            self.size = size
            self.why = why
        }
    }

    /// The bundle's name, which is also the archive's folder.
    package var bundle: BundleID
    /// The name of the program that made the bundle.
    package var producerName: String
    /// The version of that program.
    package var producerVersion: String
    /// The logs in byte order of id, at least one.
    package var logs: [Log]
    /// The members in byte order of path.
    package var members: [Member]
    /// The absent files, by log and sequence number.
    package var absent: [Absent]
    /// Fields that this version doesn't know, as JSON pointers; only reading fills it.
    package private(set) var unknownFields: [String] = []

    /// States a bundle; sorts what has an order.
    package init(
        bundle: BundleID, producerName: String, producerVersion: String, logs: [Log],
        members: [Member], absent: [Absent]
    ) {
        self.bundle = bundle
        self.producerName = producerName
        self.producerVersion = producerVersion
        self.logs = logs.sorted { $0.log < $1.log }
        self.members = members.sorted { $0.path < $1.path }
        self.absent = absent.sorted { ($0.log, $0.sequence) < ($1.log, $1.sequence) }
    }

    /// The canonical bytes; unknown fields of a manifest that was read are not among them.
    package var encoded: [UInt8] { CanonicalJSON.encode(json) }

    /// The manifest as JSON.
    package var json: JSONValue {
        [
            "v": 1, "bundle": .string(bundle.text),
            "producer": ["name": .string(producerName), "version": .string(producerVersion)],
            "logs": .array(logs.map(\.json)), "members": .array(members.map(\.json)),
            "absent": .array(absent.map(\.json)),
        ]
    }
}

extension Manifest {
    /// Reads a manifest.
    ///
    /// - Throws: The first reason why the bytes are no manifest of version 1 in the one form.
    package static func read(_ bytes: [UInt8]) throws(FormatProblem) -> Manifest {
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.parse(bytes, maximumValues: BundleLimits().manifestValues)
        } catch {
            throw .json(error)
        }
        return try Manifest(json: value)
    }

    /// Takes the fields of a manifest; what it doesn't know is listed in `unknownFields`.
    package init(json: JSONValue) throws(FormatProblem) {
        var fields = try FieldTaker(json, path: "")
        try fields.version()
        let name = try fields.text("bundle")
        bundle = try fields.required(BundleID(name), "bundle", "a bundle's name")
        var producer = try fields.object("producer")
        producerName = try producer.text("name")
        producerVersion = try producer.text("version")
        var unknown = producer.unknown
        logs = try Self.rows(&fields, "logs", &unknown, Log.init(fields:)) { $0.log.hex }
        members = try Self.rows(&fields, "members", &unknown, Member.init(fields:)) {
            $0.path.text
        }
        absent = try Self.rows(&fields, "absent", &unknown, Absent.init(fields:)) {
            "\($0.log.hex)/\(ASCII.padded($0.sequence))"
        }
        if logs.isEmpty { throw .field(path: "/logs", expected: "at least one log") }
        unknownFields = fields.unknown + unknown
    }

    /// Reads rows that stand in byte order of their key, no key twice.
    private static func rows<Row>(
        _ fields: inout FieldTaker, _ key: String, _ unknown: inout [String],
        _ read: (inout FieldTaker) throws(FormatProblem) -> Row, by name: (Row) -> String
    ) throws(FormatProblem) -> [Row] {
        var rows: [Row] = []
        var last: String?
        for (index, value) in try fields.array(key).enumerated() {
            let path = "\(fields.path)/\(key)/\(index)"
            var row = try FieldTaker(value, path: path)
            let item = try read(&row)
            let name = name(item)
            if last == name { throw .duplicateRow(path: path, key: name) }
            if let last, name.utf8.lexicographicallyPrecedes(last.utf8) {
                throw .rowOrder(path: path)
            }
            last = name
            unknown += row.unknown
            rows.append(item)
        }
        return rows
    }
}
