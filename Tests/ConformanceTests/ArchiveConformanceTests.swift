import BundleFormat
import LinuxFiles
import TarArchive
import Testing
import TrailSealTestKit

/// Our ustar headers against those that libarchive, GNU tar and Python write and read.
@Suite struct ArchiveConformanceTests {
    static func long(_ count: Int) -> String { String(repeating: "n", count: count) }

    /// Paths around every limit of the header, and some at random shapes.
    static let paths: [String] = {
        var paths = ["a/b", "a/" + long(98), "a/" + long(99), long(100), long(101)]
        for prefix in [1, 2, 50, 54, 55, 100, 154, 155, 156] {
            for name in [1, 44, 45, 99, 100, 101] {
                paths.append("\(long(prefix))/\(long(name))")
                paths.append("\(long(prefix))/x/\(long(name))")
            }
        }
        var state: UInt64 = 7
        for _ in 0..<400 {
            var path = ""
            while path.utf8.count < 20 + Int(state >> 33) % 260 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                path += (path.isEmpty ? "" : "/") + long(1 + Int(state >> 40) % 60)
            }
            paths.append(path)
        }
        return paths
    }()

    static func ours(_ members: [(String, [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (path, content) in members {
            guard let header = USTARHeader(path: Array(path.utf8), size: UInt64(content.count))
            else { continue }
            bytes += header.encoded + content
            bytes += [UInt8](repeating: 0, count: header.paddingCount)
        }
        return bytes + [UInt8](repeating: 0, count: 1024)
    }

    /// What libarchive writes, without the members that it refuses.
    static func libarchives(_ members: [(String, [UInt8])], at path: String) throws -> [UInt8] {
        let file = try FileDescriptor(creating: path)
        var writer = try TarWriter(descriptor: file.number)
        for (path, content) in members { try add(path, content, to: &writer) }
        try writer.finish()
        return try readFile(path)
    }

    private static func add(
        _ path: String, _ content: [UInt8], to writer: inout TarWriter
    ) throws {
        do throws(ArchiveError) {
            try writer.add(path: Array(path.utf8), content: content)
        } catch {
            if !error.isUnrepresentable { throw error }
        }
    }

    @Test func everyHeaderIsTheOneLibarchiveWrites() throws {
        let folder = try TemporaryDirectory()
        let members = Self.paths.enumerated().map { index, path in
            (path, [UInt8](repeating: UInt8(index % 251), count: index % 1100))
        }
        let theirs = try Self.libarchives(members, at: folder.file("a.tar"))
        #expect(theirs == Self.ours(members))
        #expect(try USTARReader.read(MemorySource(theirs)).isWhole)
        let fitting = Self.paths.filter(USTARHeader.holds)
        #expect(fitting.count < Self.paths.count)
        #expect(fitting.count > 200)
    }

    @Test func otherToolsListTheSameMembers() throws {
        let paths = Set(Self.paths.filter(USTARHeader.holds)).sorted()
        let members = paths.map { ($0, Array($0.utf8)) }
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("a.tar"), Self.ours(members))
        let gnu = try runProcess(["tar", "-tf", folder.file("a.tar")])
        #expect(gnu.status == 0)
        #expect(gnu.outputText.split(separator: "\n").map(String.init) == paths)
        let script = "import sys,tarfile\nfor m in tarfile.open(sys.argv[1]): print(m.name, m.size)"
        let python = try runProcess(["python3", "-c", script, folder.file("a.tar")])
        #expect(python.status == 0)
        let listed = python.outputText.split(separator: "\n").map(String.init)
        #expect(listed == members.map { "\($0.0) \($0.1.count)" })
    }
}
