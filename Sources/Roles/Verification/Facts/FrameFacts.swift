package import BundleFormat
package import Cryptography

/// The archive as its raw bytes read: which members lie where, and what is wrong with the form.
package struct FrameFacts: Sendable {
    /// The size of the file in bytes.
    package var byteCount: UInt64
    /// SHA-256 of the whole file; nil where it wasn't read.
    package var sha256: Digest?
    /// The bundle's id, which is the archive's one folder; nil where no member lies in one.
    package var bundle: BundleID?
    /// The members in the order of the archive, as far as headers could be read.
    package var members: [MemberFact]
    /// What departs from the one form of an archive, in order of place.
    package var problems: [FrameProblem]

    /// Makes the facts of their parts.
    package init(
        byteCount: UInt64, sha256: Digest? = nil, bundle: BundleID? = nil,
        members: [MemberFact] = [], problems: [FrameProblem] = []
    ) {
        self.byteCount = byteCount
        self.bundle = bundle
        self.sha256 = sha256
        self.members = members
        self.problems = problems
    }

    /// Whether the archive was read to its end without a problem.
    package var isWhole: Bool { problems.isEmpty }
}

/// One member of the archive.
package struct MemberFact: Hashable, Sendable {
    /// The path below the bundle's folder where the layout has it, else as its bytes read; bytes that aren't UTF-8 are shown as replacement characters.
    package var path: String
    /// The path where it is one of the layout; nil for every other name.
    package var parsed: MemberPath?
    /// Where its header begins in the archive.
    package var headerOffset: UInt64
    /// Where its data begin in the archive.
    package var dataOffset: UInt64
    /// Its size in bytes.
    package var size: UInt64
    /// SHA-256 of its data; nil where they couldn't be read whole.
    package var sha256: Digest?

    /// Makes the fact of its parts.
    package init(
        path: String, parsed: MemberPath?, headerOffset: UInt64, dataOffset: UInt64, size: UInt64,
        sha256: Digest?
    ) {
        self.path = path
        self.parsed = parsed
        self.headerOffset = headerOffset
        self.dataOffset = dataOffset
        self.size = size
        self.sha256 = sha256
    }
}

/// A departure of the archive from its form.
package struct FrameProblem: Hashable, Sendable {
    /// The reason code, such as `HEADER_CHECKSUM`.
    package var code: String
    /// The member concerned, where it has a name.
    package var member: String?
    /// The byte offset in the archive.
    package var offset: UInt64
    /// What the form asks for.
    package var expected: String?
    /// What stands there.
    package var found: String?
    /// The sentence for the report.
    package var sentence: String

    /// Makes the problem of its parts.
    package init(
        code: String, member: String? = nil, offset: UInt64, expected: String? = nil,
        found: String? = nil, sentence: String
    ) {
        self.code = code
        self.member = member
        self.offset = offset
        self.expected = expected
        self.found = found
        self.sentence = sentence
    }
}
