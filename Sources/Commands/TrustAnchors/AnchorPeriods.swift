import CommandSupport
import Cryptography
import RecordLog
package import Records

/// When anchors count: one a line, the digest that the report prints for the anchor, a space, the
/// first moment, a space, the last.
///
/// Source: docs/formats/command-line.md §4.
extension TrustFolder {
    /// From when to when an anchor counts, both ends included; never reversed.
    package struct Period: Hashable, Sendable {
        /// The first moment.
        package let first: Timestamp
        /// The last moment.
        package let last: Timestamp
    }

    /// Adds the periods of a file, once every anchor is known.
    ///
    /// - Throws: For a line that can't be read, a reversed pair, a digest that is no anchor's, and
    ///   one that stands there twice: a period that is silently ignored would change a verdict.
    mutating func addPeriods(
        _ path: String, from source: AnchorFiles
    ) throws(CommandFailure) {
        guard let text = String(validating: try source.content(path), as: UTF8.self) else {
            throw Self.unusable(path, "it is not UTF-8")
        }
        let anchors = digests
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let place = "line \(index + 1)"
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
                .map(String.init)
            guard words.count == 3, let digest = Digest(hex: words[0]),
                let first = Timestamp(rfc3339: words[1]), let last = Timestamp(rfc3339: words[2])
            else {
                throw Self.unusable(path, "\(place) is not an anchor's digest and two times")
            }
            guard first <= last else {
                throw Self.unusable(path, "\(place) ends before it begins")
            }
            guard anchors.contains(digest) else {
                throw Self.unusable(path, "\(place) names no anchor of this folder")
            }
            guard periods.updateValue(Period(first: first, last: last), forKey: digest) == nil
            else {
                throw Self.unusable(path, "\(place) names an anchor that stands there already")
            }
        }
    }

    private var digests: Set<Digest> {
        Set([roots, people, seal, log, tsa].joined().map(\.sha256))
            .union(witnesses.map { SHA256.hash($0.key.publicKey) })
            .union(signIn.map(\.thumbprint))
    }
}
