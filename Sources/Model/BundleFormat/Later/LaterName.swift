package import Cryptography

/// The name of a file that came after sealing, in the folder beside the tar.
///
/// Names are ASCII and of fixed length up to their ending, so byte order is the order in which the
/// files came: what renewal 2 was the first to cover stands between `0001.tsr` and `0002.tsr`.
///
/// Source: docs/formats/bundle.md §13.
package struct LaterName: Hashable, Sendable, Comparable {
    /// What a file is.
    package enum Kind: Hashable, Sendable {
        /// The answer of an authority that renews.
        case renewal
        /// One certificate, named by the digest of its bytes.
        case certificate(Digest)
        /// One revocation list, named by the digest of its bytes.
        case revocationList(Digest)
        /// One OCSP response, named by the digest of its bytes.
        case revocationResponse(Digest)
    }

    /// The renewal, or the one that was the first to cover it; 1 to 9,999.
    package let number: Int
    /// What it is.
    package let kind: Kind

    /// The greatest number.
    package static let largestNumber = 9_999

    /// The name of a renewal, or of what it is the first to cover; nil for a number out of range.
    package init?(_ number: Int, _ kind: Kind) {
        guard (1...Self.largestNumber).contains(number) else { return nil }
        self.number = number
        self.kind = kind
    }

    /// Reads a name; nil for any other.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0].prefix(4)) else { return nil }
        let stem = parts[0].dropFirst(4)
        let digest = stem.first == "-" ? Digest(hex: String(stem.dropFirst())) : nil
        let kind: Kind? =
            switch (parts[1], digest) {
            case ("tsr", nil): .renewal
            case ("cer", let digest?): .certificate(digest)
            case ("crl", let digest?): .revocationList(digest)
            case ("ocsp", let digest?): .revocationResponse(digest)
            default: nil
            }
        guard let kind else { return nil }
        self.init(number, kind)
        // One spelling: what doesn't come out the same is no such name.
        guard self.text == text else { return nil }
    }

    /// The name as it is written.
    package var text: String {
        let digits = String(number)
        let stem = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return switch kind {
        case .renewal: "\(stem).tsr"
        case .certificate(let digest): "\(stem)-\(digest.hex).cer"
        case .revocationList(let digest): "\(stem)-\(digest.hex).crl"
        case .revocationResponse(let digest): "\(stem)-\(digest.hex).ocsp"
        }
    }

    /// The digest that the name states; nil for a renewal.
    package var statedDigest: Digest? {
        switch kind {
        case .renewal: nil
        case .certificate(let digest), .revocationList(let digest),
            .revocationResponse(let digest):
            digest
        }
    }

    /// Orders by the bytes of the names.
    package static func < (left: LaterName, right: LaterName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
