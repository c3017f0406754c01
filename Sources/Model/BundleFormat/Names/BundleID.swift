/// The name of a bundle, which is also the one folder that its tar holds.
///
/// 1 to 64 of the characters that stand for themselves in mapped names, no device name, no dot at the
/// end.
///
/// Source: docs/formats/bundle.md §1.
package struct BundleID: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    package let text: String

    /// Takes a name; nil when it isn't one.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), !text.utf8.contains(UInt8(ascii: "/")),
            !text.utf8.contains(UInt8(ascii: "=")), MappedName.reading(text) != nil
        else { return nil }
        self.text = text
    }

    /// The name.
    package var description: String { text }

    /// The path of a member inside the tar.
    package func archivePath(of member: MemberPath) -> String {
        "\(text)/\(member.text)"
    }

    /// Splits a path inside a tar into the folder and what is below it.
    ///
    /// - Returns: nil when the bytes aren't ASCII or the first part can't be a bundle's name.
    package static func split(archivePath bytes: [UInt8]) -> (id: BundleID, below: String)? {
        guard bytes.allSatisfy({ $0 < 0x80 }), let cut = bytes.firstIndex(of: UInt8(ascii: "/")),
            let id = BundleID(String(decoding: bytes[..<cut], as: UTF8.self))
        else { return nil }
        return (id, String(decoding: bytes[(cut + 1)...], as: UTF8.self))
    }
}
