package import Cryptography

/// The files that came after sealing, and what each renewal is over.
///
/// Source: docs/formats/bundle.md §13; after RFC 4998 §5.
package struct LaterFiles: Hashable, Sendable {
    /// One file.
    package struct File: Hashable, Sendable {
        /// Its name.
        package let name: LaterName
        /// Its bytes.
        package let bytes: [UInt8]

        /// Pairs a name with bytes.
        package init(_ name: LaterName, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The files, in byte order of name.
    package let files: [File]

    /// Takes files in any order; of two of one name the first counts.
    package init(_ files: [File] = []) {
        var seen: Set<LaterName> = []
        self.files = files.filter { seen.insert($0.name).inserted }.sorted { $0.name < $1.name }
    }

    /// The renewals, in order.
    package var renewals: [File] { files.filter { $0.name.kind == .renewal } }

    /// The number that the next renewal has; nil where none is left.
    package var nextNumber: Int? {
        let next = (renewals.last?.name.number ?? 0) + 1
        return next <= LaterName.largestNumber ? next : nil
    }

    /// The hash of each file, in order.
    package func hashes(by algorithm: HashAlgorithm) -> [[UInt8]] {
        files.map { algorithm.hash($0.bytes) }
    }

    /// What a renewal's imprint is the hash of: the hash of the tar, then the hash of each file whose
    /// name is smaller than the renewal's, in byte order, all of them by the token's own algorithm.
    ///
    /// So a renewal covers the data and everything that was there to prove it, and can't leave out an
    /// earlier time-stamp, certificate or list that lies in the folder.
    ///
    /// - Parameters:
    ///   - number: Of the renewal.
    ///   - archive: The hash of the tar.
    ///   - hashes: Of the files, by the same algorithm; see `hashes(by:)`.
    package func message(ofRenewal number: Int, archive: [UInt8], hashes: [[UInt8]]) -> [UInt8] {
        zip(files, hashes).prefix { file, _ in Self.isBefore(file.name, number) }
            .reduce(archive) { $0 + $1.1 }
    }

    /// Whether a file is one that a renewal covers.
    package static func isBefore(_ name: LaterName, _ number: Int) -> Bool {
        name.number < number || (name.number == number && name.kind != .renewal)
    }
}
