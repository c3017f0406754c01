import BundleFormat
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
            $0.files["exp1/1/audita.txt"] = Array(text.replacing("<nmr>", with: "<xyz>").utf8)
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
        BadCase("raw data of another run", "INS-002", "failed", "VENDOR_TRAIL_MISMATCH") {
            $0.files["exp1/1/fid"] = TestFiles.fid.reversed()
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
            $0.withholding = [.init(reason: .outOfScope, what: "other matters")]
            $0.addRecords = { log in
                log.append(
                    SignatureStatusBody(
                        signature: log.reference(3), status: .withdrawn, reason: "mistake"))
            }
            $0.hiddenFamilies = ["signature.status"]
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

extension String {
    /// The text in front of the first occurrence of a mark; all of it where there is none.
    func components(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
