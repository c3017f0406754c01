import CanonicalJSON
import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Makes finished lines of entries.
enum RecordCoder {
    /// Codes one entry.
    ///
    /// - Parameters:
    ///   - entry: With its place in the log.
    ///   - encoder: Keeps what repeats from one entry to the next.
    ///   - key: The running key for that place.
    ///   - leaf: The chain element before it; the log's id for record 0.
    /// - Throws: `CaptureError.usage` when the line would be longer than the format allows, or hold
    ///   more values.
    static func code(
        _ entry: Entry, by encoder: inout EntryEncoder, key: SecretBytes, after leaf: Digest
    ) throws(CaptureError) -> NewRecord {
        let finished = FinishedRecord(entry, by: &encoder, previousLeaf: leaf, key: key)
        guard !finished.isTooLong else {
            throw .usage(
                "A record of family \(entry.family) would have \(finished.line.count) bytes; "
                    + "a line has at most \(RecordLine.maximumByteCount).")
        }
        // A value takes two bytes at least, so short lines needn't be counted.
        guard
            finished.line.count < 2 * CanonicalJSON.maximumValues
                || JSONValue.object(entry.stated.json).valueCount <= CanonicalJSON.maximumValues
        else {
            throw .usage(
                "A record of family \(entry.family) would have more than "
                    + "\(CanonicalJSON.maximumValues) values.")
        }
        return NewRecord(
            seq: entry.seq, epoch: entry.epoch, family: entry.family, project: entry.project,
            person: entry.actor.personId, dataset: datasetID(of: entry),
            endsVersion: entry.family == CaptureBody.family
                && CapturedDataset.isStated(in: entry.body),
            utc: entry.time.utc.text, leaf: finished.leaf, line: finished.line)
    }

    /// How many drafts one core checks before it takes more.
    private static let runLength = 256

    /// Refuses what no record may hold, before a key is used; long lists on all cores.
    ///
    /// - Throws: `usage` for the first draft that is refused.
    static func check(_ drafts: [EntryDraft]) throws {
        let runs = stride(from: 0, to: drafts.count, by: runLength).map {
            drafts[$0..<min($0 + runLength, drafts.count)]
        }
        let refusals = Parallel.map(runs) { run in refusal(in: run, last: drafts.count - 1) }
        for case let refusal? in refusals { throw refusal }
    }

    private static func refusal(in drafts: ArraySlice<EntryDraft>, last: Int) -> CaptureError? {
        for (index, draft) in zip(drafts.indices, drafts) {
            do throws(AdmissionError) { try draft.admit() } catch { return .usage("\(error)") }
            if draft.endsEpoch, index != last {
                return .usage("A record of family \(draft.family) is the last before a close.")
            }
        }
        return nil
    }

    private static func datasetID(of entry: Entry) -> String? {
        guard entry.family == CaptureBody.family else { return nil }
        return entry.body["dataset"]?.objectValue?["id"]?.stringValue
    }
}
