/// A value of a column or a parameter.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// The integer, nil for every other kind.
    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The text, nil for every other kind.
    package var text: String? {
        if case .text(let value) = self { value } else { nil }
    }

    /// The bytes, nil for every other kind.
    package var blob: [UInt8]? {
        if case .blob(let value) = self { value } else { nil }
    }
}
