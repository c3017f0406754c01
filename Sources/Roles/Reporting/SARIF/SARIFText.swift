/// Text and addresses in the spellings that SARIF asks for.
enum SARIFText {
    /// Harmless text as a plain message: what it says, and no placeholder and no link.
    ///
    /// Braces are doubled, which a reader undoes; `](`, without which there is no link, is shown as
    /// `]<U+0028>`.
    ///
    /// Source: SARIF 2.1.0 §3.11.5, §3.11.6.
    static func message(_ text: String) -> String {
        var output = ""
        var last: Character?
        for character in HarmlessText.shown(text) {
            switch character {
            case "{", "}": output += "\(character)\(character)"
            case "(" where last == "]": output += HarmlessText.codePoint("(")
            default: output.append(character)
            }
            last = character
        }
        return output
    }

    /// A path as a relative reference in which nothing acts: every byte but letters, digits and
    /// `-._~/` is percent-encoded.
    ///
    /// Source: SARIF 2.1.0 §3.10.4; RFC 3986 §2.1, §2.3.
    static func uri(_ path: String) -> String {
        var output = ""
        for byte in path.utf8 {
            let isPlain =
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                    true
                default: false
                }
            if isPlain {
                output.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                output += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return output
    }
}
