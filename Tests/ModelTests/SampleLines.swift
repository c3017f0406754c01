import BundleFormat
import RecordLog
import TrailSealTestKit

/// The entries in clear of the sample bundles, as their bytes stand there.
enum SampleLines {
    /// The entries of each sample that is an archive, line by line.
    static func bundles() throws -> [[[UInt8]]] {
        let folder = "\(RepositoryRoot.path)/sample-bundles"
        let names = try runProcess(["ls", folder]).outputText.split(separator: "\n")
        return try names.filter { !$0.contains(".") }.map {
            entries(try readFile("\(folder)/\($0)/bundle.tar"))
        }
    }

    private static func entries(_ archive: [UInt8]) -> [[UInt8]] {
        guard let reading = try? USTARReader.read(MemorySource(archive)) else { return [] }
        return reading.members.filter { $0.path.suffix(6).elementsEqual(".jsonl".utf8) }.flatMap {
            member in
            let start = Int(member.headerOffset) + USTARHeader.blockSize
            let lines = archive[start..<min(archive.count, start + Int(member.size))]
            return lines.split(separator: 0x0A).compactMap { slice -> [UInt8]? in
                let line = Array(slice)
                guard case .success(let read) = RecordLine.read(line),
                    case .clear(let range) = read.content
                else { return nil }
                return Array(line[range])
            }
        }
    }
}
