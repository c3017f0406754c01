import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Asks the witnesses at every start whether the store is as long as what they have seen.
///
/// Compared is by consistency, not by length: the root over the witness's number of records must
/// be the witness's root.
///
/// Source: docs/formats/log.md §6.5.
enum RollbackGuard {
    /// Compares a store with its witnesses.
    ///
    /// - Returns: What `epoch.open` says: the strongest answer that was had.
    /// - Throws: `CaptureError.rolledBack`.
    static func check(
        _ logID: Digest, configuration: Configuration, table: RecordTable,
        presentation: PathPresentation
    ) throws -> RollbackCheck {
        var answer = RollbackCheck(result: .notAsked)
        for notary in configuration.notaries where notary.kind == .witness {
            let head: WitnessedHead?
            let place = presentation.actual(notary.place)
            do { head = try DirectoryWitness.newestHead(of: logID, in: place) } catch {
                if answer.result == .notAsked {
                    answer = RollbackCheck(result: .unavailable, witness: notary.name)
                }
                continue
            }
            try require(head, notary.name, table)
            if (head?.size ?? 0) >= (answer.size ?? 0) {
                answer = RollbackCheck(
                    result: .consistent, witness: notary.name, size: head?.size)
            }
        }
        return answer
    }

    private static func require(
        _ head: WitnessedHead?, _ witness: String, _ table: RecordTable
    ) throws {
        guard let head else { return }
        let stored = try table.count()
        guard stored >= head.size else {
            throw CaptureError.rolledBack(
                witness: witness, witnessed: head.size, stored: stored, differs: false)
        }
        guard try StoredTree.edge(of: table, size: head.size).root == head.root else {
            throw CaptureError.rolledBack(
                witness: witness, witnessed: head.size, stored: stored, differs: true)
        }
    }
}
