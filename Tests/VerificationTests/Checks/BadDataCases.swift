import BundleFormat
import CanonicalJSON
import Cryptography
import Records

extension BadCases {
    static let data: [BadCase] = [
        BadCase("file changed and sealed again", "CAP-001", "failed", "FILE_DIGEST_MISMATCH") {
            $0.editFile("exp1/1/fid") { $0[10] ^= 1 }
        },
        BadCase("file missing", "CAP-001", "failed", "FILE_MISSING") {
            $0.editMembers = { members in
                for path in members.keys where path.text.hasSuffix("/fid") { members[path] = nil }
            }
        },
        BadCase("file nobody captured", "CAP-001", "failed", "UNCLAIMED_FILE") {
            $0.editMembers = { members in
                for path in members.keys where path.text.hasSuffix("/fid") {
                    guard case .file(let log, _, _) = path else { continue }
                    members[
                        .file(
                            log: log, project: TestLog.project,
                            path: try MappedName(mapped: "exp1/1/more"))] = [1]
                }
            }
        },
        BadCase("dataset digest wrong", "CAP-001", "failed", "DATASET_MANIFEST") {
            $0.addRecords = { log in
                log.append(
                    CaptureBody.dataset(
                        CapturedDataset(
                            dataset: .init(id: "DS-1", version: 2, kind: "topspin", state: .final),
                            root: "data/nmr", path: "exp1", fileCount: 4, byteCount: 1,
                            sha256: .zero)),
                    project: TestLog.project)
            }
        },
        BadCase("instrument trail altered", "INS-001", "failed", "VENDOR_TRAIL_MISMATCH") {
            let text = String(decoding: TestFiles.trail(of: TestFiles.fid), as: UTF8.self)
            $0.files["exp1/1/audita.txt"] = Array(text.replacing("<os-P1>", with: "<xyz>").utf8)
        },
        BadCase("text behind the closing digest", "INS-001", "failed", "VENDOR_TRAIL_MISMATCH") {
            $0.files["exp1/1/audita.txt"] =
                TestFiles.trail(of: TestFiles.fid) + Array("more\n".utf8)
        },
        BadCase("trail without closing digest", "INS-001", "indeterminate", "VENDOR_HASH_ABSENT") {
            let text = String(decoding: TestFiles.trail(of: TestFiles.fid), as: UTF8.self)
            $0.files["exp1/1/audita.txt"] = Array(
                (text.components(before: "$$ hash MD5")).utf8)
        },
        BadCase("a trail from after its capture", "INS-003", "failed", "VENDOR_TRAIL_MISMATCH") {
            $0.files["exp1/1/audita.txt"] = TestFiles.trail(
                of: TestFiles.fid, at: "2025-10-09 14:00:00.000 +0200", host: "nmrpc7.example")
        },
        BadCase("a trail by another clock", "INS-003", "indeterminate", "VENDOR_TRAIL_MISMATCH") {
            $0.files["exp1/1/audita.txt"] = TestFiles.trail(
                of: TestFiles.fid, at: "2025-10-09 14:00:00.000 +0200", host: "av600")
        },
        BadCase("a trail without a time", "INS-003", "indeterminate", "VENDOR_TIME_ABSENT") {
            $0.files["exp1/1/audita.txt"] = TestFiles.trail(of: TestFiles.fid, at: "yesterday")
        },
        BadCase("raw data of another run", "INS-002", "failed", "VENDOR_TRAIL_MISMATCH") {
            $0.files["exp1/1/fid"] = TestFiles.fid.reversed()
        },
    ]

