import BundleFormat
import Cryptography
import Findings
import RecordLog
import Records
import Reporting
import Testing
import Verification

/// One change to the honest bundle, and what must be said of it.
struct BadCase: CustomTestStringConvertible, Sendable {
    var name: String
    var rule: String
    var outcome: String
    var code: String
    var change: @Sendable (inout TestBundle) -> Void

    init(
        _ name: String, _ rule: String, _ outcome: String, _ code: String,
        _ change: @escaping @Sendable (inout TestBundle) -> Void
    ) {
        self.name = name
        self.rule = rule
        self.outcome = outcome
        self.code = code
        self.change = change
    }

    var testDescription: String { name }
}

@Suite struct BadBundleTests {
    @Test(arguments: BadCases.archive + BadCases.log + BadCases.epochs + BadCases.spliced)
    func oneChangeIsFoundByItsRule(_ bad: BadCase) async throws {
        try await judge(bad)
    }

    @Test(arguments: BadCases.data + BadCases.export + BadCases.signatures)
    func oneChangeToDataOrExportIsFoundByItsRule(_ bad: BadCase) async throws {
        try await judge(bad)
    }

    @Test(arguments: BadCases.times)
    func oneChangeToTheTimesIsFoundByItsRule(_ bad: BadCase) async throws {
        try await judge(bad)
    }

    @Test(arguments: BadCases.watch)
    func oneChangeToTheWatchIsFoundByItsRule(_ bad: BadCase) async throws {
        try await judge(bad)
    }

    @Test(arguments: BadCases.people)
    func oneChangeToThePeopleIsFoundByItsRule(_ bad: BadCase) async throws {
        try await judge(bad)
    }

    private func judge(_ bad: BadCase) async throws {
        var bundle = TestBundle()
        bad.change(&bundle)
        let report = try await bundle.report()
        #expect(report.answer(bad.rule) == bad.outcome)
        #expect(
            report.codes(bad.rule).contains(bad.code),
            "\(bad.rule) says \(report.result(bad.rule)?.findings ?? [])")
        #expect(report.verdict == (bad.outcome == "failed" ? .failed : .indeterminate))
        #expect(report.results.count == Profile.standard.rules.count)
        report.expectDiagnosed()
    }
}

extension Report {
    /// Every result that isn't passed says what was expected and found, what it means, what could be
    /// behind it and who can mend it.
    func expectDiagnosed() {
        for result in results {
            for finding in result.findings {
                #expect(
                    ReasonCodes.codes(of: result.rule.id).contains(finding.code),
                    "\(result.rule.id) gives \(finding.code)")
            }
            switch result.outcome {
            case .passed, .notApplicable, .observation: continue
            case .notRun: #expect(result.meaning != nil, "\(result.rule.id)")
            case .failed, .indeterminate:
                #expect(result.meaning != nil, "\(result.rule.id)")
                #expect(!result.reasons.isEmpty, "\(result.rule.id)")
                for finding in result.findings
                where finding.effect == .failure || finding.effect == .openQuestion {
                    #expect(finding.expected != nil, "\(result.rule.id) \(finding)")
                    #expect(finding.found != nil, "\(result.rule.id) \(finding)")
                    #expect(
                        result.reasons.contains {
                            $0.code == finding.code && $0.effect == finding.effect
                        }, "\(result.rule.id) \(finding.code)")
                }
            }
        }
    }
}

