/// One dataset, in its newest version.
package struct DatasetLine: Hashable, Sendable {
    /// Where the record of its newest version stands.
    package var place: Place
    /// Its id.
    package var datasetID: String
    /// What it is, such as `topspin`.
    package var kind: String
    /// Its path, as it read on the workstation.
    package var path: String
    /// Its version.
    package var version: UInt64
    /// How many files it holds.
    package var fileCount: UInt64
    /// Their size in bytes.
    package var byteCount: UInt64
    /// `final` or `provisional`.
    package var state: String
    /// What the instrument's own audit trail came to, in words; nil where there is none.
    package var instrumentTrail: String?
    /// When the record of its newest version was made, in UTC, by the host's word.
    package var recordedAt: String?
    /// Who made that record, by the host's word.
    package var recordedBy: String?
    /// Records of files created or modified, of all versions.
    package var fileEvents: UInt64 = 0
    /// Records of files deleted, of all versions.
    package var deletions: UInt64 = 0
    /// Its files, in order of path.
    package var files: [FileLine] = []
    /// Files that aren't among `files`, for there are too many.
    package var unlistedFiles: UInt64 = 0
    /// The audit trails that the instrument's own software wrote.
    package var instrumentTrails: [InstrumentTrailLine] = []

    /// Files that a report lists in all; what is beyond is counted.
    package static let fileLimit = 20_000

    /// Makes the line of its parts.
    package init(
        place: Place, datasetID: String, kind: String, path: String, version: UInt64,
        fileCount: UInt64, byteCount: UInt64, state: String, instrumentTrail: String?
    ) {
        self.place = place
        self.datasetID = datasetID
        self.kind = kind
        self.path = path
        self.version = version
        self.fileCount = fileCount
        self.byteCount = byteCount
        self.state = state
        self.instrumentTrail = instrumentTrail
    }
}

/// One file of a dataset.
package struct FileLine: Hashable, Sendable {
    /// Its path below the folder that the dataset lies in.
    package var path: String
    /// Its size in bytes.
    package var byteCount: UInt64
    /// SHA-256 of its bytes as recorded, 64 hex digits.
    package var sha256: String
    /// When the file system said that it was modified, in UTC.
    package var modifiedAt: String?
    /// The place of the record of its last change.
    package var sequence: UInt64
    /// Where bytes with that digest are: `in the bundle`, `outside, checked` or `not here`.
    package var standing: String

    /// Makes the line of its parts.
    package init(
        path: String, byteCount: UInt64, sha256: String, modifiedAt: String?, sequence: UInt64,
        standing: String
    ) {
        self.path = path
        self.byteCount = byteCount
        self.sha256 = sha256
        self.modifiedAt = modifiedAt
        self.sequence = sequence
        self.standing = standing
    }
}

/// An audit trail that an instrument's own software wrote.
package struct InstrumentTrailLine: Hashable, Sendable {
    /// The member that holds it.
    package var member: String
    /// The raw file that it is about; nil where there is none.
    package var dataFile: String?
    /// How many entries it has.
    package var entries: UInt64
    /// The newest time of an entry, in UTC.
    package var newest: String?
    /// The accounts that its entries name.
    package var users: [String]
    /// The machines that its entries name.
    package var hosts: [String]
    /// What its own closing digest came to, in words.
    package var closing: String
    /// What the digest of the raw data that it states came to, in words.
    package var data: String

    /// Makes the line of its parts.
    package init(
        member: String, dataFile: String?, entries: UInt64, newest: String?, users: [String],
        hosts: [String], closing: String, data: String
    ) {
        self.member = member
        self.dataFile = dataFile
        self.entries = entries
        self.newest = newest
        self.users = users
        self.hosts = hosts
        self.closing = closing
        self.data = data
    }
}
