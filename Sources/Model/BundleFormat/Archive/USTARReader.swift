/// A member as the archive's framing shows it; its path isn't judged yet.
package struct ArchiveMember: Hashable, Sendable {
    /// The bytes of the path.
    package let path: [UInt8]
    /// Where the header begins.
    package let headerOffset: UInt64
    /// The length of the data in bytes.
    package let size: UInt64

    /// Where the data begins.
    package var dataOffset: UInt64 { headerOffset + 512 }
    /// Where the data ends.
    package var dataEnd: UInt64 { dataOffset + size }
}

/// What the framing of an archive came to.
package struct ArchiveReading: Hashable, Sendable {
    /// The members in the order of the archive, up to the problem where there is one; none where the
    /// archive is beyond a limit.
    package let members: [ArchiveMember]
    /// The first thing wrong; nil when the archive is whole and in the one form.
    package let problem: FramingProblem?

    /// Whether the archive is whole and in the one form.
    package var isWhole: Bool { problem == nil }
}

/// Reads the headers of an archive and what stands between the members, never the data.
///
/// Source: docs/formats/bundle.md §1.
package struct USTARReader {
    private var window: ByteWindow
    private let limits: BundleLimits
    private var members: [ArchiveMember] = []
    private var position: UInt64 = 0

    private init(_ source: any ByteSource, _ limits: BundleLimits) {
        window = ByteWindow(source)
        self.limits = limits
    }

    /// Lists the members of an archive.
    ///
    /// - Parameters:
    ///   - source: The whole archive.
    ///   - limits: Where to stop.
    /// - Throws: What the source throws when it can't be read; a broken archive is a value.
    package static func read(
        _ source: any ByteSource, limits: BundleLimits = BundleLimits()
    ) throws -> ArchiveReading {
        var reader = USTARReader(source, limits)
        do {
            try reader.checkSize()
            while try reader.readMember() {}
            return ArchiveReading(members: reader.members, problem: nil)
        } catch let problem as FramingProblem {
            let isTooLarge = problem.code == .limitExceeded
            return ArchiveReading(members: isTooLarge ? [] : reader.members, problem: problem)
        }
    }

    private func checkSize() throws {
        guard window.size > limits.archiveBytes else { return }
        throw FramingProblem(
            .limitExceeded, at: limits.archiveBytes,
            expected: "at most \(limits.archiveBytes) bytes", found: "\(window.size) bytes")
    }

    /// Reads one header and the padding behind its data; false at a sound end.
    private mutating func readMember() throws -> Bool {
        let block = try window.bytes(at: position, count: USTARHeader.blockSize)
        if block.isEmpty { throw missingEnd() }
        if block.allSatisfy({ $0 == 0 }) {
            try readEnd()
            return false
        }
        let header = try USTARHeader.decode(block, at: position)
        if members.count >= limits.members {
            throw FramingProblem(
                .limitExceeded, at: position, expected: "at most \(limits.members) members",
                found: "more")
        }
        let member = ArchiveMember(path: header.path, headerOffset: position, size: header.size)
        let end = member.dataEnd + UInt64(header.paddingCount)
        if end > window.size {
            throw FramingProblem(
                .truncated, at: window.size, expected: "\(header.size) bytes of data and padding",
                found: "\(window.size - member.dataOffset) bytes")
        }
        try readZeros(at: member.dataEnd, count: header.paddingCount, .nonCanonicalHeader)
        members.append(member)
        position = end
        return true
    }

    /// Requires exactly two zero blocks and nothing behind them.
    private mutating func readEnd() throws {
        if members.isEmpty {
            throw FramingProblem(
                .formatFailure, at: position, expected: "a member", found: "an empty archive")
        }
        let rest = window.size - position
        if rest < 1024 {
            throw FramingProblem(
                .formatFailure, at: window.size, expected: "two zero blocks at the end",
                found: "\(rest) zero bytes or fewer")
        }
        try readZeros(at: position, count: 1024, .trailingData)
        if rest > 1024 {
            throw FramingProblem(
                .trailingData, at: position + 1024, expected: "the end of the file",
                found: "\(rest - 1024) bytes more")
        }
    }

    private mutating func readZeros(
        at offset: UInt64, count: Int, _ code: FramingProblem.Code
    ) throws {
        let bytes = try window.bytes(at: offset, count: count)
        guard let place = bytes.firstIndex(where: { $0 != 0 }) else { return }
        throw FramingProblem(
            code, at: offset + UInt64(place), expected: "zero", found: "byte \(bytes[place])")
    }

    private func missingEnd() -> FramingProblem {
        let isEmpty = window.size == 0
        return FramingProblem(
            .formatFailure, at: position,
            expected: isEmpty ? "an archive" : "two zero blocks at the end",
            found: isEmpty ? "an empty file" : "the end of the file")
    }
}

/// Serves small neighbouring reads of a source from one larger one.
struct ByteWindow {
    private static let length = 1 << 16
    private let source: any ByteSource
    private var start: UInt64 = 0
    private var content: [UInt8] = []
    let size: UInt64

    init(_ source: any ByteSource) {
        self.source = source
        size = source.size
    }

    /// The bytes at an offset, at most 64 KiB, fewer where the source ends.
    mutating func bytes(at offset: UInt64, count: Int) throws -> [UInt8] {
        let end = start + UInt64(content.count)
        if offset < start || offset + UInt64(count) > end && end < size || offset >= end {
            content = offset < size ? try source.read(at: offset, count: Self.length) : []
            start = offset
        }
        let first = Int(offset - start)
        return Array(content[first..<min(content.count, first + count)])
    }
}
