import BundleFormat
import LinuxFiles
import TarArchive
import Testing
import TrailSealTestKit

/// What our frame takes, every other tool lists the same; what they read otherwise, it refuses.
@Suite struct HostileArchiveTests {
    /// One archive of somebody else: why we refuse it, and how many members each tool lists.
    struct Row: Hashable, CustomTestStringConvertible, Sendable {
        let file: String
        let code: String
        /// Members that GNU tar, bsdtar and Python list, `-` where the tool refuses.
        let listed: [String]

        var testDescription: String { file }
        var line: String { ([file, code] + listed).joined(separator: "\t") }
    }

    static let table = RepositoryRoot.path + "/Tests/Cases/tar-hostile.tsv"

    static let isThere = SharedData.folder("tar-hostile") != nil

    @Test(.enabled(if: isThere, "the tar-hostile set is absent"))
    func everyForeignArchiveIsRefusedForItsReason() throws {
        let folder = try #require(SharedData.folder("tar-hostile")) + "/go"
        let python = try Self.pythonLists(folder)
        let rows = try namesInFolder(folder).filter { $0.contains(".tar") }.map { name in
            let path = "\(folder)/\(name)"
            let reading = try USTARReader.read(wholeFile(path))
            if reading.isWhole { try Self.expectTheSame([(path, reading)]) }
            return Row(
                file: name, code: reading.problem?.code.rawValue ?? "accepted",
                listed: [
                    try Self.count(["tar", "--quoting-style=literal", "-tf", path]),
                    try Self.count(["bsdtar", "-tf", path]), python[name] ?? "-",
                ])
        }
        let expected = String(decoding: try readFile(Self.table), as: UTF8.self)
            .split(separator: "\n").dropFirst().map(String.init)
        #expect(rows.map(\.line) == expected)
        Self.printCounts(rows)
    }

    /// Two bits of every byte of a header changed, one at a time, and its sum made right again.
    ///
    /// Whatever the frame still takes is a plain archive with another name, and all tools say so.
    @Test func whateverTheFrameTakesAllToolsListTheSame() throws {
        let folder = try TemporaryDirectory()
        var taken: [(path: String, reading: ArchiveReading)] = []
        var refused: [String: Int] = [:]
        for offset in 0..<512 where !BundleArchive.sum.contains(offset) {
            for bit: UInt8 in [0x01, 0x80] {
                var archive = BundleArchive.honest
                archive[offset] ^= bit
                BundleArchive.mendSum(&archive)
                let reading = try USTARReader.read(MemorySource(archive))
                if let problem = reading.problem {
                    refused[problem.code.rawValue, default: 0] += 1
                    continue
                }
                let path = folder.file("\(offset)-\(bit).tar")
                try writeFile(path, archive)
                taken.append((path, reading))
            }
        }
        try Self.expectTheSame(taken)
        #expect(taken.count >= 40)
        let codes = refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print(
            "changed headers: \(taken.count) taken, all listed the same; refused: "
                + codes.joined(separator: ", "))
    }

    // MARK: Peers

    /// Names and sizes by GNU tar, libarchive, bsdtar and Python against ours.
    private static func expectTheSame(
        _ archives: [(path: String, reading: ArchiveReading)]
    ) throws {
        var all: [UInt8] = []
        for (path, reading) in archives {
            var lines: [UInt8] = []
            for member in reading.members {
                lines += member.path + [0x0A]
                all += member.path + Array("\n\(member.size)\n".utf8)
            }
            let gnu = try runProcess(["tar", "--quoting-style=literal", "-tf", path])
            #expect(gnu.stdout == lines, "GNU tar on \(path)")
            let file = try FileDescriptor(reading: path)
            let listed = try TarLister.members(descriptor: file.number)
            #expect(listed.map(\.path) == reading.members.map(\.path), "libarchive on \(path)")
            #expect(listed.map(\.size) == reading.members.map { Int64(clamping: $0.size) })
            #expect(listed.allSatisfy { $0.isFile })
            // bsdtar shows other bytes as escapes; libarchive above gave them as they are.
            if lines.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x5C || $0 == 0x0A }) {
                let bsd = try runProcess(["bsdtar", "-tf", path])
                #expect(bsd.stdout == lines, "bsdtar on \(path)")
            }
        }
        let script = """
            import sys, tarfile
            for path in sys.argv[1:]:
                for m in tarfile.open(path, 'r:', encoding='utf-8'):
                    name = m.name.encode('utf-8', 'surrogateescape')
                    sys.stdout.buffer.write(name + b'\\n%d\\n' % m.size)
            """
        let python = try runProcess(["python3", "-c", script] + archives.map(\.path))
        let isSame = python.stdout == all
        #expect(isSame, "Python lists something else: \(python.errorText)")
    }

    private static func count(_ command: [String]) throws -> String {
        let run = try runProcess(command)
        return run.status == 0 ? "\(run.stdout.count { $0 == 0x0A })" : "-"
    }

    /// How many members Python's `tarfile` lists in each archive of a folder.
    private static func pythonLists(_ folder: String) throws -> [String: String] {
        let script = """
            import pathlib, sys, tarfile
            for path in pathlib.Path(sys.argv[1]).glob('*.tar*'):
                try: count = len(tarfile.open(path).getnames())
                except Exception: count = '-'
                print(path.name, count)
            """
        let lines = try runProcess(["python3", "-c", script, folder]).outputText
            .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
    }

    private static func printCounts(_ rows: [Row]) {
        let codes = Dictionary(grouping: rows, by: \.code).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        print("tar-hostile: \(rows.count) archives")
        for (code, count) in codes { print("  \(code): \(count)") }
        for (index, tool) in ["GNU tar", "bsdtar", "Python"].enumerated() {
            let listing = rows.count { $0.code != "accepted" && $0.listed[index] != "-" }
            print("  refused here and listed by \(tool): \(listing)")
        }
    }
}

/// A file as a source of bytes, read once.
private func wholeFile(_ path: String) throws -> MemorySource { MemorySource(try readFile(path)) }

/// The honest archive that headers are changed in.
private enum BundleArchive {
    /// Where a header keeps its sum.
    static let sum = 148..<156

    static let honest: [UInt8] = {
        var bytes: [UInt8] = []
        for (path, content) in [
            (
                "EX-1/pppp/" + String(repeating: "n", count: 95),
                [UInt8](repeating: 65, count: 700)
            ),
            ("EX-1/second", [UInt8]()),
        ] {
            guard let header = USTARHeader(path: Array(path.utf8), size: UInt64(content.count))
            else { continue }
            bytes += header.encoded + content + [UInt8](repeating: 0, count: header.paddingCount)
        }
        return bytes + [UInt8](repeating: 0, count: 1024)
    }()

    /// Writes the right sum over the first header, in the one spelling.
    static func mendSum(_ archive: inout [UInt8]) {
        archive.replaceSubrange(sum, with: Array("        ".utf8))
        let total = archive[..<512].reduce(0) { $0 + Int($1) }
        let digits = String(total, radix: 8)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        archive.replaceSubrange(sum, with: Array(padded.utf8) + [0, 0x20])
    }
}