/// Changes by what they touch.
enum BadCases {
    static let archive: [BadCase] = [
        BadCase("empty file", "BND-001", "failed", "FORMAT_FAILURE") { $0.editTar = { $0 = [] } },
        BadCase("truncated", "BND-001", "failed", "TRUNCATED") {
            $0.editTar = { $0 = Array($0.prefix(20_000)) }
        },
        BadCase("no end marker", "BND-001", "failed", "FORMAT_FAILURE") {
            $0.editTar = { $0.removeLast(1024) }
        },
        BadCase("bytes behind the end", "BND-001", "failed", "TRAILING_DATA") {
            $0.editTar = { $0 += [UInt8](repeating: 0, count: 512) }
        },
        BadCase("a member no bundle has", "BND-001", "failed", "PATH") {
            $0.editArchive = { $0.append(("EX-1/zz/.DS_Store", [1])) }
        },
        BadCase("a member outside the folder", "BND-001", "failed", "PATH") {
            $0.editArchive = { $0.append(("other/data/README.html", [1])) }
        },
        BadCase("manifest not first", "BND-001", "failed", "NON_CANONICAL_ORDER") {
            $0.editArchive = { $0.swapAt(0, 1) }
        },
        BadCase("member twice", "BND-001", "failed", "DUPLICATE_ENTRY") {
            $0.editArchive = { $0.append($0[$0.count - 1]) }
        },
        BadCase("no manifest", "BND-002", "failed", "NO_MANIFEST") {
            $0.editArchive = { $0.removeFirst() }
        },
        BadCase("manifest with white space", "BND-002", "failed", "FORMAT_FAILURE") {
            $0.editArchive = { $0[0].data.append(0x20) }
        },
        BadCase("payload changed", "BND-003", "failed", "HASH_FAILURE") {
            $0.editArchive = { archive in
                let place = archive.firstIndex { $0.path.hasSuffix("/fid") } ?? 0
                archive[place].data[10] ^= 1
            }
        },
        BadCase("payload longer", "BND-003", "failed", "SIZE_MISMATCH") {
            $0.editArchive = { archive in
                let place = archive.firstIndex { $0.path.hasSuffix("/fid") } ?? 0
                archive[place].data.append(1)
            }
        },
        BadCase("member removed", "BND-003", "failed", "MISSING_ENTRY") {
            $0.editArchive = { $0.removeAll { $0.path.hasSuffix("/fid") } }
        },
        BadCase("member added", "BND-003", "failed", "UNDECLARED_ENTRY") {
            $0.editArchive = {
                $0.append(("EX-1/evidence/revocation/\(SHA256.hash([1]).hex).ocsp", [1]))
            }
        },
        BadCase("bag manifest contradicts", "BND-003", "failed", "BAG_MISMATCH") {
            $0.editMembers = { $0[.manifestSHA256] = Array("nothing\n".utf8) }
        },
        BadCase("certificate misnamed", "BND-003", "failed", "HASH_FAILURE") {
            $0.editMembers = { $0[.certificate(SHA256.hash([2]))] = TestKeys.shared.alice.der }
        },
        BadCase("manifest swapped under the seal", "BND-004", "failed", "SEAL_MISMATCH") {
            $0.editArchive = { archive in
                let text = String(decoding: archive[0].data, as: UTF8.self)
                archive[0].data = Array(
                    text.replacing("\"version\":\"1\"", with: "\"version\":\"2\"").utf8)
            }
        },
        BadCase("no seal", "BND-004", "failed", "NOT_SEALED") {
            $0.editArchive = { $0.remove(at: 1) }
        },
        BadCase("seal with a byte more", "BND-004", "failed", "CMS_FORM") {
            $0.editArchive = { $0[1].data.append(0) }
        },
        BadCase("sealed by a person", "BND-004", "failed", "WRONG_KEY_FOR_TASK") {
            $0.sealer = (TestKeys.shared.alice, TestKeys.shared.aliceKey)
        },
    ]

