package import CanonicalJSON

/// What came of testing a notary.
///
/// Source: docs/formats/records.md §3.
package struct NotaryBody: RecordBody {
    /// The sorts of notary that are tested.
    package enum Kind: String, Hashable, Sendable {
        /// A bucket that keeps what is locked in it.
        case objectLock = "object-lock"
    }

    /// What the tests add up to.
    package enum Result: String, Hashable, Sendable {
        /// Everything that had to be refused was refused.
        case reliable
        /// Something was done to a locked object.
        case unreliable
    }

    package static let family = "notary"

    /// The notary's name, the stem of its receipts' file names.
    package let notary: String
    /// What it is.
    package let kind: Kind
    /// Where it is.
    package let store: ObjectStore
    /// The object that was tried.
    package let key: String
    /// What the tests add up to.
    package let result: Result
    /// The single tests.
    package let tests: [NotaryTest]

    /// Makes a result.
    package init(
        notary: String, kind: Kind = .objectLock, store: ObjectStore, key: String, result: Result,
        tests: [NotaryTest]
    ) {
        self.notary = notary
        self.kind = kind
        self.store = store
        self.key = key
        self.result = result
        self.tests = tests
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        notary = try reader.string("notary")
        kind = try reader.choice("kind")
        store = try reader.value("store")
        key = try reader.string("key")
        result = try reader.choice("result")
        tests = try reader.filled("tests", try reader.list("tests"))
    }

    package var json: JSONObject {
        JSONObject([
            ("notary", .string(notary)), ("kind", .choice(kind)), ("store", .fields(store)),
            ("key", .string(key)), ("result", .choice(result)), ("tests", .list(tests)),
        ])
    }
}

/// One thing that was tried on a locked object.
package struct NotaryTest: FieldReadable {
    /// What was tried.
    package enum Attempt: String, Hashable, Sendable, CaseIterable {
        /// To delete the version.
        case delete
        /// To delete it with the privilege that lifts the weaker mode.
        case bypass
        /// To bring its end of retention forward.
        case shorten
        /// To put it under the weaker mode.
        case weaken
        /// To write other bytes under its key.
        case overwrite
    }

    /// What came of it.
    package enum Outcome: String, Hashable, Sendable {
        /// The version, its bytes and its lock were as before.
        case kept
        /// They weren't, or the store said that it had done it.
        case broken
    }

    /// What was tried.
    package let attempt: Attempt
    /// What came of it.
    package let outcome: Outcome
    /// The HTTP status that the store answered with.
    package let status: Int64

    /// Makes a test's result.
    package init(attempt: Attempt, outcome: Outcome, status: Int64) {
        self.attempt = attempt
        self.outcome = outcome
        self.status = status
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        attempt = try reader.choice("attempt")
        outcome = try reader.choice("outcome")
        status = try reader.integer("status", in: 100...599)
    }

    package var json: JSONObject {
        JSONObject([
            ("attempt", .choice(attempt)), ("outcome", .choice(outcome)),
            ("status", .integer(status)),
        ])
    }
}
