package import Records
import SQLiteDatabase

/// Where an account stands: how many wrong passwords in a row, and whether it is locked.
///
/// A pure state machine over the log's records; whoever holds the log computes the same.
///
/// Source: 21 CFR 11.300(d).
package struct CredentialState: Hashable, Sendable {
    /// What moves the state.
    package enum Event: Hashable, Sendable {
        /// A record of family `credential`.
        case credential(CredentialBody.Kind)
        /// The right password was given and a signature made.
        case signed
    }

    /// Wrong passwords since the last right one.
    package private(set) var failures = 0
    /// Whether signing is barred until somebody unlocks the account.
    package private(set) var isLocked = false

    /// The state before the first event.
    package init() {}

    /// The state after some events.
    package init(after events: [Event]) {
        for event in events { take(event) }
    }

    /// Moves on by one event.
    package mutating func take(_ event: Event) {
        switch event {
        case .credential(.failed): failures += 1
        case .credential(.locked): isLocked = true
        case .credential(.unlocked), .credential(.changed), .credential(.enrol):
            failures = 0
            isLocked = false
        case .signed: failures = 0
        }
    }

    /// What a wrong password brings about.
    ///
    /// - Parameter allowed: Wrong passwords in a row after which the account is locked.
    /// - Returns: The kinds of record to append, in order.
    package func recordsForWrongPassword(allowed: Int) -> [CredentialBody.Kind] {
        !isLocked && failures + 1 >= allowed ? [.failed, .locked] : [.failed]
    }
}

extension CredentialState {
    /// Reads the state of a person's account from the log.
    init(of personID: String, _ table: RecordTable) throws {
        var events: [(UInt64, Event)] = []
        try table.forEachLine(where: RecordTable.ofFamily, [.text(CredentialBody.family)]) {
            seq, line in
            let body: CredentialBody
            do { body = try CredentialBody(json: try StoredLine.entry(line).body) } catch {
                throw CaptureError.damaged(
                    "Record \(seq) is not a readable credential event: \(error).")
            }
            if body.personId == personID { events.append((seq, .credential(body.kind))) }
        }
        let signed = try table.records(
            "WHERE \(RecordTable.ofFamily) AND person = ? ORDER BY seq",
            [.text(SignatureBody.family), .text(personID)])
        events += signed.map { ($0.seq, .signed) }
        self.init(after: events.sorted { $0.0 < $1.0 }.map(\.1))
    }
}
