/// What is wrong with a record's content, and where.
///
/// Bad evidence becomes a finding; this value carries what the finding needs.
package struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ways in which a field can fail.
    package enum Kind: String, Hashable, Sendable {
        /// A required field isn't there.
        case missing
        /// The value has another JSON type.
        case wrongType
        /// A number or a count lies outside its range.
        case outOfRange
        /// The text isn't spelled as the field requires.
        case badFormat
        /// The text or list is empty; such a field has to be absent.
        case empty
        /// The text is none of the values that the field knows.
        case unknownValue
        /// The field mustn't stand here.
        case notAllowed
        /// The format version is one that this program doesn't know.
        case unknownVersion
    }

    /// The place as a JSON pointer, such as `/body/file/size`; empty for the whole.
    package let path: String
    /// The kind of failure.
    package let kind: Kind
    /// What was expected, as half a sentence.
    package let text: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - path: A JSON pointer.
    ///   - kind: The kind of failure.
    ///   - text: What was expected.
    package init(path: String, kind: Kind, text: String) {
        self.path = path
        self.kind = kind
        self.text = text
    }

    /// The place and what was expected there, in one line.
    package var description: String { "\(path.isEmpty ? "/" : path): \(text)" }
}
