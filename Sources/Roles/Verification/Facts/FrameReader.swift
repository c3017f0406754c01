import BundleFormat

/// Reads the frame: raw headers, what stands between members, and the paths as a whole.
enum FrameReader {
    /// Reads every header; no data.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    static func read(
        _ source: any ByteSource, limits: BundleLimits
    ) throws(VerifierError) -> FrameFacts {
        var headers: Headers
        do { headers = Headers(try USTARReader.read(source, limits: limits)) } catch {
            throw .unreadable(offset: 0, text: "\(error)")
        }
        let set = MemberSet(archivePaths: headers.takePaths(), namesKept: limits.problems)
        var members = headers.places.indices.map { index in
            MemberFact(
                parsed: set.paths[index],
                foreignName: set.foreignNames[index].map { String(decoding: $0, as: UTF8.self) }
                    ?? "",
                headerOffset: headers.places[index].header, size: headers.places[index].size)
        }
        var budget = ReadingBudget(members: members, limits: limits)
        for index in members.indices {
            members[index].isBeyondLimits = !budget.admits(members[index])
        }
        var facts = FrameFacts(byteCount: source.size, bundle: set.id, members: members)
        facts.problems = (headers.problem.map { [problem($0)] } ?? []) + budget.problems
        let rest = max(0, limits.problems - facts.problems.count)
        facts.problems += first(rest, of: set.problems).map { problem($0, members, set) }
        facts.unlistedProblems = UInt64(max(0, set.problems.count - rest))
        return facts
    }

    /// What the headers say, the paths apart from the rest so that they can go as they are read.
    private struct Headers {
        let problem: FramingProblem?
        let places: [(header: UInt64, size: UInt64)]
        private var paths: [[UInt8]]

        init(_ reading: consuming ArchiveReading) {
            problem = reading.problem
            places = reading.members.map { ($0.headerOffset, $0.size) }
            paths = reading.members.map(\.path)
        }

        /// Hands the paths over; they aren't kept.
        mutating func takePaths() -> [[UInt8]] {
            defer { paths = [] }
            return paths
        }
    }

    /// The first problems; where there are too many, those that no later version of the format could
    /// explain stand first.
    private static func first(_ count: Int, of problems: [LayoutProblem]) -> [LayoutProblem] {
        guard problems.count > count else { return problems }
        let foreign = problems.filter { if case .path = $0 { true } else { false } }
        let others = problems.filter { if case .path = $0 { false } else { true } }
        return Array((others + foreign).prefix(count))
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
            code: layout.code, member: member.path, offset: member.headerOffset,
            found: member.path, sentence: "")
        switch layout {
        case .path:
            problem.expected = "a path of the layout"
            problem.sentence = "The archive holds a member that no bundle has."
        case .folder:
            problem.expected =
                set.id.map { "a path below \($0.text)/" } ?? "a path below one folder"
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
}
