import Cryptography
package import Records

/// An audit trail that an instrument's own software wrote, found among the files of a dataset.
package struct InstrumentTrailFacts: Hashable, Sendable {
    /// What holding a recorded digest against bytes came to.
    package enum Comparison: String, Hashable, Sendable {
        /// The bytes as they are give the digest.
        case same = "match"
        /// They do after each group of four bytes is reversed: the instrument hashes its own order.
        case sameByteSwapped = "match-byteswapped"
        /// They don't.
        case differs = "mismatch"
        /// The trail records no digest.
        case noDigest = "no-hash"
        /// There is no raw file for the digest to be about.
        case noDataFile = "no-data-file"
        /// The raw file stands outside the bundle and wasn't read.
        case notHere = "not-here"
    }

    /// How the closing digest of the trail compares with its text.
    package enum Closing: String, Hashable, Sendable {
        /// The text holds, its line ends read as single line feeds.
        case sameAsLines = "match-lf"
        /// The text holds byte for byte.
        case sameAsBytes = "match-asis"
        /// The text gives another digest.
        case differs = "mismatch"
        /// The trail has no closing digest.
        case noDigest = "no-hash"
    }

    /// The log that recorded the file.
    package var log: String
    /// The place of the record of the trail's file.
    package var seq: UInt64
    /// The dataset.
    package var dataset: String
    /// The member that holds the trail.
    package var member: String
    /// The raw file that the trail is about, as a member or a name; nil where there is none.
    package var dataMember: String?
    /// How the closing digest compares.
    package var closing: Closing
    /// The closing digest that the trail states, 32 hex digits.
    package var statedClosing: String?
    /// The digest of the trail's text, 32 hex digits.
    package var computedClosing: String?
    /// How the last digest of data compares.
    package var data: Comparison
    /// The last digest of data that the trail states, 32 hex digits.
    package var statedData: String?
    /// The digest of the raw file as it is, 32 hex digits.
    package var computedData: String?

    /// How many entries the trail has.
    package var entryCount = 0
    /// How many of them have a time that can't be read.
    package var unreadTimes = 0
    /// The newest time of an entry; nil where none can be read.
    package var newest: Timestamp?
    /// The accounts that entries name, each once, in order; at most `nameLimit`.
    package var users: [String] = []
    /// The machines that entries name, each once, in order; at most `nameLimit`.
    package var hosts: [String] = []

    /// Accounts and machines of one trail that are kept.
    static let nameLimit = 100

    /// Makes the facts of a trail of which nothing was compared yet.
    package init(log: String, seq: UInt64, dataset: String, member: String) {
        self.log = log
        self.seq = seq
        self.dataset = dataset
        self.member = member
        closing = .noDigest
        data = .noDigest
    }
}
