import BundleFormat
import Findings
import Testing
import Verification

/// Whatever bytes come in, a report comes out, and it never says PASSED.
@Suite struct HostileBytesTests {
    @Test func noSingleChangedByteEverPasses() async throws {
        var bundle = TestBundle()
        bundle.files = ["exp1/1/notes.txt": Array("short\n".utf8)]
        let bytes = try bundle.bytes()
        // A prime stride meets headers, padding, text, signatures and the end mark alike; every
        // byte is changed by the slower corpus run.
        for place in stride(from: 0, to: bytes.count, by: 607) {
            var changed = bytes
            changed[place] ^= 0x01
            let report = try await TestBundle.report(on: changed)
            #expect(report.verdict != .passed, "byte \(place)")
            #expect(report.results.count == Profile.standard.rules.count)
        }
    }

    @Test func noPrefixEverPasses() async throws {
        let bytes = try TestBundle().bytes()
        for length in stride(from: 0, to: bytes.count, by: 3989) {
            let report = try await TestBundle.report(on: Array(bytes.prefix(length)))
            #expect(report.verdict == .failed, "\(length) bytes")
        }
    }

    @Test(arguments: [
        [], [0x00], [UInt8](repeating: 0, count: 1024), [UInt8](repeating: 0xFF, count: 4096),
        Array("PK\u{03}\u{04}".utf8),
    ])
    func whatIsNoArchiveFails(_ bytes: [UInt8]) async throws {
        let report = try await TestBundle.report(on: bytes)
        #expect(report.verdict == .failed)
        #expect(report.answer("BND-001") == "failed")
        #expect(report.result("CHAIN-001")?.outcome == .notRun(blockedBy: "BND-001"))
    }

    @Test(arguments: ["a\n", "\n", #"{"entry":{},"mac":""}"# + "\n"])
    func aLogOfLinesThatAreNoRecordsIsCutOff(_ line: String) async throws {
        var bundle = TestBundle()
        bundle.editMembers = { members in
            for path in members.keys {
                guard case .recordsJSONL = path else { continue }
                let lines = String(repeating: line, count: 200_000)
                members[path]? += Array(lines.utf8)
            }
        }
        let facts = try await TestBundle.facts(on: bundle.bytes())
        #expect(facts.logs.allSatisfy { $0.table.count < 2_000 })
        let report = try await TestBundle.report(on: bundle.bytes())
        #expect(report.codes("REC-001").contains("LIMIT_EXCEEDED"))
        #expect(report.verdict == .failed)
    }

    @Test func anArchiveThatIsNoBundleFails() async throws {
        let tar = TestBundle.tar([("EX-1/data/README.html", Array("hello".utf8))])
        let report = try await TestBundle.report(on: tar)
        #expect(report.verdict == .failed)
        #expect(report.codes("BND-002") == ["NO_MANIFEST"])
        #expect(report.result("CHAIN-001")?.outcome == .notRun(blockedBy: "REC-001"))
    }
}