    static let log: [BadCase] = [
        BadCase("spreadsheet contradicts", "REC-002", "failed", "VIEW_MISMATCH") {
            $0.editMembers = { members in
                for (path, data) in members {
                    guard case .recordsCSV = path else { continue }
                    let text = String(decoding: data, as: UTF8.self)
                    members[path] = Array(text.replacing("u-P2", with: "u-P3").utf8)
                }
            }
        },
        BadCase("spreadsheet missing", "REC-002", "failed", "VIEW_MISSING") {
            $0.editMembers = { members in
                for path in members.keys {
                    if case .recordsCSV = path { members[path] = nil }
                }
            }
        },
        BadCase("readable copy contradicts", "CPY-001", "failed", "VIEW_MISMATCH") {
            $0.editMembers = { members in
                let text = String(decoding: members[.readme] ?? [], as: UTF8.self)
                members[.readme] = Array(text.replacing("Bob Okafor", with: "Rob Okafor").utf8)
            }
        },
        BadCase("line with white space", "REC-001", "failed", "NONCANONICAL") {
            $0.editJSONL { lines in lines[3].insert(0x20, at: 9) }
        },
        BadCase("line that is no record", "REC-001", "failed", "NONCANONICAL") {
            $0.editJSONL { lines in lines[3] = Array("hello".utf8) }
        },
        BadCase("last line unfinished", "REC-001", "failed", "TRUNCATED_CHAIN") {
            $0.editMembers = { members in
                for (path, data) in members {
                    if case .recordsJSONL = path { members[path] = data.dropLast() }
                }
            }
        },
        BadCase("custodian's certificate missing", "REC-003", "indeterminate", "REFERENCE_OPEN") {
            $0.editMembers = { members in
                for path in members.keys {
                    if case .certificate(TestKeys.shared.custodian.sha256) = path {
                        members[path] = nil
                    }
                }
            }
        },
        BadCase("record edited", "CHAIN-001", "failed", "ROOT_MISMATCH") {
            $0.editLog = { $0.edit(4, "QC-26", "QC-27") }
        },
        BadCase("record edited, by its code", "CHAIN-002", "failed", "MAC_MISMATCH") {
            $0.editLog = { $0.edit(4, "QC-26", "QC-27") }
        },
        BadCase("record edited, by the next opening", "CHAIN-001", "failed", "LINK_BROKEN") {
            $0.editLog = { $0.edit(4, "QC-26", "QC-27") }
        },
        BadCase("records swapped", "CHAIN-003", "failed", "CHAIN_GAP") {
            $0.editLog = { $0.lines.swapAt(5, 6) }
        },
        BadCase("record repeated", "CHAIN-003", "failed", "SEQ_DUPLICATE") {
            $0.editLog = { log in log.lines.insert(log.lines[5], at: 6) }
        },
        BadCase("record removed", "CHAIN-003", "failed", "CHAIN_GAP") {
            $0.editLog = { log in log.lines.remove(at: 5) }
        },
        BadCase("leading records removed", "CHAIN-004", "failed", "GENESIS_MISSING") {
            $0.editJSONL { lines in lines.removeFirst(2) }
        },
        BadCase("tail removed", "CHAIN-005", "failed", "SHORTER_THAN_CHECKPOINT") {
            $0.editLog = { $0.lines.removeLast(3) }
        },
        BadCase("tail removed within the epoch", "CHAIN-005", "failed", "TRUNCATED_CHAIN") {
            $0.editLog = { $0.lines.removeLast(1) }
        },
        BadCase("manifest states another root", "CHAIN-005", "failed", "ROOT_MISMATCH") {
            $0.editManifest = { $0.logs[0].root = SHA256.hash([1]) }
        },
        BadCase("manifest states another size", "CHAIN-005", "failed", "COUNT_MISMATCH") {
            $0.editManifest = { $0.logs[0].size -= 1 }
        },
        BadCase("last checkpoint missing", "CHAIN-005", "indeterminate", "PROOF_ABSENT") {
            $0.editLog = { $0.checkpoints.removeLast() }
        },
        BadCase("checkpoint of another key", "CKPT-001", "failed", "LOG_SIGNATURE_INVALID") {
            $0.editLog = { log in
                let last = log.checkpoints[1]
                log.checkpoints[1] = try Checkpoint.sign(
                    logID: last.logID, size: last.size, root: last.root,
                    logKeySeed: SecretBytes(copying: [UInt8](repeating: 1, count: 32)))
            }
        },
        BadCase("checkpoint of another log", "CKPT-001", "failed", "ORIGIN_MISMATCH") {
            $0.editLog = { log in
                let last = log.checkpoints[1]
                log.checkpoints[1] = try Checkpoint.sign(
                    logID: SHA256.hash([3]), size: last.size, root: last.root,
                    logKeySeed: log.keys.logSeed)
            }
        },
        BadCase("checkpoint in the middle of an epoch", "CKPT-001", "failed", "EPOCH_STRUCTURE") {
            $0.editLog = { log in
                log.checkpoints[1] = try Checkpoint.sign(
                    logID: log.logID, size: 5, root: CompactRange.root(of: Array(log.leaves[..<5])),
                    logKeySeed: log.keys.logSeed)
            }
        },
        BadCase("note with a line more", "CKPT-001", "failed", "NOTE_FORMAT") {
            $0.editMembers = { members in
                for (path, data) in members {
                    if case .note = path { members[path] = data + [0x0A] }
                }
            }
        },
        BadCase("no receipts", "CKPT-002", "indeterminate", "UNWITNESSED_TAIL") {
            $0.isWitnessed = false
        },
        BadCase("no receipt for the beginning", "CHAIN-004", "indeterminate", "UNWITNESSED_START") {
            $0.isWitnessed = false
        },
        BadCase("keys without a receipt", "CHAIN-002", "indeterminate", "KEY_WITHOUT_RECEIPT") {
            $0.isWitnessed = false
        },
        BadCase("no keys", "CHAIN-002", "indeterminate", "KEY_NOT_AVAILABLE") {
            $0.editMembers = { members in
                for path in members.keys { if case .keys = path { members[path] = nil } }
            }
        },
        BadCase("one key kept back", "CHAIN-002", "indeterminate", "COVERAGE_PARTIAL") {
            $0.editKeys = { file in
                guard case .key(let key) = file.epochs[1] else { return }
                file.epochs[1] = .commitment(Ratchet.commitment(epoch: 1, key: key))
            }
        },
        BadCase("wrong key", "CHAIN-002", "indeterminate", "WRONG_KEY") {
            $0.editKeys = { $0.epochs[1] = .key(SHA256.hash([1])) }
        },
        BadCase("ratchet state in place of a key", "CHAIN-002", "failed", "SECRET_STATE_DISCLOSED")
        {
            $0.editKeys = { $0.epochs[0] = .key(Digest([UInt8](repeating: 5, count: 32)) ?? .zero) }
        },
        BadCase("ratchet state among the keys", "CHAIN-006", "failed", "SECRET_STATE_DISCLOSED") {
            $0.editKeys = { $0.epochs[0] = .key(Digest([UInt8](repeating: 5, count: 32)) ?? .zero) }
        },
        BadCase("keys file with white space", "CHAIN-002", "failed", "KEYS_FORMAT") {
            $0.editMembers = { members in
                for (path, data) in members {
                    if case .keys = path { members[path] = data + [0x20] }
                }
            }
        },
    ]

