/// Why bytes were refused, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong: the first reason that the reader met.
    package let kind: Kind
    /// The offset of the first byte concerned, in bytes from the start of what was read.
    package let offset: Int

    /// States a reason and its place.
    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// The reason and the place as one line.
    package var description: String { "\(kind.sentence) (byte \(offset))" }
}

extension JSONError {
    /// The closed list of reasons.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No bytes, or nothing but white space.
        case empty
        /// More bytes than the caller allows.
        case tooLong
        /// More containers inside each other than allowed.
        case tooDeep
        /// More values than allowed.
        case tooManyValues
        /// The text begins with a byte order mark.
        case byteOrderMark
        /// White space outside a string, where the canonical form has none.
        case whiteSpace
        /// A byte that the grammar doesn't allow at its place.
        case unexpectedByte
        /// The text ends inside a value.
        case unexpectedEnd
        /// Something follows the value.
        case trailingBytes
        /// A string holds bytes that are not UTF-8.
        case invalidUTF8
        /// A string holds a control character that is not escaped.
        case controlCharacter
        /// A backslash that begins no escape of JSON.
        case invalidEscape
        /// A character is escaped that the canonical form writes otherwise.
        case escapeSpelling
        /// Half of a surrogate pair.
        case loneSurrogate
        /// A key that the object already has.
        case duplicateKey
        /// A key that sorts before the one in front of it.
        case keyOrder
        /// Null, which the canonical form doesn't know.
        case null
        /// A number with a fraction.
        case fraction
        /// A number with an exponent.
        case exponent
        /// Zero with a minus sign.
        case negativeZero
        /// A number with a needless zero in front.
        case leadingZero
        /// An integer beyond ±(2^53−1).
        case integerOutOfRange
        /// A file of lines without a line.
        case noLines
        /// A file of lines whose last line doesn't end with LF.
        case noFinalLineFeed
        /// A line of more than 1 MiB.
        case lineTooLong

        /// What is wrong, as a clause for a message.
        package var sentence: String {
            switch self {
            case .empty: "there is no value"
            case .tooLong: "the text is longer than allowed"
            case .tooDeep: "containers are nested deeper than allowed"
            case .tooManyValues: "there are more values than allowed"
            case .byteOrderMark: "the text begins with a byte order mark"
            case .whiteSpace: "white space outside a string"
            case .unexpectedByte: "a byte that can't stand here"
            case .unexpectedEnd: "the text ends inside a value"
            case .trailingBytes: "something follows the value"
            case .invalidUTF8: "a string isn't valid UTF-8"
            case .controlCharacter: "a control character stands unescaped in a string"
            case .invalidEscape: "a backslash begins no known escape"
            case .escapeSpelling: "a character is escaped in another spelling than the canonical"
            case .loneSurrogate: "half of a surrogate pair"
            case .duplicateKey: "a key stands twice in one object"
            case .keyOrder: "a key sorts before the key in front of it"
            case .null: "null isn't allowed: leave the member out"
            case .fraction: "a number with a fraction: write measured values as strings"
            case .exponent: "a number with an exponent"
            case .negativeZero: "zero with a minus sign"
            case .leadingZero: "a number with a leading zero"
            case .integerOutOfRange: "an integer beyond 2^53−1"
            case .noLines: "a file of lines without any line"
            case .noFinalLineFeed: "the last line doesn't end with a line feed"
            case .lineTooLong: "a line longer than 1 MiB"
            }
        }
    }
}
