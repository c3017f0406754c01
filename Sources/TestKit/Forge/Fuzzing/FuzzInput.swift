/// Takes numbers out of an input from front to back; behind its end everything is zero.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// A number from 0 on, of as few bytes as its range needs; 0 where the range is empty.
    mutating func number(below limit: Int) -> Int {
        guard limit > 1 else { return 0 }
        var value = 0
        var range = limit - 1
        while range > 0 {
            value = value << 8 | Int(byte())
            range >>= 8
        }
        return value % limit
    }

    /// A number of eight bytes.
    mutating func wide() -> UInt64 { (0..<8).reduce(0) { value, _ in value << 8 | UInt64(byte()) } }

    /// Some bytes, at most so many, with their count in front.
    mutating func bytes(upTo limit: Int) -> [UInt8] {
        let taken = rest.prefix(number(below: limit + 1))
        rest = rest.dropFirst(taken.count)
        return Array(taken)
    }
}
