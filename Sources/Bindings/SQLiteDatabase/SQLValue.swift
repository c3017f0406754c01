/// A value of a column or a parameter.
package enum SQLValue: Hashable, Sendable {
    /// NULL, the absence of a value.
    case null
    /// A signed number of 64 bits.
    case integer(Int64)
    /// A floating-point number of 64 bits.
    case real(Double)
    /// UTF-8 text, which may hold NUL.
    case text(String)
    /// Bytes, possibly none.
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
