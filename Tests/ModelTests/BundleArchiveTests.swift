import BundleFormat
import Testing
import TrailSealTestKit

@Suite struct BundleArchiveTests {
    static func archive(_ members: [(String, [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (path, content) in members {
            guard let header = USTARHeader(path: Array(path.utf8), size: UInt64(content.count))
            else { continue }
            bytes += header.encoded + content
            bytes += [UInt8](repeating: 0, count: header.paddingCount)
        }
        return bytes + [UInt8](repeating: 0, count: 1024)
    }

    static let honest = archive([
        ("a/manifest.json", [1, 2, 3]), ("a/b", []), ("a/c", .init(repeating: 7, count: 512)),
    ])

    static func problem(_ bytes: [UInt8]) throws -> FramingProblem? {
        try USTARReader.read(MemorySource(bytes)).problem
    }

    /// Sets bytes of the first header and its checksum anew.
    static func patched(_ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
        var archive = honest
        archive.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        archive.replaceSubrange(148..<156, with: Array("        ".utf8))
        let sum = archive[..<512].reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0 "
        archive.replaceSubrange(148..<156, with: Array(field.utf8))
        return archive
    }

    @Test func membersAreFoundWithTheirPlaces() throws {
        let reading = try USTARReader.read(MemorySource(Self.honest))
        #expect(reading.problem == nil)
        #expect(
            reading.members.map { String(decoding: $0.path, as: UTF8.self) } == [
                "a/manifest.json", "a/b", "a/c",
            ])
        #expect(reading.members.map(\.dataOffset) == [512, 1536, 2048])
        #expect(reading.members.map(\.size) == [3, 0, 512])
    }

    @Test func noByteOfTheFramingGoesUnchecked() throws {
        let data = Set(512..<515).union(2048..<2560)
        var unseen: [Int] = []
        for place in Self.honest.indices where !data.contains(place) {
            var bytes = Self.honest
            bytes[place] ^= 1 << UInt8(place % 8)
            if try Self.problem(bytes) == nil { unseen.append(place) }
        }
        #expect(unseen == [])
    }

    @Test func everyCutIsFound() throws {
        let unseen = try (0..<Self.honest.count).filter {
            try Self.problem(Array(Self.honest[..<$0])) == nil
        }
        #expect(unseen == [])
    }

    static let tails: [(Int, [UInt8], FramingProblem.Code)] = [
        (0, [], .formatFailure),
        (honest.count, [0], .trailingData),
        (honest.count, [1], .trailingData),
        (honest.count, honest, .trailingData),
        (honest.count, [UInt8](repeating: 0, count: 512), .trailingData),
    ]

    @Test(arguments: tails)
    func nothingStandsBehindTheEnd(length: Int, tail: [UInt8], code: FramingProblem.Code) throws {
        #expect(try Self.problem(Array(Self.honest[..<length]) + tail)?.code == code)
    }

    static let patches: [(String, Int, String, FramingProblem.Code?)] = [
        ("name", 3, "/x", nil),
        ("behind the name's zero", 60, "x", .path),
        ("mode", 100, "000755", .nonCanonicalHeader),
        ("uid", 108, "000001", .nonCanonicalHeader),
        ("size without digits", 124, "-0000000003 ", .formatFailure),
        ("size with another byte", 124, "\u{7F}", .formatFailure),
        ("size with blanks", 124, "          3 ", .formatFailure),
        ("size with zero behind", 124, "00000000003\0", .formatFailure),
        ("size beyond the file", 124, "77777777777 ", .truncated),
        ("mtime", 136, "00000000001 ", .nonCanonicalHeader),
        ("extended header", 156, "x", .nonCanonicalHeader),
        ("global header", 156, "g", .nonCanonicalHeader),
        ("symbolic link", 156, "2", .nonRegularEntry),
        ("folder", 156, "5", .nonRegularEntry),
        ("old regular", 156, "\0", .nonRegularEntry),
        ("GNU long name", 156, "L", .nonRegularEntry),
        ("GNU sparse file", 156, "S", .nonRegularEntry),
        ("GNU volume label", 156, "V", .nonRegularEntry),
        ("GNU continued volume", 156, "M", .nonRegularEntry),
        ("hard link", 156, "1", .nonRegularEntry),
        ("character device", 156, "3", .nonRegularEntry),
        ("named pipe", 156, "6", .nonRegularEntry),
        ("contiguous file", 156, "7", .nonRegularEntry),
        ("link name", 157, "x", .nonCanonicalHeader),
        ("GNU magic", 257, "ustar  \0", .nonCanonicalHeader),
        ("user name", 265, "root", .nonCanonicalHeader),
        ("device", 329, "\0\0\0\0\0\0\0\0", .nonCanonicalHeader),
        ("prefix of a short path", 345, "p", .path),
        ("last bytes", 511, "x", .nonCanonicalHeader),
    ]

    @Test(arguments: patches)
    func aHeaderHasOneForm(
        name: String, offset: Int, bytes: String, code: FramingProblem.Code?
    ) throws {
        #expect(try Self.problem(Self.patched(offset, Array(bytes.utf8)))?.code == code)
    }

    @Test func aWrongSumIsNamed() throws {
        var bytes = Self.honest
        bytes[0] = 0x7A
        let problem = try Self.problem(bytes)
        #expect(problem?.code == .headerChecksum)
        #expect(problem?.offset == 148)
    }

    @Test func otherFilesAreNoArchive() throws {
        let zip = Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0x41, count: 2000)
        #expect(try Self.problem(zip)?.code == .formatFailure)
        #expect(try Self.problem([UInt8](repeating: 0, count: 1024))?.code == .formatFailure)
    }

    @Test func theNumberOfMembersIsBounded() throws {
        var limits = BundleLimits()
        limits.members = 2
        let reading = try USTARReader.read(MemorySource(Self.honest), limits: limits)
        #expect(reading.problem?.code == .limitExceeded)
        #expect(reading.members == [])
        limits = BundleLimits()
        limits.archiveBytes = UInt64(Self.honest.count) - 1
        let large = try USTARReader.read(MemorySource(Self.honest), limits: limits)
        #expect(large.problem?.code == .limitExceeded)
        limits.archiveBytes += 1
        #expect(try USTARReader.read(MemorySource(Self.honest), limits: limits).isWhole)
    }

    @Test(arguments: [
        (100, true), (101, false), (256, true), (257, false),
    ])
    func pathsSplitWhereTheNameIsLongest(count: Int, fits: Bool) throws {
        // One slash at 155 where the path is long enough, none otherwise.
        var path = [UInt8](repeating: 0x61, count: count)
        if count > 155 { path[155] = 0x2F }
        let header = USTARHeader(path: path, size: 0)
        #expect((header != nil) == fits)
        if let header { #expect(try USTARHeader.decode(header.encoded, at: 0) == header) }
    }

    @Test func anotherSplitOfAPathIsRefused() throws {
        let path = Array(
            (String(repeating: "d", count: 50) + "/e/" + String(repeating: "f", count: 70)).utf8)
        let header = try #require(USTARHeader(path: path, size: 0)).encoded
        #expect(Array(header[345..<395]) == Array(path[..<50]))
        var other = [UInt8](repeating: 0, count: 512)
        other.replaceSubrange(0..<512, with: header)
        other.replaceSubrange(0..<100, with: Array(path[53...]) + [UInt8](repeating: 0, count: 30))
        other.replaceSubrange(
            345..<500, with: Array(path[..<52]) + [UInt8](repeating: 0, count: 103))
        let error = #expect(throws: FramingProblem.self) { try USTARHeader.decode(other, at: 0) }
        // The sum is the same but for the letter e and a slash that moved with it.
        #expect(error?.code == .path || error?.code == .headerChecksum)
    }

    @Test func largestMembersStayBelowEightGiB() {
        #expect(USTARHeader(path: [0x61], size: (1 << 33) - 1) != nil)
        #expect(USTARHeader(path: [0x61], size: 1 << 33) == nil)
        #expect(USTARHeader(path: [], size: 0) == nil)
        #expect(USTARHeader(path: [0x61, 0], size: 0) == nil)
    }

    @Test func aStretchOfASourceIsASource() throws {
        let part = SourcePart(MemorySource([1, 2, 3, 4, 5]), from: 1, size: 3)
        #expect(try part.read(at: 1, count: 9) == [3, 4])
        #expect(try part.read(at: 3, count: 1) == [])
        #expect(SourcePart(MemorySource([1]), from: 9, size: .max).size == 0)
    }
}
