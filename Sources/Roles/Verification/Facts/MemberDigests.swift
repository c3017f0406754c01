import BundleFormat
import Cryptography

/// The digest of the member at a place.
struct MemberDigest: Sendable {
    let place: Int
    let sha256: Digest
}

/// The digests of an archive's members, computed in parallel.
///
/// Each byte is read once, in pieces that stay in the processor's cache while they are hashed. Small
/// members that lie behind each other are read together: a bundle may hold a hundred thousand.
struct MemberDigests: Sendable {
    private let source: any ByteSource
    private let members: [Extent]
    private let meter: ReadingMeter

    /// Where a member's data lie.
    ///
    /// The members themselves aren't kept: there may be a quarter of a million, and whoever puts the
    /// digests in would have to copy them.
    private struct Extent {
        let offset: UInt64
        let size: UInt64
        /// Whether it isn't read here.
        let isLeftOut: Bool

        var end: UInt64 { offset &+ size }
    }

    /// Takes members.
    ///
    /// - Parameter readElsewhere: Places of those whose digests whoever reads them gives.
    init(
        source: any ByteSource, of members: [MemberFact], readElsewhere: Set<Int>,
        meter: ReadingMeter
    ) {
        self.source = source
        self.members = members.enumerated().map { place, member in
            Extent(
                offset: member.dataOffset, size: member.size,
                isLeftOut: member.isBeyondLimits || readElsewhere.contains(place))
        }
        self.meter = meter
    }

    /// How many stretches are worked on at once.
    static let parallelism = 8
    /// A stretch of small members has at most this many bytes, headers included.
    static let stretchBytes: UInt64 = 1 << 18

    /// Every digest by place; members beyond a limit, and those that are read elsewhere, have none.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func all() async throws -> [MemberDigest] {
        try await withThrowingTaskGroup(of: [MemberDigest].self) { group in
            var stretches = Stretches(members)
            for _ in 0..<Self.parallelism {
                guard let stretch = stretches.next() else { break }
                group.addTask { try digests(of: stretch) }
            }
            var all: [MemberDigest] = []
            all.reserveCapacity(members.count)
            while let some = try await group.next() {
                if let stretch = stretches.next() {
                    group.addTask { try digests(of: stretch) }
                }
                all += some
            }
            return all
        }
    }

    /// Cuts members into stretches that are read as one.
    private struct Stretches {
        private let members: [Extent]
        private var place = 0

        init(_ members: [Extent]) { self.members = members }

        mutating func next() -> Range<Int>? {
            while place < members.count, members[place].isLeftOut { place += 1 }
            guard place < members.count else { return nil }
            let first = place
            place += 1
            while place < members.count, !members[place].isLeftOut,
                members[place].end &- members[first].offset <= MemberDigests.stretchBytes
            {
                place += 1
            }
            return first..<place
        }
    }

    private func digests(of stretch: Range<Int>) throws -> [MemberDigest] {
        let first = members[stretch.lowerBound]
        guard stretch.count > 1 else {
            let digest = try SourceReading.sha256(
                of: source, from: first.offset, size: first.size, meter: meter)
            return [MemberDigest(place: stretch.lowerBound, sha256: digest)]
        }
        let last = members[stretch.upperBound - 1]
        let start = first.offset
        let bytes = try SourceReading.read(source, at: start, count: Int(last.end - start))
        meter.add(UInt64(bytes.count))
        return stretch.map { place in
            let from = Int(members[place].offset - start)
            let range = from..<(from + Int(members[place].size))
            return MemberDigest(
                place: place, sha256: SHA256.hash(bytes.span.extracting(range)))
        }
    }
}
