import CanonicalJSON
import Cryptography
package import Records
import SQLiteDatabase

/// Who is enrolled, as the log says.
///
/// A person's record never changes: a later state is a new record of family `identity` with the
/// same id, and the last by sequence holds.
package struct PersonRegister {
    /// All identity records in order of sequence.
    package let history: [(seq: UInt64, identity: IdentityBody)]

    /// Reads the register.
    init(_ table: RecordTable) throws {
        var history: [(UInt64, IdentityBody)] = []
        try table.forEachLine(where: RecordTable.ofFamily, [.text(IdentityBody.family)]) {
            seq, line in
            let entry = try StoredLine.entry(line)
            do { history.append((seq, try IdentityBody(json: entry.body))) } catch {
                throw CaptureError.damaged("Record \(seq) is not a readable identity: \(error).")
            }
        }
        self.history = history
    }

    /// Makes a register of known records, for the tables of a test.
    init(history: [(seq: UInt64, identity: IdentityBody)]) {
        self.history = history
    }

    /// The state of a person that holds now.
    package func person(id: String) -> IdentityBody? {
        history.last { $0.identity.personId == id }?.identity
    }

    /// Everybody's present state, in order of enrolment.
    package var people: [IdentityBody] {
        var seen: Set<String> = []
        return history.map(\.identity.personId).filter { seen.insert($0).inserted }
            .compactMap { person(id: $0) }
    }

    /// The active person who has a user id.
    package func active(userID: String) -> IdentityBody? {
        people.first { $0.userId == userID && $0.status == .active }
    }

    /// The person who has a user id, whatever the status.
    package func any(userID: String) -> IdentityBody? {
        people.first { $0.userId == userID }
    }

    /// The active people who stand behind an account of the operating system.
    package func active(osUser: String) -> [IdentityBody] {
        people.filter { $0.osUser == osUser && $0.status == .active }
    }

    /// Why a new person may not have these ids; nil when they may.
    ///
    /// An id belongs to one person for ever, also after that person has left, and two ids that
    /// differ in letter case only would be mistaken for one another.
    ///
    /// Source: 21 CFR 11.100(a), 11.300(a).
    package func conflict(personID: String, userID: String, osUser: String?) -> String? {
        for (seq, identity) in history {
            if identity.personId.lowercased() == personID.lowercased() {
                return "The person id \(personID) was given in record \(seq) and is never reused."
            }
            if identity.userId.lowercased() == userID.lowercased() {
                return "The user id \(userID) was given in record \(seq) and is never reused."
            }
        }
        if let osUser, let holder = active(osUser: osUser).first {
            return "The operating system user \(osUser) already stands for "
                + "\(holder.printedName) (\(holder.personId))."
        }
        return nil
    }
}
