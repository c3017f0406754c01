package import CanonicalJSON

/// Why a file of the format couldn't be read.
package enum FormatProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes are not canonical JSON.
    case json(JSONError)
    /// A version that this program doesn't know: not wrong, but not readable.
    case unknownVersion(Int64)
    /// A member of the JSON is missing or not of the form that the format asks for.
    case field(path: String, expected: String)
    /// A row with the key of an earlier one.
    case duplicateRow(path: String, key: String)
    /// A row that should stand in front of the one before it.
    case rowOrder(path: String)

    /// What is wrong and where, as one line.
    package var description: String {
        switch self {
        case .json(let error): error.description
        case .unknownVersion(let version): "version \(version) is unknown to this program"
        case .field(let path, let expected): "\(path) isn't \(expected)"
        case .duplicateRow(let path, let key): "\(path) repeats \(key)"
        case .rowOrder(let path): "\(path) is out of order"
        }
    }
}
