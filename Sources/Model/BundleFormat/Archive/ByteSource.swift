/// Bytes that can be read at any place, such as an open file.
package protocol ByteSource: Sendable {
    /// How many bytes there are.
    var size: UInt64 { get }

    /// The bytes from an offset on.
    ///
    /// - Returns: Exactly `count` bytes, fewer only where the end comes first.
    /// - Throws: Only when the source can't be read.
    func read(at offset: UInt64, count: Int) throws -> [UInt8]

    /// Puts the bytes from an offset on in the place of a buffer's, which isn't made anew.
    ///
    /// - Parameter buffer: Has exactly `count` bytes then, fewer only where the end comes first.
    /// - Throws: Only when the source can't be read.
    func read(at offset: UInt64, count: Int, into buffer: inout [UInt8]) throws
}

extension ByteSource {
    /// Puts the bytes from an offset on in the place of a buffer's.
    package func read(at offset: UInt64, count: Int, into buffer: inout [UInt8]) throws {
        buffer = try read(at: offset, count: count)
    }
}

/// Bytes in memory.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]

    /// Offers the bytes as a source.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes there are.
    package var size: UInt64 { UInt64(bytes.count) }

    /// The bytes from an offset on.
    package func read(at offset: UInt64, count: Int) -> [UInt8] {
        guard let start = Int(exactly: offset), start < bytes.count, count > 0 else { return [] }
        return Array(bytes[start..<min(bytes.count, start + min(count, bytes.count))])
    }
}

/// A stretch of another source.
package struct SourcePart: ByteSource {
    private let whole: any ByteSource
    private let start: UInt64
    /// How many bytes the stretch has.
    package let size: UInt64

    /// Takes a stretch, cut to what the whole has.
    package init(_ whole: any ByteSource, from start: UInt64, size: UInt64) {
        self.whole = whole
        self.start = min(start, whole.size)
        self.size = min(size, whole.size - min(start, whole.size))
    }

    /// The bytes from an offset of the stretch on.
    package func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
        let rest = size - offset
        return try whole.read(at: start + offset, count: rest < count ? Int(rest) : count)
    }
}
