import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Makes finished lines of entries.
enum RecordCoder {
    /// Codes one entry.
    ///
    /// - Parameters:
    ///   - entry: With its place in the log.
    ///   - key: The running key for that place.
    ///   - leaf: The chain element before it; the log's id for record 0.
    /// - Throws: `CaptureError.usage` when the line would be longer than the format allows.
    static func code(
        _ entry: Entry, key: SecretBytes, after leaf: Digest
    ) throws(CaptureError) -> NewRecord {
        let bytes = entry.encoded
        let link = Chain.link(
            sequence: entry.seq, previousLeaf: leaf, digest: SHA256.hash(bytes))
        let code = HMACSHA256.code(key: key, message: link)
        let line = RecordLine.clear(entry: bytes, code: code)
        guard line.count <= JSONLines.maximumLineBytes else {
            throw .usage(
                "A record of family \(entry.family) would have \(line.count) bytes; "
                    + "a line has at most \(JSONLines.maximumLineBytes).")
        }
        return NewRecord(
            seq: entry.seq, epoch: entry.epoch, family: entry.family, project: entry.project,
            person: entry.actor.personId, dataset: datasetID(of: entry),
            utc: entry.time.utc.text, leaf: Chain.leaf(link: link, code: code), line: line)
    }

    /// Refuses what no record may hold, before a key is used.
    static func check(_ draft: EntryDraft) throws(CaptureError) {
        if let place = SecretNames.firstPath(in: draft.body) {
            throw .usage("A record may not have a field \(place): its name stands for a secret.")
        }
        do {
            guard try Families.read(family: draft.family, body: draft.body) != nil else {
                throw CaptureError.usage("The family \(draft.family) isn't known.")
            }
        } catch let error as SchemaError {
            throw .usage("A record of family \(draft.family) is not well formed: \(error).")
        } catch let error as CaptureError {
            throw error
        } catch {
            throw .usage("\(error)")
        }
    }

    private static func datasetID(of entry: Entry) -> String? {
        guard entry.family == CaptureBody.family else { return nil }
        return entry.body["dataset"]?.objectValue?["id"]?.stringValue
    }
}
