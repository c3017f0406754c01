import Glibc
import LinuxFiles
import TarArchive
import Testing
import TrailSealTestKit

@Suite struct TarWriterTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// The archive that a closure writes, finished.
    private func archive(
        _ name: String = "a.tar", _ write: (inout TarWriter) throws -> Void
    ) throws -> [UInt8] {
        let file = try FileDescriptor(creating: folder.file(name))
        var writer = try TarWriter(descriptor: file.number)
        try write(&writer)
        try writer.finish()
        return try file.bytes(count: Int(try file.size()), at: 0)
    }

    /// A header written down from the ustar description, independent of libarchive.
    private func header(name: String, size: Int) -> [UInt8] {
        func octal(_ number: Int, _ width: Int) -> [UInt8] {
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: width - digits.count) + digits).utf8)
        }
        var block = Array(name.utf8) + [UInt8](repeating: 0, count: 100 - name.utf8.count)
        block += Array("000644 \0000000 \0000000 \0".utf8)
        block += octal(size, 11) + Array(" 00000000000 ".utf8)
        block += Array("        0".utf8) + [UInt8](repeating: 0, count: 100)
        block += Array("ustar\u{0}00".utf8) + [UInt8](repeating: 0, count: 64)
        block += Array("000000 \0000000 \0".utf8) + [UInt8](repeating: 0, count: 167)
        let sum = block.reduce(0) { $0 + Int($1) }
        block.replaceSubrange(148..<156, with: octal(sum, 6) + [0, 0x20])
        return block
    }

    @Test func theBytesAreExactlyUstar() throws {
        let bytes = try archive { try $0.add(path: Array("bag/a b=c".utf8), content: [1, 2, 3]) }
        let expected =
            header(name: "bag/a b=c", size: 3) + [1, 2, 3] + [UInt8](repeating: 0, count: 509)
            + [UInt8](repeating: 0, count: 1024)
        #expect(bytes == expected)
    }

    @Test(arguments: [0, 1, 511, 512, 513, 200_000])
    func everySizeIsListedByLibarchiveTarAndPython(size: Int) throws {
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let bytes = try archive { writer in
            try writer.begin(path: Array("x/größe".utf8), size: Int64(size))
            for start in stride(from: 0, to: size, by: 70_000) {
                try writer.write(content[start..<min(start + 70_000, size)].span)
            }
            try writer.endMember()
            try writer.add(path: Array("x/z".utf8), content: [])
        }
        let blocks = (size + 511) / 512
        #expect(bytes.count == (blocks + 4) * 512)
        let file = try FileDescriptor(reading: folder.file("a.tar"))
        let members = try TarLister.members(descriptor: file.number)
        #expect(members.map(\.path) == [Array("x/größe".utf8), Array("x/z".utf8)])
        #expect(members.map(\.size) == [Int64(size), 0])
        #expect(members.map(\.headerOffset) == [0, Int64(512 + blocks * 512)])
        #expect(members.allSatisfy { $0.isFile && $0.permissions == 0o644 })
        let unpacked = try runProcess(
            ["/bin/tar", "-xOf", folder.file("a.tar"), "x/größe"])
        #expect(unpacked.stdout == content)
        let program = "import tarfile,sys; print([m.size for m in tarfile.open(sys.argv[1])])"
        let python = try runProcess(["/usr/bin/python3", "-c", program, folder.file("a.tar")])
        #expect(String(decoding: python.stdout, as: UTF8.self) == "[\(size), 0]\n")
    }

    @Test func aPipeGetsTheSameBytesAsAFile() throws {
        let written = try archive { try $0.add(path: [0x61], content: [1]) }
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reader, output) = (ends[0], ends[1])
        let source = FileDescriptor(owning: reader)
        do {
            let sink = FileDescriptor(owning: output)
            var writer = try TarWriter(descriptor: sink.number)
            try writer.add(path: [0x61], content: [1])
            try writer.finish()
        }
        #expect(try source.readAll(limit: 100_000) == written)
    }

    @Test(arguments: [
        "", "/a", "a/", "a//b", "./a", "a/.", "a/../b", "..", "a\u{0}b",
    ])
    func pathsThatAreNotPlainAreRefused(path: String) throws {
        #expect(throws: ArchiveError.self) {
            _ = try archive { try $0.add(path: Array(path.utf8), content: []) }
        }
    }

    @Test func pathsThatDoNotFitAreRefusedAndTheArchiveStaysUsable() throws {
        let name = [UInt8](repeating: 0x61, count: 101)
        let longest =
            [UInt8](repeating: 0x62, count: 155) + [0x2f] + [UInt8](repeating: 0x63, count: 100)
        _ = try archive { writer in
            let error = #expect(throws: ArchiveError.self) {
                try writer.begin(path: name, size: 0)
            }
            #expect(error?.isUnrepresentable == true)
            #expect(error?.member == name)
            let large = #expect(throws: ArchiveError.self) {
                try writer.begin(path: [0x61], size: 1 << 33)
            }
            #expect(large?.isUnrepresentable == true)
            #expect(throws: ArchiveError.self) { try writer.begin(path: [0x61], size: -1) }
            try writer.add(path: longest, content: [1])
        }
        let file = try FileDescriptor(reading: folder.file("a.tar"))
        #expect(try TarLister.members(descriptor: file.number).map(\.path) == [longest])
    }

    @Test func tooManyAndTooFewBytesAreRefused() throws {
        #expect(throws: ArchiveError.self) {
            _ = try archive("long") { writer in
                try writer.begin(path: [0x61], size: 1)
                try writer.write([1, 2])
            }
        }
        #expect(throws: ArchiveError.self) {
            _ = try archive("short") { writer in
                try writer.begin(path: [0x61], size: 2)
                try writer.write([1])
                try writer.endMember()
            }
        }
        for name in ["long", "short"] {
            // Neither fillers nor end blocks were written behind our back.
            let length = try Files.status(of: folder.file(name)).size
            #expect(length < 1024, "\(name)")
        }
    }

    @Test func callsOutOfOrderAreRefused() throws {
        #expect(throws: ArchiveError.self) { _ = try archive("1") { try $0.write([1]) } }
        #expect(throws: ArchiveError.self) { _ = try archive("2") { try $0.endMember() } }
        #expect(throws: ArchiveError.self) {
            _ = try archive("3") { writer in
                try writer.begin(path: [0x61], size: 0)
                try writer.begin(path: [0x62], size: 0)
            }
        }
        #expect(throws: ArchiveError.self) {
            _ = try archive("4") { try $0.begin(path: [0x61], size: 0) }
        }
    }

    @Test func aFullDiskIsToldApart() throws {
        let full = try FileDescriptor(appendingTo: "/dev/full")
        var writer = try TarWriter(descriptor: full.number)
        var found: ArchiveError?
        do {
            try writer.begin(path: [0x61], size: 1 << 20)
            try writer.write([UInt8](repeating: 1, count: 1 << 20))
        } catch { found = error }
        #expect(found?.isFull == true)
    }

    @Test func aCutArchiveIsNotListed() throws {
        let bytes = try archive { try $0.add(path: [0x61], content: [1, 2, 3]) }
        try Files.writeDurably(Array(bytes.prefix(514)), to: folder.file("cut"))
        let file = try FileDescriptor(reading: folder.file("cut"))
        #expect(throws: ArchiveError.self) {
            try TarLister.members(descriptor: file.number)
        }
    }
}
