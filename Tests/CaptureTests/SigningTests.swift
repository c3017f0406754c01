import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct SigningTests {
    @Test func aWrongPasswordIsRecordedAndTheThirdLocks() throws {
        let bench = try Bench.ready()
        for attempt in 1...3 {
            #expect(
                throws: CaptureError.wrongPassword(
                    userID: "achen", attempts: attempt, allowed: 3)
            ) {
                try bench.sign("achen", [.record(3)], password: Bench.wrong)
            }
        }
        #expect(throws: CaptureError.locked(userID: "achen")) {
            try bench.sign("achen", [.record(3)])
        }
        let kinds = try bench.entries().filter { $0.family == "credential" }.map {
            try CredentialBody(json: $0.body).kind
        }
        #expect(kinds == [.enrol, .enrol, .failed, .failed, .failed, .locked, .failed])
        _ = try bench.session { writer in
            try PersonChanges.unlock(
                userID: "achen", administratorPassword: nil, writer: writer)
        }
        _ = try bench.sign("achen", [.record(3)])
        try Replay.requireWhole(bench)
    }

    @Test func anUnknownUserIsRefusedWithoutARecord() throws {
        let bench = try Bench.ready()
        let before = try bench.reader().size
        #expect(throws: CaptureError.unknownUser("mallory")) {
            try bench.sign("mallory", [.record(3)])
        }
        #expect(try bench.reader().size == before)
    }

    @Test func aTargetMustExistAndNothingIsRecordedWhenItDoesNot() throws {
        let bench = try Bench.ready()
        let before = try bench.reader().size
        #expect(throws: CaptureError.unknownRecord("There is no record 999 in this log.")) {
            try bench.sign("achen", [.record(999)])
        }
        #expect(throws: CaptureError.unknownRecord("There is no recorded dataset X.")) {
            try bench.sign("achen", [.dataset("X")])
        }
        #expect(try bench.reader().size == before)
    }

    @Test func meaningReasonAndRoleFollowThePolicy() throws {
        let bench = try Bench.ready()
        let refused = { (error: CaptureError?) in error?.kind == .usage }
        #expect(
            refused(
                #expect(throws: CaptureError.self) {
                    try bench.sign("achen", [.record(3)], meaning: "BLESSED")
                }))
        #expect(
            refused(
                #expect(throws: CaptureError.self) {
                    try bench.sign("achen", [.record(3)], meaning: "APPROVED")
                }))
        let signed = try bench.sign(
            "achen", [.record(3)], meaning: "APPROVED", reason: "complete and correct")
        #expect(signed.statement.reason == "complete and correct")
        #expect(signed.statement.role == "analyst")
        #expect(signed.statement.auth.components == ["user-id", "password"])
    }

    @Test func aChangedPasswordOpensTheSameKey() throws {
        let bench = try Bench.ready()
        let new = SecretBytes(copying: Array("another long one".utf8))
        _ = try bench.session { writer in
            try PersonChanges.changePassword(
                userID: "achen", old: Bench.password, new: new, writer: writer)
        }
        #expect(throws: CaptureError.self) { try bench.sign("achen", [.record(3)]) }
        _ = try bench.sign("achen", [.record(3)], password: new)
    }

    @Test func whoHasLeftCanNeitherSignNorBeEnrolledAgain() throws {
        let bench = try Bench.ready()
        _ = try bench.session { writer in
            try Leaving.run(
                userID: "achen", administratorPassword: nil, writer: writer)
        }
        #expect(throws: CaptureError.unknownUser("achen")) {
            try bench.sign("achen", [.record(3)])
        }
        #expect(throws: CaptureError.self) {
            try bench.session { try bench.enrol("P9", "AChen", "A Chen", role: "analyst", $0) }
        }
        #expect(throws: CaptureError.actorUnknown(osUser: "achen")) {
            try bench.record(try bench.data("d", Bench.experiment))
        }
    }

    @Test func whoWroteTheRequestCannotApproveItWhoeverIsNamedAsRequester() throws {
        let bench = try Bench.ready()
        let seq = try bench.session { writer in
            let body = ExportRequestBody(
                exportId: "EX-1", purpose: "inspection", requester: "P0007",
                recipient: "Inspector", query: ExportQuery(records: [3]),
                sealSpkiSha256: SHA256.hash([1]), template: "readme/1")
            return try #require(
                writer.append([.init(body, actor: try writer.resolvedActor())]).first
            ).seq
        }
        for user in ["achen", "rmeier"] {
            #expect(throws: CaptureError.self) {
                try bench.sign(user, [.record(seq)], meaning: "EXPORT-APPROVED", reason: "ok")
            }
        }
    }

    @Test func theRequesterOfAnExportCannotApproveIt() throws {
        let bench = try Bench.ready()
        let seq = try bench.session { writer in
            let query = ExportQuery(project: nil, records: [3])
            let body = ExportRequestBody(
                exportId: "EX-1", purpose: "inspection", requester: "P0042",
                recipient: "Inspector", query: query, withholding: [],
                sealSpkiSha256: SHA256.hash([1]), template: "readme/1")
            let records = try writer.append([
                .init(body, actor: try writer.resolvedActor())
            ])
            return try #require(records.first).seq
        }
        #expect(throws: CaptureError.self) {
            try bench.sign("achen", [.record(seq)], meaning: "EXPORT-APPROVED", reason: "ok")
        }
        _ = try bench.sign("rmeier", [.record(seq)], meaning: "EXPORT-APPROVED", reason: "ok")
    }

    @Test func unsignedDatasetsAreThoseWithoutThisPersonsMeaning() throws {
        let bench = try Bench.ready()
        let recorded = try bench.record(try bench.data("QC-1", Bench.experiment))
        let seq = try #require(recorded.datasets.first?.seq)
        func unsigned(_ person: String, _ meaning: String) throws -> [UInt64] {
            try bench.reader().unsignedDatasets(by: person, meaning: meaning, project: nil)
        }
        #expect(try unsigned("P0042", "AUTHORED") == [seq])
        _ = try bench.sign("achen", [.record(seq)], meaning: "AUTHORED")
        #expect(try unsigned("P0042", "AUTHORED") == [])
        #expect(try unsigned("P0042", "REVIEWED") == [seq])
        #expect(try unsigned("P0007", "AUTHORED") == [seq])
    }
}
