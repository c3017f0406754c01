import BundleFormat
import Cryptography
import Testing

@testable import Verification

/// What may be read is decided by the headers alone.
@Suite struct ReadingBudgetTests {
    private static let log = "0123456789abcdef"

    private static func member(_ path: MemberPath, _ size: UInt64) -> MemberFact {
        MemberFact(parsed: path, headerOffset: 0, size: size)
    }

    private static func list(_ number: UInt8, _ size: UInt64) -> MemberFact {
        member(.revocationList(SHA256.hash([number])), size)
    }

    private static func certificate(_ number: UInt8, _ size: UInt64) -> MemberFact {
        member(.certificate(SHA256.hash([number])), size)
    }

    private static func note(_ size: UInt64, _ bytes: UInt64) -> MemberFact {
        member(.note(log: log, size: size), bytes)
    }

    struct Case: CustomTestStringConvertible {
        let name: String
        let change: @Sendable (inout BundleLimits) -> Void
        let members: [MemberFact]
        let read: [Bool]

        init(
            _ name: String, _ members: [MemberFact], _ read: [Bool],
            _ change: @escaping @Sendable (inout BundleLimits) -> Void = { _ in }
        ) {
            (self.name, self.members, self.read, self.change) = (name, members, read, change)
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            "revocation data together",
            [
                list(1, 60), list(2, 41), list(3, 40), list(4, .max),
            ], [true, false, true, false]
        ) { $0.allRevocationBytes = 100 },
        Case("a revocation list of more than its kind has", [list(1, (80 << 20) + 1)], [false]),
        Case(
            "certificates", [certificate(1, 1), certificate(2, 1), certificate(3, 1)],
            [
                true, true, false,
            ]
        ) { $0.certificates = 2 },
        Case("a large certificate", [certificate(1, 1 << 18)], [false]),
        Case("notes and receipts", [note(1, 1), note(2, 1), note(3, 1)], [true, true, false]) {
            $0.receipts = 2
        },
        Case(
            "evidence together", [certificate(1, 50), note(1, 51), member(.keys(log: log), 50)],
            [
                true, false, true,
            ]
        ) { $0.evidenceBytes = 100 },
        Case(
            "logs",
            [
                member(.recordsJSONL(log: log), .max),
                member(.recordsJSONL(log: "1" + log.dropFirst()), 1),
            ], [true, false]
        ) { $0.logs = 1 },
        Case(
            "a manifest that can't be of so small a bundle",
            [
                member(.manifest, (1 << 20) + 1025), member(.readme, 1),
            ], [false, true]),
        Case(
            "a manifest as long as its bundle allows",
            [
                member(.manifest, (1 << 20) + 1024), member(.readme, 1),
            ], [true, true]),
        Case(
            "a manifest of files that aren't there",
            [
                member(.manifest, 90 << 20), member(.recordsJSONL(log: log), 90 << 20),
            ], [true, true]),
        Case(
            "files and copies of any size",
            [
                member(.readme, .max), member(.unnamed(SHA256.hash([])), .max),
                member(.recordsCSV(log: log), .max),
            ], [true, true, true]),
        Case(
            "a name that the layout doesn't have",
            [
                MemberFact(parsed: nil, foreignName: "x", headerOffset: 0, size: .max)
            ], [true]),
    ]

    @Test(arguments: cases)
    func aMemberBeyondALimitIsNotReadAndNamed(_ one: Case) {
        var limits = BundleLimits()
        one.change(&limits)
        var budget = ReadingBudget(members: one.members, limits: limits)
        #expect(one.members.map { budget.admits($0) } == one.read)
        #expect(budget.problems.isEmpty == !one.read.contains(false))
        for problem in budget.problems {
            #expect(problem.code == "LIMIT_EXCEEDED")
            #expect(problem.expected?.contains("at most") == true)
        }
    }

    @Test func aLimitIsSaidOnceHoweverManyAreBeyondIt() {
        var limits = BundleLimits()
        limits.certificates = 0
        let members = (0..<200).map { Self.certificate(UInt8($0), 1) }
        var budget = ReadingBudget(members: members, limits: limits)
        #expect(members.allSatisfy { !budget.admits($0) })
        #expect(budget.problems.count == 1)
        #expect(budget.problems.first?.found?.hasPrefix("200 members") == true)
    }
}
