package import Cryptography
package import RecordLog

/// One checkpoint folder of a log: the note and the receipts beside it.
package struct CheckpointFacts: Sendable {
    /// The size that the folder's name states.
    package var folderSize: UInt64
    /// The folder, without a slash at its end.
    package var folder: String
    /// The bytes of the note; nil where there is none.
    package var noteBytes: [UInt8]?
    /// What the note says; nil where it can't be read.
    package var checkpoint: Checkpoint?
    /// Why the note can't be read, in words.
    package var problem: String?
    /// Whether the note's signature holds under the log key of genesis.
    package var isSignedByLog: Bool
    /// The root that the records give for the note's size; nil where the log is shorter.
    package var recomputedRoot: Digest?
    /// The witness receipts, by file name.
    package var cosignatures: [EvidenceFile]
    /// The time-stamp receipts.
    package var timeStamps: [TimeStampFiles]
    /// The object-lock receipts.
    package var objectLocks: [EvidenceFile]

    /// Makes the facts of a folder of which nothing was read yet.
    package init(folderSize: UInt64, folder: String) {
        self.folderSize = folderSize
        self.folder = folder
        isSignedByLog = false
        cosignatures = []
        timeStamps = []
        objectLocks = []
    }
}

/// A small member of the bundle with its bytes.
package struct EvidenceFile: Hashable, Sendable {
    /// The member.
    package var path: String
    /// What the path calls whoever gave it.
    package var notary: String
    /// Its bytes.
    package var bytes: [UInt8]

    /// Makes the file of its parts.
    package init(path: String, notary: String, bytes: [UInt8]) {
        self.path = path
        self.notary = notary
        self.bytes = bytes
    }
}

/// A time-stamp response and the request that it answers.
package struct TimeStampFiles: Hashable, Sendable {
    /// What the path calls the authority.
    package var notary: String
    /// The response, `.tsr`.
    package var response: EvidenceFile?
    /// The request, `.tsq`.
    package var request: EvidenceFile?

    /// Makes the pair of its parts.
    package init(notary: String, response: EvidenceFile? = nil, request: EvidenceFile? = nil) {
        self.notary = notary
        self.response = response
        self.request = request
    }
}
