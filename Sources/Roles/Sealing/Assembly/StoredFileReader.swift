internal import BundleFormat
internal import Cryptography
internal import RecordLog
internal import Records

/// Reads captured files where the store finds them.
struct StoredFileReader: CapturedFileReader {
    private static let pieceByteCount = 1 << 18

    let source: any EvidenceSource

    func read(_ file: OwedFile, into sink: ByteSink) throws -> FileLoss? {
        switch try source.openFile(for: file.record) {
        case .absent(.changed): return .changed
        case .absent: return .gone
        case .there(let content):
            guard content.size == file.size else { return .changed }
            var offset: UInt64 = 0
            while true {
                let piece = try content.read(at: offset, count: Self.pieceByteCount)
                if piece.isEmpty { return nil }
                offset += UInt64(piece.count)
                try sink(piece)
            }
        }
    }

    /// Whether a file still is what its record says, without keeping its bytes.
    func check(_ file: OwedFile) throws -> FileLoss? {
        let tally = ByteTally()
        let loss = try read(file) { tally.take($0) }
        return loss ?? (tally.digest() == file.sha256 ? nil : .changed)
    }
}

extension OwedFile {
    /// The record that names the file, as far as a store needs it to find the bytes.
    var record: CapturedFile {
        CapturedFile(
            event: .created, dataset: CapturedFile.Dataset(id: "", version: 0), root: root,
            path: path.text, size: size, sha256: sha256, modifiedUtc: nil)
    }
}
