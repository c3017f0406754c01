import Cryptography

/// The tag files that make a bundle a BagIt bag.
///
/// Source: docs/formats/bundle.md §11; RFC 8493.
package enum BagIt {
    /// The bytes of `bagit.txt`.
    package static var declaration: [UInt8] {
        Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
    }

    /// The bytes of `bag-info.txt`.
    ///
    /// - Parameters:
    ///   - date: The UTC date of the export record, `YYYY-MM-DD`.
    ///   - bundle: The bundle's name.
    ///   - members: The members; only payload counts.
    package static func information(
        date: String, bundle: BundleID, members: [Manifest.Member]
    ) -> [UInt8] {
        let payload = members.filter(\.path.isPayload)
        let octets = payload.reduce(UInt64(0)) { $0 &+ $1.size }
        return Array(
            """
            Bagging-Date: \(date)
            External-Identifier: \(bundle.text)
            Payload-Oxum: \(octets).\(payload.count)

            """.utf8)
    }

    /// The bytes of `manifest-sha256.txt`.
    ///
    /// - Parameter members: The members in any order; only payload is listed.
    package static func payloadManifest(_ members: [Manifest.Member]) -> [UInt8] {
        var text: [UInt8] = []
        for member in members.filter(\.path.isPayload).sorted(by: { $0.path < $1.path }) {
            DigestList.append(member.sha256, member.path.text, to: &text)
        }
        return text
    }
}

/// Lines as `sha256sum` prints them.
enum DigestList {
    /// Appends 64 hex digits, two spaces, the path and LF.
    static func append(_ digest: Digest, _ path: String, to text: inout [UInt8]) {
        digest.appendHex(to: &text)
        append(behindDigest: path, to: &text)
    }

    /// Appends what stands behind the digits: two spaces, the path and LF.
    static func append(behindDigest path: String, to text: inout [UInt8]) {
        text.append(contentsOf: "  ".utf8)
        text.append(contentsOf: path.utf8)
        text.append(UInt8(ascii: "\n"))
    }
}
