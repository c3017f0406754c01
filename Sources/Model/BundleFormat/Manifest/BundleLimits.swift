/// How much a reader takes before it gives up, so that hostile input costs bounded memory.
///
/// Source: docs/formats/bundle.md §14.
package struct BundleLimits: Hashable, Sendable {
    /// Members of one tar: a year of one spectrometer is some 100,000 files.
    package var members = 250_000
    /// Bytes of `manifest.json`: 250,000 rows of about 250 bytes.
    package var manifestBytes: UInt64 = 96 << 20
    /// Bytes of a keys file: 2^16 epochs of about 80 bytes, and room.
    package var keysBytes: UInt64 = 16 << 20
    /// Bytes of a certificate: real ones have a few thousand.
    package var certificateBytes: UInt64 = 1 << 20
    /// Bytes of a revocation list: the largest public ones have some 60 MB.
    package var revocationBytes: UInt64 = 80 << 20
    /// Bytes of all revocation lists and responses together, which are held at once.
    package var allRevocationBytes: UInt64 = 256 << 20
    /// Bytes of a seal, note, receipt, policy or tag file other than the bag's manifest.
    package var smallBytes: UInt64 = 4 << 20
    /// Bytes of `manifest-sha256.txt`: 250,000 rows of about 200 bytes.
    package var bagManifestBytes: UInt64 = 96 << 20

    /// The limits of format version 1.
    package init() {}

    /// The most bytes that are read whole into memory for a member; nil for what is streamed.
    package func wholeBytes(of path: MemberPath) -> UInt64? {
        switch path {
        case .manifest: manifestBytes
        case .manifestSHA256: bagManifestBytes
        case .keys: keysBytes
        case .certificate: certificateBytes
        case .revocationList, .revocationResponse: revocationBytes
        case .seal, .bagInfo, .bagit, .note, .receipt, .policy: smallBytes
        case .readme, .file, .unnamed, .recordsCSV, .recordsJSONL: nil
        }
    }
}
