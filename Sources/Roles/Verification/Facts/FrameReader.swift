import BundleFormat

/// Reads the frame: raw headers, what stands between members, and the paths as a whole.
enum FrameReader {
    /// Reads every header; no data.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    static func read(
        _ source: any ByteSource, limits: BundleLimits
    ) throws(VerifierError) -> FrameFacts {
        let reading: ArchiveReading
        do { reading = try USTARReader.read(source, limits: limits) } catch {
            throw .unreadable(offset: 0, text: "\(error)")
        }
        let set = MemberSet(archivePaths: reading.members.map(\.path))
        var facts = FrameFacts(byteCount: source.size, bundle: set.id)
        for (index, member) in reading.members.enumerated() {
            let parsed = set.paths[index]
            facts.members.append(
                MemberFact(
                    path: parsed?.text ?? String(decoding: member.path, as: UTF8.self),
                    parsed: parsed, headerOffset: member.headerOffset,
                    dataOffset: member.dataOffset, size: member.size, sha256: nil))
        }
        facts.problems = set.problems.map { problem($0, facts.members, set) }
        facts.problems += facts.members.compactMap { tooLarge($0, limits) }
        facts.problems += tooMuchRevocation(facts.members, limits)
        if let framing = reading.problem { facts.problems.append(problem(framing)) }
        return facts
    }

    private static func problem(_ framing: FramingProblem) -> FrameProblem {
        let sentence =
            switch framing.code {
            case .formatFailure: "The file isn't an archive of the agreed form."
            case .truncated: "The file ends in the middle: its end is missing."
            case .trailingData: "Something follows behind the end of the archive."
            case .headerChecksum: "The header of a member doesn't add up."
            case .nonCanonicalHeader:
                "A header, or what stands between members, isn't in its one form."
            case .nonRegularEntry: "The archive holds something other than a plain file."
            case .path: "The name of a member isn't in its one form."
            case .limitExceeded: "The archive is larger than this program takes on."
            }
        return FrameProblem(
            code: framing.code.rawValue, offset: framing.offset, expected: framing.expected,
            found: framing.found, sentence: sentence)
    }

    private static func problem(
        _ layout: LayoutProblem, _ members: [MemberFact], _ set: MemberSet
    ) -> FrameProblem {
        let member = members[layout.index]
        var problem = FrameProblem(
            code: layout.code, member: member.path, offset: member.headerOffset, sentence: "")
        switch layout {
        case .path:
            problem.expected = "a path of the layout"
            problem.sentence = "The archive holds a member that no bundle has."
        case .folder:
            problem.expected = set.id.map { "a path below \($0.text)/" }
            problem.sentence = "A member lies outside the bundle's own folder."
        case .duplicate(_, let first):
            problem.expected = "each path once"
            problem.found = "also at byte \(members[first].headerOffset)"
            problem.sentence = "Two members have the same path."
        case .alias(_, let first):
            problem.expected = "paths that differ in more than capital letters"
            problem.found = members[first].path
            problem.sentence = "Two members have paths that some computers take for one."
        case .folderOfAnother(_, let other):
            problem.expected = "either a file or a folder"
            problem.found = members[other].path
            problem.sentence = "A member has the path of a folder that holds another."
        case .order:
            problem.expected = "manifest, seal, then the rest in order of path"
            problem.sentence = "A member doesn't stand where the order of the archive puts it."
        }
        return problem
    }

    /// A member that would be read whole and is larger than any sound one.
    private static func tooLarge(_ member: MemberFact, _ limits: BundleLimits) -> FrameProblem? {
        guard let limit = member.parsed.flatMap(limits.wholeBytes(of:)), member.size > limit else {
            return nil
        }
        return FrameProblem(
            code: FramingProblem.Code.limitExceeded.rawValue, member: member.path,
            offset: member.headerOffset, expected: "at most \(limit) bytes",
            found: "\(member.size) bytes",
            sentence: "A member is larger than anything of its kind can be, and wasn't read.")
    }

    /// Revocation members beyond what is held at once.
    private static func tooMuchRevocation(
        _ members: [MemberFact], _ limits: BundleLimits
    ) -> [FrameProblem] {
        let within = RevocationBudget.within(members, limits)
        return members.filter { $0.isRevocation && !within.contains($0.path) }.map { member in
            FrameProblem(
                code: FramingProblem.Code.limitExceeded.rawValue, member: member.path,
                offset: member.headerOffset,
                expected: "at most \(limits.allRevocationBytes) bytes of revocation data in all",
                found: "\(member.size) bytes more",
                sentence: "The bundle holds more revocation data than any sound one, and this part "
                    + "wasn't read.")
        }
    }
}

/// Which revocation members are read: as many as together stay within the limit, in order.
enum RevocationBudget {
    static func within(_ members: [MemberFact], _ limits: BundleLimits) -> Set<String> {
        var total: UInt64 = 0
        var within: Set<String> = []
        for member in members where member.isRevocation {
            let (sum, overflows) = total.addingReportingOverflow(member.size)
            guard !overflows, sum <= limits.allRevocationBytes else { continue }
            total = sum
            within.insert(member.path)
        }
        return within
    }
}

extension MemberFact {
    /// Whether it is a revocation list or response.
    var isRevocation: Bool {
        switch parsed {
        case .revocationList, .revocationResponse: true
        default: false
        }
    }
}
