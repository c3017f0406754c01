/// The random name under which a project stands in every envelope.
///
/// 16 lower-case hex digits; the project record that introduces it gives the real name.
/// Source: docs/formats/records.md §1.
package enum ProjectLabel {
    /// The number of digits.
    package static let digitCount = 16

    /// Whether a text has the form of a label.
    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == digitCount
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