    static let epochs: [BadCase] = [
        BadCase("epoch removed", "CHAIN-006", "failed", "EPOCH_GAP") {
            $0.editLog = { log in
                let second = log.families.indices.filter { log.families[$0] == "epoch.open" }
                log.lines.removeSubrange(second[0]..<second[1])
            }
        },
        BadCase("opening removed", "CHAIN-006", "failed", "EPOCH_STRUCTURE") {
            $0.editLog = { $0.lines.remove(at: 2) }
        },
        BadCase("closed twice", "CHAIN-006", "failed", "EPOCH_DOUBLE_CLOSE") {
            $0.addRecords = { try $0.close(.count) }
        },
        BadCase("counts too low", "CHAIN-006", "failed", "COUNT_MISMATCH") {
            $0.addRecords = { log in
                log.append(
                    EpochCloseBody(
                        cause: .count, counts: [FamilyCount(family: "policy", count: 1)], gaps: 0,
                        reconciliations: 0))
                log.open()
            }
        },
        BadCase(
            "a rescan that was counted and isn't there", "CHAIN-006", "failed", "COUNT_MISMATCH"
        ) {
            $0.addRecords = { log in
                log.append(GapBody(cause: "overflow", from: log.now, to: log.now))
                let honest = log.closeBody(.count)
                log.append(
                    EpochCloseBody(
                        cause: .count, counts: honest.counts, gaps: 1, reconciliations: 1))
                log.open()
            }
        },
        BadCase("counts that come round to nothing", "CHAIN-006", "failed", "COUNT_MISMATCH") {
            $0.addRecords = { log in
                // 2048 times 2^53 − 1, and 2048: in 64 bits these add up to 0.
                let most: UInt64 = 9_007_199_254_740_991
                let invented = (0..<2048).map { FamilyCount(family: "z\(1000 + $0)", count: most) }
                let honest = log.closeBody(.count)
                log.append(
                    EpochCloseBody(
                        cause: .count,
                        counts: honest.counts + invented + [FamilyCount(family: "zz", count: 2048)],
                        gaps: 0, reconciliations: 0))
                log.open()
            }
        },
        BadCase("records behind the end of the log", "CHAIN-006", "failed", "LOG_RUNS_ON") {
            $0.addRecords = { $0.append(LogEndBody(reason: "the year is over", by: "P1")) }
        },
        BadCase("a gap hidden", "CHAIN-006", "failed", "HIDDEN_LOG_RECORD") {
            $0.addRecords = { log in
                log.append(GapBody(cause: "overflow", from: log.now, to: log.now))
            }
            $0.withholding = [.init(reason: .outOfScope, what: "other projects")]
            $0.hiddenFamilies = ["gap"]
        },
        BadCase("unclosed without recovery", "CHAIN-006", "failed", "EPOCH_STRUCTURE") {
            $0.addRecords = { $0.open() }
        },
        BadCase("unclosed for long", "CHAIN-006", "indeterminate", "EPOCH_UNCLOSED") {
            $0.addRecords = { $0.open(recovering: true, after: 400_000) }
        },
        BadCase("clock set back without a word", "TIME-002", "failed", "TIME_ORDER") {
            $0.addRecords = { log in
                log.append(ServiceBody(event: .start), after: 4_000)
                log.append(ServiceBody(event: .stop), after: -3_000)
            }
        },
        BadCase("second genesis", "CHAIN-003", "failed", "FOREIGN_RECORD") {
            $0.addRecords = { log in
                try log.genesis(policy: .zero, custodian: .zero)
            }
        },
    ]
}

extension TestBundle {
    /// Changes the lines of the records member after everything else was made from the log.
    mutating func editJSONL(_ edit: @escaping @Sendable (inout [[UInt8]]) -> Void) {
        editMembers = { members in
            for (path, data) in members {
                guard case .recordsJSONL = path else { continue }
                var lines = data.split(separator: 0x0A).map { Array($0) }
                edit(&lines)
                members[path] = lines.flatMap { $0 + [0x0A] }
            }
        }
    }
}

extension TestLog {
    /// Replaces text in an entry and leaves its code.
    mutating func edit(_ sequence: Int, _ old: String, _ new: String) {
        let text = String(decoding: lines[sequence].entry, as: UTF8.self)
        lines[sequence].entry = Array(text.replacing(old, with: new).utf8)
    }
}
