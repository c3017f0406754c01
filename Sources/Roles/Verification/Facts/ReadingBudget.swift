import BundleFormat

/// Decides from the headers alone which members are read, so that nothing is read before it is known
/// to be affordable.
///
/// A member beyond a limit is marked and stays in the list. Each limit gives one problem, at the first
/// member beyond it.
struct ReadingBudget {
    private let limits: BundleLimits
    private let listBytes: UInt64
    private var tallies: [Share: Tally] = [:]
    /// What was found beyond a limit, in the order of the archive.
    private(set) var problems: [FrameProblem] = []

    /// What is counted together.
    private enum Share: Hashable {
        case logs, certificates, receipts, evidence, revocation, responses, ofItsKind
    }

    private struct Tally {
        var amount: UInt64 = 0
        var problem: Int?
        var refused: UInt64 = 0
    }

    /// Begins with the members as the headers tell them.
    init(members: [MemberFact], limits: BundleLimits) {
        self.limits = limits
        var recordBytes: UInt64 = 0
        for member in members {
            guard case .recordsJSONL? = member.parsed else { continue }
            recordBytes = recordBytes.addingReportingOverflow(member.size).partialValue
        }
        listBytes = limits.listBytes(members: members.count, recordBytes: recordBytes)
    }

    /// Whether a member may be read; where not, says why among the problems.
    mutating func admits(_ member: MemberFact) -> Bool {
        guard let path = member.parsed else { return true }
        if let limit = bytes(of: path), member.size > limit {
            refuse(member, .ofItsKind, expected: "at most \(limit) bytes of its kind")
            return false
        }
        for (share, amount, limit, unit) in shares(of: path, size: member.size) {
            let sum = (tallies[share]?.amount ?? 0).addingReportingOverflow(amount)
            guard !sum.overflow, sum.partialValue <= limit else {
                refuse(member, share, expected: "at most \(limit) \(unit)")
                return false
            }
        }
        for (share, amount, _, _) in shares(of: path, size: member.size) {
            tallies[share, default: Tally()].amount += amount
        }
        return true
    }

    /// The most bytes of one member; nil for what is read in pieces.
    private func bytes(of path: MemberPath) -> UInt64? {
        switch path {
        case .manifest, .manifestSHA256: limits.wholeBytes(of: path).map { min($0, listBytes) }
        default: limits.wholeBytes(of: path)
        }
    }

    /// What a member takes of which limits.
    private func shares(
        of path: MemberPath, size: UInt64
    ) -> [(share: Share, amount: UInt64, limit: UInt64, unit: String)] {
        let held = (Share.evidence, size, limits.evidenceBytes, "bytes of evidence in all")
        switch path {
        case .recordsJSONL:
            return [(.logs, 1, UInt64(clamping: limits.logs), "logs")]
        case .certificate:
            let count = UInt64(clamping: limits.certificates)
            return [(.certificates, 1, count, "certificates"), held]
        case .note, .receipt:
            let count = UInt64(clamping: limits.receipts)
            return [(.receipts, 1, count, "notes and receipts"), held]
        case .seal, .keys, .policy, .bagInfo, .bagit:
            return [held]
        case .revocationList:
            return [
                (.revocation, size, limits.allRevocationBytes, "bytes of revocation lists in all")
            ]
        case .revocationResponse:
            return [(.responses, size, limits.allResponseBytes, "bytes of OCSP responses in all")]
        case .manifest, .manifestSHA256, .readme, .file, .unnamed, .recordsCSV:
            return []
        }
    }

    private mutating func refuse(_ member: MemberFact, _ share: Share, expected: String) {
        var tally = tallies[share] ?? Tally()
        tally.refused += 1
        if let problem = tally.problem, share != .ofItsKind {
            problems[problem].found =
                "\(tally.refused) members beyond that, of which this is the first"
        } else if problems.count < limits.problems {
            tally.problem = problems.count
            problems.append(
                FrameProblem(
                    code: FramingProblem.Code.limitExceeded.rawValue, member: member.path,
                    offset: member.headerOffset, expected: expected,
                    found: "\(member.size) bytes",
                    sentence: "The bundle holds more than any sound one does, and this part of it "
                        + "wasn't read."))
        }
        tallies[share] = tally
    }
}
