import BundleFormat
import Cryptography

/// The digests of an archive's members, computed in parallel.
///
/// Each byte is read once, in pieces that stay in the processor's cache while they are hashed. Small
/// members that lie behind each other are read together: a bundle may hold a hundred thousand.
struct MemberDigests: Sendable {
    let source: any ByteSource
    let members: [MemberFact]
    let meter: ReadingMeter

    /// How many stretches are worked on at once.
    static let parallelism = 8
    /// A stretch of small members has at most this many bytes, headers included.
    static let stretchBytes: UInt64 = 1 << 18

    /// Every digest by place; members beyond a limit have none.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func all() async throws -> [(place: Int, sha256: Digest)] {
        try await withThrowingTaskGroup(of: [(place: Int, sha256: Digest)].self) { group in
            var stretches = Stretches(members)
            for _ in 0..<Self.parallelism {
                guard let stretch = stretches.next() else { break }
                group.addTask { try digests(of: stretch) }
            }
            var all: [(place: Int, sha256: Digest)] = []
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
        private let members: [MemberFact]
        private var place = 0

        init(_ members: [MemberFact]) { self.members = members }

        mutating func next() -> Range<Int>? {
            while place < members.count, members[place].isBeyondLimits { place += 1 }
            guard place < members.count else { return nil }
            let first = place
            place += 1
            while place < members.count, !members[place].isBeyondLimits,
                members[place].dataOffset &+ members[place].size &- members[first].dataOffset
                    <= MemberDigests.stretchBytes
            {
                place += 1
            }
            return first..<place
        }
    }

    private func digests(of stretch: Range<Int>) throws -> [(place: Int, sha256: Digest)] {
        let first = members[stretch.lowerBound]
        guard stretch.count > 1 else {
            let digest = try SourceReading.sha256(
                of: source, from: first.dataOffset, size: first.size, meter: meter)
            return [(stretch.lowerBound, digest)]
        }
        let last = members[stretch.upperBound - 1]
        let start = first.dataOffset
        let bytes = try SourceReading.read(
            source, at: start, count: Int(last.dataOffset + last.size - start))
        meter.add(UInt64(bytes.count))
        return stretch.map { place in
            let from = Int(members[place].dataOffset - start)
            let range = from..<(from + Int(members[place].size))
            return (place, SHA256.hash(bytes.span.extracting(range)))
        }
    }
}
