/// The 512 bytes in front of a member, in the one form that libarchive writes.
///
/// Source: docs/formats/bundle.md §2; POSIX.1-1988 ustar.
package struct USTARHeader: Hashable, Sendable {
    /// The length of a header, and the unit of the archive.
    package static let blockSize = 512
    /// The length up to which every path fits.
    static let undividedPathBytes = 100
    /// One more than the largest size of a member: 8 GiB.
    package static let sizeLimit: UInt64 = 1 << 33

    /// The bytes of the path.
    package let path: [UInt8]
    /// The length of the member's data in bytes.
    package let size: UInt64
    private let split: Split

    /// Where the path is cut into prefix and name.
    private struct Split: Hashable {
        let prefix: Range<Int>
        let name: Range<Int>
    }

    /// Describes a member; nil when ustar can't hold it.
    ///
    /// - Parameters:
    ///   - path: Not empty, without NUL; at most 100 bytes, or with a slash where it can be cut.
    ///   - size: Below 8 GiB.
    package init?(path: [UInt8], size: UInt64) {
        guard size < Self.sizeLimit, !path.contains(0), let split = Self.split(path) else {
            return nil
        }
        self.path = path
        self.size = size
        self.split = split
    }

    /// Whether ustar can hold a path of this text.
    package static func holds(_ path: String) -> Bool {
        USTARHeader(path: Array(path.utf8), size: 0) != nil
    }

    /// Cuts at the first slash that leaves at most 100 bytes behind it.
    private static func split(_ path: [UInt8]) -> Split? {
        if path.isEmpty { return nil }
        if path.count <= undividedPathBytes { return Split(prefix: 0..<0, name: 0..<path.count) }
        let earliest = max(1, path.count - 101)
        guard earliest < path.count - 1,
            let cut = path[earliest..<path.count - 1].firstIndex(of: UInt8(ascii: "/")),
            cut <= 155
        else { return nil }
        return Split(prefix: 0..<cut, name: cut + 1..<path.count)
    }

    /// The bytes of padding behind the data.
    package var paddingCount: Int {
        Int((512 - size % 512) % 512)
    }

    /// The header's 512 bytes.
    package var encoded: [UInt8] {
        var block = Self.blank
        Self.put(path[split.name], at: USTARField.name.range.lowerBound, in: &block)
        Self.put(path[split.prefix], at: USTARField.prefix.range.lowerBound, in: &block)
        Self.put(octal: size, digits: 11, at: USTARField.size.range.lowerBound, in: &block)
        block[USTARField.size.range.upperBound - 1] = 0x20
        let checksum = USTARField.checksum.range
        let sum = Self.sum(of: block.span)
        Self.put(octal: sum, digits: 6, at: checksum.lowerBound, in: &block)
        block[checksum.upperBound - 2] = 0
        return block
    }

    /// A header without path and size, the checksum as it is while the sum is taken.
    private static let blank: [UInt8] = {
        var block = [UInt8](repeating: 0, count: blockSize)
        for field in USTARField.constants {
            put(field.bytes[...], at: field.range.lowerBound, in: &block)
        }
        return block
    }()

    private static func put(_ bytes: ArraySlice<UInt8>, at place: Int, in block: inout [UInt8]) {
        for (offset, byte) in bytes.enumerated() { block[place + offset] = byte }
    }

    private static func put(
        octal value: UInt64, digits: Int, at place: Int, in block: inout [UInt8]
    ) {
        for digit in 0..<digits {
            let shift = UInt64(3 * (digits - 1 - digit))
            block[place + digit] = UInt8(ascii: "0") + UInt8(value >> shift & 7)
        }
    }

    /// The sum of a header's bytes, those of its checksum counted as blanks.
    static func sum(of block: Span<UInt8>) -> UInt64 {
        var sum: UInt64 = 0
        for place in block.indices { sum &+= UInt64(block[place]) }
        for place in USTARField.checksum.range { sum &+= 0x20 &- UInt64(block[place]) }
        return sum
    }
}
