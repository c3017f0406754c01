import BundleFormat
import Cryptography

/// A member with its place in the archive.
struct PlacedMember: Sendable {
    let place: Int
    let fact: MemberFact
}

/// The digest of a member that somebody reads from its beginning on anyway: so each byte is read once.
///
/// Hashes on a thread of its own what it is given, and at the end what nobody came to.
struct PassingDigest {
    private let member: PlacedMember
    private let source: any ByteSource
    private let meter: ReadingMeter
    private let lane = DigestLane()
    private var count: UInt64 = 0

    /// Begins in front of the first byte of a member.
    init(of member: PlacedMember, in source: any ByteSource, meter: ReadingMeter) {
        (self.member, self.source, self.meter) = (member, source, meter)
    }

    /// Takes the next bytes of the member.
    mutating func take(_ bytes: [UInt8]) {
        lane.update(bytes)
        count += UInt64(bytes.count)
        meter.add(UInt64(bytes.count))
    }

    /// Reads what is left of the member, and ends the digest.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    mutating func finish() throws -> MemberDigest? {
        let (start, rest) = (member.fact.dataOffset + count, member.fact.size - count)
        try SourceReading.forEachPiece(of: source, from: start, size: rest) { take($0) }
        return lane.finish().map { MemberDigest(place: member.place, sha256: $0) }
    }
}
