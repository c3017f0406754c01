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
    package var members: [MemberFact] {
        didSet { places = MemberPlaces() }
    }
    /// What departs from the one form of an archive: the framing, limits, then paths in order of
    /// place; at most `BundleLimits.problems`.
    package var problems: [FrameProblem]
    /// Problems beyond the number that is kept.
    package var unlistedProblems: UInt64 = 0
    private var places = MemberPlaces()

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

    /// The members by path, worked out once.
    package var index: MemberIndex { places.index(of: members) }

    /// Puts the digests of members in, by place.
    mutating func set(_ digests: [MemberDigest]) {
        let places = places
        var members = members
        self.members = []
        for digest in digests { members[digest.place].sha256 = digest.sha256 }
        self.members = members
        // No path has changed.
        self.places = places
    }

    /// Whether the archive was read to its end without a problem.
    package var isWhole: Bool { problems.isEmpty }

    /// Whether the archive, or a member of it, is larger than what is read.
    package var isBeyondLimits: Bool {
        problems.contains { $0.code == FramingProblem.Code.limitExceeded.rawValue }
    }
}

/// One member of the archive.
package struct MemberFact: Hashable, Sendable {
    /// The path where it is one of the layout; nil for every other name.
    package var parsed: MemberPath?
    /// The name of a member that the layout doesn't have, as its bytes read.
    ///
    /// What isn't UTF-8 is shown as replacement characters. Empty where so many are foreign that names aren't kept.
    package var foreignName: String
    /// Where its header begins in the archive.
    package var headerOffset: UInt64
    /// Its size in bytes.
    package var size: UInt64
    /// SHA-256 of its data; nil where they couldn't be read whole.
    package var sha256: Digest?
    /// Whether it is beyond a limit, and so isn't read.
    package var isBeyondLimits = false

    /// Makes the fact of its parts.
    package init(
        parsed: MemberPath?, foreignName: String = "", headerOffset: UInt64, size: UInt64,
        sha256: Digest? = nil
    ) {
        self.parsed = parsed
        self.foreignName = foreignName
        self.headerOffset = headerOffset
        self.size = size
        self.sha256 = sha256
    }

    /// The path below the bundle's folder where the layout has it, else the name.
    package var path: String { parsed?.text ?? foreignName }

    /// Where its data begin in the archive.
    package var dataOffset: UInt64 { headerOffset + UInt64(USTARHeader.blockSize) }
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
