import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

/// Recomputes a store the way an auditor would who holds the custodian's secret.
enum Replay {
    /// Requires every code, leaf, epoch number, count and checkpoint to be right.
    static func requireWhole(_ bench: Bench) throws {
        let reader = try bench.reader()
        var keys = EpochKeyStream(state: try masterSecret(bench))
        var leaf = reader.logID
        var tree = CompactRange()
        var tracker = EpochTracker()
        var epoch: UInt64 = 0
        var roots: [UInt64: Digest] = [:]
        for seq in 0..<reader.size {
            let line = try reader.line(at: seq)
            let entry = try reader.entry(at: seq)
            let read = try RecordLine.read(line).get()
            if entry.family == EpochOpenBody.family {
                #expect(entry.epoch == epoch + 1, "record \(seq) begins the next epoch")
                epoch = entry.epoch
                keys.nextEpoch()
                tracker = EpochTracker()
                #expect(try EpochOpenBody(json: entry.body).after == leaf)
            }
            #expect(entry.seq == seq)
            #expect(entry.epoch == epoch)
            let link = Chain.link(sequence: seq, previousLeaf: leaf, digest: read.digest)
            #expect(Chain.code(key: keys.nextRecordKey(), link: link) == read.code)
            leaf = Chain.leaf(link: link, code: read.code)
            tree.append(leaf)
            roots[seq + 1] = tree.root
            if entry.family == EpochCloseBody.family {
                let body = try EpochCloseBody(json: entry.body)
                #expect(body == tracker.closeBody(cause: body.cause))
            }
            tracker.count(entry)
        }
        for checkpoint in try reader.checkpoints() {
            let note = try Checkpoint.read(checkpoint.note).get()
            #expect(note.root == roots[checkpoint.size])
        }
    }

    static func masterSecret(_ bench: Bench) throws -> SecretBytes {
        let key = try PrivateKey(
            encryptedPKCS8: readFile(bench.custodian + "/custodian.p8"),
            password: Bench.custodianPassword)
        let certificates = try PEM.certificates(in: readFile(bench.custodian + "/custodian.pem"))
        let secret = try CustodianFile.open(
            readFile(bench.custodian + "/custodian.p7m"), key: key,
            certificate: try #require(certificates.first))
        let genesis = try bench.reader().genesis
        #expect(
            KeyCalendar.root(seed: secret, depth: genesis.calendarDepth) == genesis.calendar)
        return secret
    }
}

/// The keys of all records in order.
struct EpochKeyStream {
    private var state: SecretBytes
    private var key: SecretBytes

    init(state: SecretBytes) {
        self.state = state
        key = Ratchet.firstRecordKey(Ratchet.epochKey(state))
    }

    mutating func nextEpoch() {
        state = Ratchet.nextState(state)
        key = Ratchet.firstRecordKey(Ratchet.epochKey(state))
    }

    mutating func nextRecordKey() -> SecretBytes {
        defer { key = Ratchet.nextRecordKey(key) }
        return key
    }
}
