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
    /// - Throws: `CaptureError.usage` when the line would be longer than the format allows, or hold
    ///   more values.
    static func code(
        _ entry: Entry, key: SecretBytes, after leaf: Digest
    ) throws(CaptureError) -> NewRecord {
        let finished = FinishedRecord(entry, previousLeaf: leaf, key: key)
        guard !finished.isTooLong else {
            throw .usage(
                "A record of family \(entry.family) would have \(finished.line.count) bytes; "
                    + "a line has at most \(RecordLine.maximumByteCount).")
        }
        // A value takes two bytes at least, so short lines needn't be counted.
        guard
            finished.line.count < 2 * CanonicalJSON.maximumValues
                || JSONValue.object(entry.json).valueCount <= CanonicalJSON.maximumValues
        else {
            throw .usage(
                "A record of family \(entry.family) would have more than "
                    + "\(CanonicalJSON.maximumValues) values.")
        }
        return NewRecord(
            seq: entry.seq, epoch: entry.epoch, family: entry.family, project: entry.project,
            person: entry.actor.personId, dataset: datasetID(of: entry),
            utc: entry.time.utc.text, leaf: finished.leaf, line: finished.line)
    }

    /// Refuses what no record may hold, before a key is used.
    static func check(_ drafts: [EntryDraft]) throws(CaptureError) {
        for (index, draft) in drafts.enumerated() {
            do throws(AdmissionError) { try draft.admit() } catch { throw .usage("\(error)") }
            if draft.endsEpoch, index != drafts.count - 1 {
                throw .usage("A record of family \(draft.family) is the last before a close.")
            }
        }
    }

    private static func datasetID(of entry: Entry) -> String? {
        guard entry.family == CaptureBody.family else { return nil }
        return entry.body["dataset"]?.objectValue?["id"]?.stringValue
    }
}
