/// Packs bytes so that what stood there before is stored once; the verifier's self-test unpacks them.
///
/// The form is that of LZ77 without a window and without an entropy code: bundles of one laboratory
/// differ in little, and the reader stays a page of code.
struct BytePacker {
    /// Shorter repetitions cost more than they save.
    private static let shortest = 8
    /// How many earlier places are tried for each byte.
    private static let tries = 24
    private static let hashBits = 20

    private let bytes: [UInt8]
    private var newest = [Int32](repeating: -1, count: 1 << hashBits)
    private var earlier: [Int32]
    private var packed: [UInt8] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        earlier = [Int32](repeating: -1, count: bytes.count)
    }

    /// The packed form, the same every time.
    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var packer = BytePacker(bytes)
        packer.run()
        return packer.packed
    }

    private mutating func run() {
        add(bytes.count)
        var plain = 0
        var place = 0
        while place < bytes.count {
            let found = match(at: place)
            if found.length < Self.shortest {
                remember(place)
                place += 1
                continue
            }
            add(plain: plain..<place)
            add(found.length)
            add(found.distance)
            for step in 0..<found.length { remember(place + step) }
            place += found.length
            plain = place
        }
        if plain < place {
            add(plain: plain..<place)
            add(0)
        }
    }

    /// The longest repetition among the newest places with the same beginning.
    private func match(at place: Int) -> (length: Int, distance: Int) {
        guard let slot = slot(at: place) else { return (0, 0) }
        var best = (length: 0, distance: 0)
        var candidate = Int(newest[slot])
        for _ in 0..<Self.tries {
            guard candidate >= 0 else { break }
            var length = 0
            while place + length < bytes.count, bytes[candidate + length] == bytes[place + length] {
                length += 1
            }
            if length > best.length { best = (length, place - candidate) }
            candidate = Int(earlier[candidate])
        }
        return best
    }

    private mutating func remember(_ place: Int) {
        guard let slot = slot(at: place) else { return }
        earlier[place] = newest[slot]
        newest[slot] = Int32(place)
    }

    private func slot(at place: Int) -> Int? {
        guard place + Self.shortest <= bytes.count else { return nil }
        var value: UInt64 = 0
        for offset in 0..<Self.shortest { value = value << 8 | UInt64(bytes[place + offset]) }
        return Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.hashBits))
    }

    private mutating func add(plain range: Range<Int>) {
        add(range.count)
        packed += bytes[range]
    }

    private mutating func add(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            packed.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        packed.append(UInt8(rest))
    }
}