    static let signatures: [BadCase] = [
        BadCase("a signed version closed again", "SIG-005", "failed", "VERSION_NOT_RAISED") {
            let again = $0.dataset
            $0.addAfterSigning = { $0.append(again, project: TestLog.project) }
        },
        BadCase(
            "a review that the policy asks for", "SIG-009", "failed", "REQUIRED_SIGNATURE_MISSING"
        ) {
            $0.policy = .asking([.init(target: "dataset", meaning: "APPROVED")])
        },
        BadCase(
            "a service's receipt that nobody can read", "SIG-008", "indeterminate", "UNKNOWN_FIELD"
        ) {
            $0.addAfterSigning = { $0.append(ServiceReceipt()) }
        },
        BadCase("a signature without the signer's name", "SIG-001", "failed", "PART11_11_50") {
            $0.editLog = { log in
                guard let signature = log.families.firstIndex(of: "signature") else { return }
                log.edit(signature, #""printedName":"#, #""printedNote":"#)
            }
        },
    ]

    static let export: [BadCase] = [
        BadCase("approver is the requester", "EXP-001", "failed", "EXPORT_ORDER") {
            $0.approver = .alice
        },
        BadCase("another meaning", "EXP-001", "failed", "EXPORT_MEANING") {
            $0.meaning = Meaning(code: "REVIEWED", label: "reviewed")
        },
        BadCase("export record elsewhere", "EXP-001", "failed", "EXPORT_MISSING") {
            $0.editManifest = { $0.logs[0].export -= 1 }
        },
        BadCase("a record of the project hidden", "EXP-002", "failed", "COUNT_MISMATCH") {
            $0.withholding = [.init(reason: .outOfScope, what: "other projects")]
            $0.hiddenFamilies = ["capture"]
        },
        BadCase("a word on a signature hidden", "EXP-001", "indeterminate", "HIDDEN") {
            $0.hide("signature.status") { log in
                log.append(
                    SignatureStatusBody(
                        signature: log.reference(3), status: .withdrawn, reason: "mistake"))
            }
        },
        BadCase(
            "a later state of the approver hidden", "EXP-001", "indeterminate", "IDENTITY_WITHHELD"
        ) {
            $0.hideLaterState()
        },
        BadCase(
            "a later state of the signer hidden", "SIG-001", "indeterminate", "IDENTITY_WITHHELD"
        ) {
            $0.hideLaterState()
        },
        BadCase("a later policy hidden", "SIG-001", "indeterminate", "POLICY_WITHHELD") {
            $0.editLog = { $0.withholdLast("policy", .personalData) }
            $0.withholding = [.init(reason: .personalData, what: "who wrote the policy")]
            $0.addRecords = { log in
                log.append(PolicyBody(policyId: "POL", version: "2", sha256: .zero))
            }
        },
        BadCase("the approver wrote the request", "EXP-001", "failed", "EXPORT_ORDER") {
            $0.asker = "P2"
        },
        BadCase("the request names somebody else", "EXP-001", "failed", "EXPORT_ORDER") {
            $0.addRecords = { $0.append(TestPerson.third.identity(at: $0.now)) }
            $0.asker = "P3"
        },
        BadCase(
            "nobody knows who wrote the request", "EXP-001", "indeterminate", "REQUESTER_UNKNOWN"
        ) {
            $0.asker = nil
        },
        BadCase("kept elsewhere, and here", "EXP-002", "failed", "KEPT_HERE") {
            $0.notKeptHere = [.init(family: "policy", where: "QA", why: "paper")]
        },
        BadCase("kept elsewhere, and hidden here", "EXP-002", "failed", "KEPT_HERE") {
            $0.hide("credential") { $0.append(TestBundle.failedAttempt) }
            $0.notKeptHere = [.init(family: "credential", where: "QA", why: "directory")]
        },
        BadCase("out of the scope of a whole log", "EXP-002", "failed", "COUNT_MISMATCH") {
            $0 = .hidingAnotherProject
            $0.query = ExportQuery()
        },
        BadCase("without a project, and out of its scope", "EXP-002", "failed", "COUNT_MISMATCH") {
            $0.hide("credential") { $0.append(TestBundle.failedAttempt) }
            $0.withholding = [.init(reason: .outOfScope, what: "other projects")]
            $0.hiddenReason = .outOfScope
        },
        BadCase("hidden where nothing counts", "EXP-002", "indeterminate", "COUNT_ABSENT") {
            $0.hideBeforeCrash()
        },
        BadCase("hidden where only a recovery counts", "CHAIN-006", "indeterminate", "COUNT_ABSENT")
        {
            $0.hideBeforeCrash()
        },
        BadCase("sealed with a key that was a person's", "BND-004", "failed", "WRONG_KEY_FOR_TASK")
        {
            $0.addRecords = { $0.append(TestPerson.sealKeeper.identity(at: $0.now)) }
        },
        BadCase("sealed before it was exported", "TIME-002", "failed", "TIME_ORDER") {
            $0.sealDelay = -125
        },
        BadCase("sealed again after a month", "TIME-002", "indeterminate", "SEALED_LATE") {
            $0.sealDelay = 31 * 86_400
        },
        BadCase("a reason that wasn't declared", "EXP-002", "failed", "WITHHOLDING_UNDECLARED") {
            $0.addRecords = { log in
                log.append(CredentialBody(personId: "P9", userId: "u9", kind: .failed))
            }
            $0.hiddenFamilies = ["credential"]
        },
    ]
}

extension TestBundle {
    /// Adds records and withholds those of a family, for a reason that the request gives.
    mutating func hide(
        _ family: String, _ add: @escaping @Sendable (inout TestLog) throws -> Void
    ) {
        withholding = [.init(reason: .personalData, what: "what nobody needs")]
        hiddenReason = .personalData
        addRecords = add
        hiddenFamilies = [family]
    }

    /// Adds a second state of the approver, or of somebody else, and withholds it.
    mutating func hideLaterState() {
        withholding = [.init(reason: .personalData, what: "who left")]
        addRecords = { $0.append(TestPerson.bob.identity(at: $0.now)) }
        editLog = { $0.withholdLast("identity", .personalData) }
    }

    /// Withholds a record of another project in an epoch that ends in a crash.
    mutating func hideBeforeCrash() {
        self = .hidingAnotherProject
        let add = addRecords
        addRecords = { log in
            try add(&log)
            log.open(recovering: true, after: 600)
        }
    }

    /// Changes a file of the test project before manifest and seal are made.
    mutating func editFile(
        _ name: String, _ edit: @escaping @Sendable (inout [UInt8]) -> Void
    ) {
        editMembers = { members in
            for (path, data) in members where path.text.hasSuffix(name) {
                var data = data
                edit(&data)
                members[path] = data
            }
        }
    }
}

/// A family on signatures that this version doesn't know.
private struct ServiceReceipt: RecordBody {
    static let family = "signature.receipt"

    init() {}

    init(from reader: inout FieldReader) throws(SchemaError) {}

    var json: JSONObject { JSONObject([("service", "elsewhere")]) }
}

extension TestLog {
    /// Withholds the last record of a family.
    mutating func withholdLast(_ family: String, _ reason: WithholdingReason) {
        guard let place = families.lastIndex(of: family) else { return }
        lines[place].withheld = reason
    }
}

extension TestPerson {
    /// Somebody who neither signs nor approves.
    static let third = TestPerson(
        id: "P3", name: "Carla Ito", certificate: TestKeys.shared.custodian,
        key: TestKeys.shared.thirdKey)
}

extension String {
    /// The text in front of the first occurrence of a mark; all of it where there is none.
    func components(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
