import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

/// The readable copies of a published log, which an independent program made from the documents.
@Suite struct FormatCopyVectorTests {
    /// The published lines as the renderers want them.
    static func copies() throws -> RecordCopies {
        let vectors = try FormatVectors.part("copies")
        var opening: EpochOpening?
        let records = try vectors.texts("lines").enumerated().map { index, text in
            let line = Array(text.utf8)
            let read = try RecordLine.read(line).get()
            let content: RecordCopy.Content
            switch read.content {
            case .clear(let range):
                let entry = try Entry(encoded: Array(line[range]), under: opening)
                opening = EpochOpening(entry) ?? opening
                content = .shown(entry)
            case .withheld(_, let reason): content = .withheld(reason)
            }
            return RecordCopy(sequence: UInt64(index), digest: read.digest, content: content)
        }
        return RecordCopies(logID: try vectors.digest("logId"), records: records)
    }

    /// Names the first place where two texts differ, so that a failure can be read.
    static func firstDifference(_ found: [UInt8], _ expected: [UInt8]) -> String? {
        if found == expected { return nil }
        let place = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset
        let start = max(0, (place ?? min(found.count, expected.count)) - 60)
        let parts = [found, expected].map {
            String(decoding: $0.dropFirst(start).prefix(120), as: UTF8.self)
        }
        return "at byte \(start): \(parts[0]) instead of \(parts[1])"
    }

    @Test func theTableIsThePublishedOne() throws {
        var table: [UInt8] = []
        try CSVRendering.write(try Self.copies()) { table += $0 }
        let expected = try FormatVectors.part("copies").bytes("csv")
        #expect(Self.firstDifference(table, expected) == nil)
    }

    @Test func thePageIsThePublishedOne() throws {
        let vectors = try FormatVectors.part("copies")
        let policy = try SitePolicy(encoded: try vectors.bytes("policy"))
        let page = try ReadmeRendering(
            logs: [try Self.copies()], policies: [policy.sha256: policy],
            bundle: try #require(BundleID(try vectors.text("bundle")))
        ).page()
        #expect(Self.firstDifference(page, try vectors.bytes("readme")) == nil)
    }
}
