/// Bytes in which whatever stood there before is stored once.
///
/// After the length come pieces: how many bytes follow as they are, those bytes, how many bytes are then
/// taken from earlier ones, and from how far back (nothing behind a count of zero). Numbers are LEB128.
/// A text that is known to the writer alone is read here, and still nothing in it can trap.
enum PackedBytes {
    /// The bytes; nil where the packed ones aren't whole, or give more than the limit.
    static func unpack(_ packed: [UInt8], limit: Int) -> [UInt8]? {
        var reader = Reader(bytes: packed)
        guard let length = reader.number(), length <= limit else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        while bytes.count < length {
            guard let literal = reader.number(), literal <= length - bytes.count,
                let plain = reader.take(literal)
            else { return nil }
            bytes += plain
            guard let copied = reader.number(), copied <= length - bytes.count else { return nil }
            if copied == 0 {
                if literal == 0 { return nil }
                continue
            }
            guard let distance = reader.number(), distance > 0, distance <= bytes.count else {
                return nil
            }
            let start = bytes.count - distance
            for offset in 0..<copied { bytes.append(bytes[start + offset]) }
        }
        return reader.isAtEnd ? bytes : nil
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }

        /// A number of at most 35 bits; nil where there is none.
        mutating func number() -> Int? {
            var value = 0
            for shift in stride(from: 0, through: 28, by: 7) {
                guard place < bytes.count else { return nil }
                let byte = bytes[place]
                place += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }

        mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= bytes.count - place else { return nil }
            defer { place += count }
            return bytes[place..<place + count]
        }
    }
}
