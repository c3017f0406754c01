package import CanonicalJSON
package import Cryptography

/// A record of the same log, named by place and leaf.
package struct LeafReference: FieldReadable {
    /// The place in the log.
    package let seq: UInt64
    /// The leaf hash at that place.
    package let leaf: Digest

    /// Makes a reference.
    package init(seq: UInt64, leaf: Digest) {
        self.seq = seq
        self.leaf = leaf
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        seq = try reader.count("seq")
        leaf = try reader.digest("leaf")
    }

    package var json: JSONObject {
        JSONObject([("seq", .count(seq)), ("leaf", .digest(leaf))])
    }
}

/// A record that a signature covers, of this log or of another that is named.
package struct SignatureTarget: FieldReadable {
    /// The other log; nil for the log that holds the signature.
    package let log: Digest?
    /// The place in the log.
    package let seq: UInt64
    /// The leaf hash at that place.
    package let leaf: Digest

    /// Makes a target.
    package init(log: Digest? = nil, seq: UInt64, leaf: Digest) {
        self.log = log
        self.seq = seq
        self.leaf = leaf
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        log = try reader.optionalDigest("log")
        seq = try reader.count("seq")
        leaf = try reader.digest("leaf")
    }

    package var json: JSONObject {
        JSONObject([("log", .digest(log)), ("seq", .count(seq)), ("leaf", .digest(leaf))])
    }
}

/// A log at a size, by its root.
package struct LogReference: FieldReadable {
    /// The identifier of the log.
    package let log: Digest
    /// The number of its records.
    package let size: UInt64
    /// The RFC 6962 root over them.
    package let root: Digest

    /// Makes a reference.
    package init(log: Digest, size: UInt64, root: Digest) {
        self.log = log
        self.size = size
        self.root = root
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        log = try reader.digest("log")
        size = try reader.count("size")
        root = try reader.digest("root")
    }

    package var json: JSONObject {
        JSONObject([("log", .digest(log)), ("size", .count(size)), ("root", .digest(root))])
    }
}

/// The program that wrote a record.
package struct ProgramIdentity: FieldReadable {
    /// Its name, such as `trailseal-capture`.
    package let name: String
    /// Its version.
    package let version: String
    /// The digest of its file.
    package let sha256: Digest

    /// Makes an identity.
    package init(name: String, version: String, sha256: Digest) {
        self.name = name
        self.version = version
        self.sha256 = sha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        name = try reader.string("name")
        version = try reader.string("version")
        sha256 = try reader.digest("sha256")
    }

    package var json: JSONObject {
        JSONObject([
            ("name", .string(name)), ("version", .string(version)), ("sha256", .digest(sha256)),
        ])
    }
}
