import CanonicalJSON
import RecordLog
import Records

/// How much a reader takes before it gives up, so that hostile input costs bounded memory and time.
///
/// Every limit on what a bundle may hold is a member of this value. Those that belong to the form of
/// a text stand where that text is read and are only named again here. Beyond a limit a reader stops
/// with `LIMIT_EXCEEDED`; it doesn't allocate first.
///
/// Source: docs/formats/bundle.md §14.
package struct BundleLimits: Hashable, Sendable {
    // MARK: Archive

    /// Bytes of the archive: ten times the 100 GB that the design is for.
    package var archiveBytes: UInt64 = 1 << 40
    /// Members of one tar: a year of one spectrometer is some 100,000 files.
    package var members = 250_000
    /// Logs of one bundle: a log for each instrument of a large site.
    package var logs = 1_000
    /// Bytes up to which a file is hashed as a whole without being asked to, besides each of its
    /// members: less than a twentieth of a second's work.
    package var hashedWhole: UInt64 = 64 << 20

    // MARK: Lists

    /// Bytes of `manifest.json`: 250,000 rows of about 250 bytes.
    ///
    /// A small bundle has a lower limit, `listBytes(members:recordBytes:)`.
    package var manifestBytes: UInt64 = 96 << 20
    /// Values in `manifest.json`: six in each of 250,000 rows, and room.
    package var manifestValues = 2_000_000
    /// Bytes of `manifest-sha256.txt`: 250,000 rows of about 200 bytes.
    package var bagManifestBytes: UInt64 = 96 << 20
    /// Bytes that a list may have for each member of the archive: the longest path that ustar holds
    /// has 256 bytes, and a row of the manifest some 110 bytes besides.
    package var listBytesPerMember: UInt64 = 512
    /// Bytes that a list may have besides its rows: the logs, the producer, unknown fields.
    package var listBytesBesides: UInt64 = 1 << 20

    // MARK: Evidence

    /// Bytes of a keys file: 2^16 epochs of about 80 bytes, and room.
    package var keysBytes: UInt64 = 8 << 20
    /// Values in a keys file: two for each epoch.
    package var keysValues = 250_000
    /// Bytes of a certificate: real ones have a few thousand, with post-quantum keys some 20,000.
    package var certificateBytes: UInt64 = 128 << 10
    /// Certificates: eight for each of 500 people.
    package var certificates = 4_000
    /// Bytes of a revocation list: the largest public ones have some 60 MB.
    package var revocationBytes: UInt64 = 80 << 20
    /// Bytes of all revocation lists, which are held at once: the largest and room.
    package var allRevocationBytes: UInt64 = 96 << 20
    /// Bytes of an OCSP response: it speaks of one certificate and has a few thousand.
    package var responseBytes: UInt64 = 64 << 10
    /// Bytes of all OCSP responses: one of 2,000 bytes for each certificate.
    package var allResponseBytes: UInt64 = 8 << 20
    /// Bytes of a seal or a receipt: a time-stamp with its whole chain has some 20,000.
    package var receiptBytes: UInt64 = 256 << 10
    /// Notes and receipts: ten years of daily checkpoints with four files each, and room.
    package var receipts = 20_000
    /// Bytes of a policy: a page of settings.
    package var policyBytes: UInt64 = 1 << 20
    /// Bytes of a note, `bagit.txt` or `bag-info.txt`.
    package var tagBytes: UInt64 = 64 << 10
    /// Bytes of all evidence that is held whole, revocation lists apart: 20,000 receipts of about
    /// 3,000 bytes.
    package var evidenceBytes: UInt64 = 64 << 20

    // MARK: After sealing

    /// Files in the folder that came after sealing: a renewal in each of two hundred years, each with
    /// a few lists.
    package var laterFiles = 1_000
    /// Bytes of all of them, which are held at once: the largest revocation lists, and the rest.
    package var laterBytes: UInt64 = 160 << 20

    // MARK: Records

    /// Bytes of a line.
    package static let lineBytes = RecordLine.maximumByteCount
    /// Values in a line or a policy.
    package static let lineValues = CanonicalJSON.maximumValues
    /// Containers inside each other.
    package static let depth = CanonicalJSON.maximumDepth
    /// Bytes of the CMS value of a signature.
    package static let signatureBytes = SignatureBody.maximumSignatureByteCount
    /// Lines of a log that may be no records before reading stops.
    ///
    /// Without it a member of empty lines would cost more memory than its own size.
    package var unreadableLines = 1_000

    // MARK: What is kept for the report

    /// Problems of the archive, or of one log, that are kept; what is beyond is counted.
    package var problems = 1_000
    /// Unknown fields and families of one log that are told apart; what is beyond is counted as one.
    package var unknownNames = 1_000

    /// The limits of format version 1.
    package init() {}

    /// The most bytes that are read whole into memory for a member; nil for what is streamed.
    package func wholeBytes(of path: MemberPath) -> UInt64? {
        switch path {
        case .manifest: manifestBytes
        case .manifestSHA256: bagManifestBytes
        case .keys: keysBytes
        case .certificate: certificateBytes
        case .revocationList: revocationBytes
        case .revocationResponse: responseBytes
        case .seal, .receipt: receiptBytes
        case .policy: policyBytes
        case .bagInfo, .bagit, .note: tagBytes
        case .readme, .file, .unnamed, .recordsCSV, .recordsJSONL: nil
        }
    }

    /// The most bytes that are read for a file that came after sealing.
    package func bytes(of name: LaterName) -> UInt64 {
        switch name.kind {
        case .renewal: receiptBytes
        case .certificate: certificateBytes
        case .revocationList: revocationBytes
        case .revocationResponse: responseBytes
        }
    }

    /// The most bytes that `manifest.json` or `manifest-sha256.txt` can have in a sound bundle.
    ///
    /// A list has one row for each member, and the manifest one for each file that isn't there, which
    /// a record of at least as many bytes names.
    ///
    /// - Parameters:
    ///   - members: How many members the archive has.
    ///   - recordBytes: How many bytes its records have.
    package func listBytes(members: Int, recordBytes: UInt64) -> UInt64 {
        let rows = UInt64(clamping: members).multipliedReportingOverflow(by: listBytesPerMember)
        let (sum, overflows) = rows.partialValue.addingReportingOverflow(recordBytes)
        guard !rows.overflow, !overflows else { return .max }
        return sum.addingReportingOverflow(listBytesBesides).overflow
            ? .max : sum + listBytesBesides
    }
}
