/// The grammar of RFC 8259, read strictly from bytes; the form decides what becomes of it.
///
/// Recursion goes no deeper than `maximumDepth`, and never beyond `deepest`.
struct JSONReader<Form: JSONForm> {
    /// More nesting than this is refused whatever the caller allows: it would eat the stack.
    static var deepest: Int { 512 }

    let maximumDepth: Int
    let maximumValues: Int
    let tolerance: JSONText.Tolerance
    var position = 0
    private var depth = 0
    private var values = 0

    init(
        maximumDepth: Int, maximumValues: Int = .max, tolerance: JSONText.Tolerance = []
    ) {
        self.maximumDepth = min(maximumDepth, Self.deepest)
        self.maximumValues = maximumValues
        self.tolerance = tolerance
    }

    /// Reads one value that fills `bytes`.
    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> Form.Value {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONError(.byteOrderMark, at: 0)
        }
        try skipSpace(bytes)
        if position >= bytes.count { throw JSONError(.empty, at: position) }
        let value = try readValue(bytes)
        try skipSpace(bytes)
        if position < bytes.count { throw JSONError(.trailingBytes, at: position) }
        return value
    }

    /// Reads one value from the place where the reader stands.
    mutating func readValue(_ bytes: Span<UInt8>) throws(JSONError) -> Form.Value {
        let start = position
        guard start < bytes.count else { throw JSONError(.unexpectedEnd, at: start) }
        if values >= maximumValues { throw JSONError(.tooManyValues, at: start) }
        values += 1
        switch bytes[start] {
        case UInt8(ascii: "\""):
            return Form.string(try readString(bytes), at: start)
        case UInt8(ascii: "{"):
            return try readObject(bytes)
        case UInt8(ascii: "["):
            return try readArray(bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let shape = try JSONNumberShape(in: bytes, at: start)
            position = shape.end
            return try Form.number(shape, in: bytes)
        case UInt8(ascii: "t"):
            try take("true", bytes)
            return Form.boolean(true, at: start)
        case UInt8(ascii: "f"):
            try take("false", bytes)
            return Form.boolean(false, at: start)
        case UInt8(ascii: "n"):
            try take("null", bytes)
            return try Form.null(at: start)
        default:
            throw JSONError(.unexpectedByte, at: start)
        }
    }

    private mutating func readObject(_ bytes: Span<UInt8>) throws(JSONError) -> Form.Value {
        let start = try enter(bytes)
        var members = Form.makeMembers(tolerance)
        if try !leave(UInt8(ascii: "}"), bytes) {
            repeat {
                try skipSpace(bytes)
                let keyOffset = position
                try expect(UInt8(ascii: "\""), bytes)
                position = keyOffset
                let key = try readString(bytes)
                try members.begin(key: key, at: keyOffset)
                try skipSpace(bytes)
                try expect(UInt8(ascii: ":"), bytes)
                try skipSpace(bytes)
                members.add(key: key, at: keyOffset, value: try readValue(bytes))
            } while try another(orEnd: UInt8(ascii: "}"), bytes)
        }
        return Form.object(members, at: start)
    }

    private mutating func readArray(_ bytes: Span<UInt8>) throws(JSONError) -> Form.Value {
        let start = try enter(bytes)
        var elements: [Form.Value] = []
        if try !leave(UInt8(ascii: "]"), bytes) {
            repeat {
                try skipSpace(bytes)
                elements.append(try readValue(bytes))
            } while try another(orEnd: UInt8(ascii: "]"), bytes)
        }
        return Form.array(elements, at: start)
    }

    /// Steps over an opening bracket.
    private mutating func enter(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
        let start = position
        if depth >= maximumDepth { throw JSONError(.tooDeep, at: start) }
        depth += 1
        position += 1
        try skipSpace(bytes)
        return start
    }

    /// Steps over the closing bracket if it comes next.
    private mutating func leave(_ bracket: UInt8, _ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        guard bytes[position] == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    /// Steps over a comma (true) or the closing bracket (false).
    private mutating func another(
        orEnd bracket: UInt8, _ bytes: Span<UInt8>
    ) throws(JSONError) -> Bool {
        try skipSpace(bytes)
        if try leave(bracket, bytes) { return false }
        try expect(UInt8(ascii: ","), bytes)
        return true
    }

    private mutating func expect(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONError) {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        guard bytes[position] == byte else { throw JSONError(.unexpectedByte, at: position) }
        position += 1
    }

    private mutating func take(_ word: StaticString, _ bytes: Span<UInt8>) throws(JSONError) {
        for byte in word.description.utf8 { try expect(byte, bytes) }
    }

    /// Steps over white space, which the canonical form doesn't have.
    private mutating func skipSpace(_ bytes: Span<UInt8>) throws(JSONError) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09:
                if Form.isCanonical { throw JSONError(.whiteSpace, at: position) }
                position += 1
            default:
                return
            }
        }
    }

    /// Reads a string, quotes included.
    private mutating func readString(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        let string = try JSONStringReader.read(
            bytes, from: position, canonicalOnly: Form.isCanonical)
        position = string.end
        return string.text
    }
}
