package import CanonicalJSON
package import Cryptography

/// The first record of every epoch but epoch 0.
///
/// Source: docs/formats/records.md §3, docs/formats/log.md §6.2.
package struct EpochOpenBody: RecordBody {
    package static let family = "epoch.open"

    /// The leaf before this record, so that epochs can be walked side by side.
    package let after: Digest
    /// The newest proved receipt that the host had: this record was made after it.
    package let notBefore: ReceiptReference?
    /// The identifier of the running of the machine.
    package let boot: String
    /// The program.
    package let program: ProgramIdentity
    /// The digest of the configuration in force.
    package let configSha256: Digest
    /// What a witness said about the host's own head.
    package let rollbackCheck: RollbackCheck
    /// What was found of an epoch that was never closed.
    package let recovery: Recovery?

    /// Makes an opening.
    package init(
        after: Digest, notBefore: ReceiptReference? = nil, boot: String, program: ProgramIdentity,
        configSha256: Digest, rollbackCheck: RollbackCheck, recovery: Recovery? = nil
    ) {
        self.after = after
        self.notBefore = notBefore
        self.boot = boot
        self.program = program
        self.configSha256 = configSha256
        self.rollbackCheck = rollbackCheck
        self.recovery = recovery
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        after = try reader.digest("after")
        notBefore = try reader.optional("notBefore")
        boot = try reader.string("boot")
        program = try reader.value("program")
        configSha256 = try reader.digest("configSha256")
        rollbackCheck = try reader.value("rollbackCheck")
        recovery = try reader.optional("recovery")
    }

    package var json: JSONObject {
        JSONObject([
            ("after", .digest(after)), ("notBefore", .fields(notBefore)), ("boot", .string(boot)),
            ("program", .fields(program)), ("configSha256", .digest(configSha256)),
            ("rollbackCheck", .fields(rollbackCheck)), ("recovery", .fields(recovery)),
        ])
    }
}

/// A receipt file, by the size of the log that it dates and its own digest.
package struct ReceiptReference: FieldReadable {
    /// The size in records of the checkpoint.
    package let size: UInt64
    /// The digest of the receipt's bytes.
    package let sha256: Digest

    /// Makes a reference.
    package init(size: UInt64, sha256: Digest) {
        self.size = size
        self.sha256 = sha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        size = try reader.count("size")
        sha256 = try reader.digest("sha256")
    }

    package var json: JSONObject {
        JSONObject([("size", .count(size)), ("sha256", .digest(sha256))])
    }
}

/// What the question for the newest witnessed head gave at a start.
package struct RollbackCheck: FieldReadable {
    /// The answers.
    package enum Result: String, Hashable, Sendable {
        /// The log continues the witnessed head.
        case consistent
        /// There is no witness, or the epoch began without a start.
        case notAsked = "not-asked"
        /// The witness couldn't be reached.
        case unavailable
    }

    /// The answer.
    package let result: Result
    /// The witness's name.
    package let witness: String?
    /// The size in records of the head that it gave.
    package let size: UInt64?

    /// Makes a result.
    package init(result: Result, witness: String? = nil, size: UInt64? = nil) {
        self.result = result
        self.witness = witness
        self.size = size
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        result = try reader.choice("result")
        witness = try reader.optionalString("witness")
        size = try reader.optionalCount("size")
    }

    package var json: JSONObject {
        JSONObject([
            ("result", .choice(result)), ("witness", .text(witness)), ("size", .count(size)),
        ])
    }
}

/// What a start found of the epoch before it, which has no close.
package struct Recovery: FieldReadable {
    /// The place of the last record found.
    package let seq: UInt64
    /// Its leaf.
    package let leaf: Digest
    /// Its own time.
    package let time: Timestamp
    /// What was counted in the unclosed epoch, in rising order.
    package let counts: [FamilyCount]
    /// When the program started again.
    package let startedAt: Timestamp

    /// Makes a statement; `counts` are put in order.
    package init(
        seq: UInt64, leaf: Digest, time: Timestamp, counts: [FamilyCount], startedAt: Timestamp
    ) {
        self.seq = seq
        self.leaf = leaf
        self.time = time
        self.counts = counts.sorted()
        self.startedAt = startedAt
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        seq = try reader.count("seq")
        leaf = try reader.digest("leaf")
        time = try reader.time("time")
        counts = try reader.filled("counts", try reader.familyCounts("counts"))
        startedAt = try reader.time("startedAt")
    }

    package var json: JSONObject {
        JSONObject([
            ("seq", .count(seq)), ("leaf", .digest(leaf)), ("time", .time(time)),
            ("counts", .list(counts)), ("startedAt", .time(startedAt)),
        ])
    }
}
