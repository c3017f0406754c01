import BundleFormat
import Cryptography
import Findings

/// BND-001: one plain archive of the agreed form, with nothing hidden in or behind it.
struct ArchiveCheck: Check {
    let rule: RuleID = "BND-001"
    let needs: [RuleID] = []

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        // What a version that we don't know lays out otherwise isn't a fault of its own.
        let isUnknownVersion = if case .unknownVersion = facts.manifest { true } else { false }
        var findings = facts.frame.problems.map { problem in
            let isLayout = isUnknownVersion && problem.code == "PATH" && problem.member != nil
            return Finding(
                isLayout ? .openQuestion : .failure, problem.code,
                at: Place(member: problem.member, offset: problem.offset),
                expected: problem.expected, found: problem.found, problem.sentence)
        }
        if facts.frame.members.isEmpty, findings.isEmpty {
            findings.append(
                Finding(
                    .failure, "FORMAT_FAILURE", expected: "an archive with members",
                    found: "none", "The archive is empty."))
        }
        return .findings(
            findings,
            examined: Wording.count(facts.frame.members.count, "member") + ", "
                + Wording.count(facts.frame.byteCount, "byte"),
            unlisted: Int(clamping: facts.frame.unlistedProblems))
    }
}

/// BND-002: the list of contents is there, in its one form, of a known version.
struct ManifestUnderstoodCheck: Check {
    let rule: RuleID = "BND-002"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let place = Place(member: MemberPath.manifest.text)
        switch facts.manifest {
        case .missing:
            return .findings([
                Finding(
                    .failure, "NO_MANIFEST", at: place, expected: "manifest.json", found: "none",
                    "The bundle has no list of contents.")
            ])
        case .unreadable(let reason):
            return .findings([
                Finding(
                    .failure, "FORMAT_FAILURE", at: place, expected: "its one valid form",
                    found: reason,
                    "The list of contents isn't in its one valid form.")
            ])
        case .unknownVersion(let version):
            return .findings([
                Finding(
                    .openQuestion, "VERSION", at: place, expected: "version 1",
                    found: "version \(version)",
                    "This verifier is too old for the bundle: its format is of a later version.")
            ])
        case .read(let manifest):
            return .findings(
                judge(manifest, facts, at: place),
                examined: Wording.count(manifest.members.count, "row"))
        }
    }

    private func judge(_ manifest: Manifest, _ facts: Facts, at place: Place) -> [Finding] {
        var findings = manifest.unknownFields.map { field in
            Finding(
                .note, "UNKNOWN_FIELD", at: place, found: field,
                "The list of contents has a field that this version doesn't know.")
        }
        if let folder = facts.frame.bundle, folder != manifest.bundle {
            findings.append(
                Finding(
                    .failure, "PATH", at: place, expected: manifest.bundle.text,
                    found: folder.text,
                    "The archive's folder isn't named as the list of contents says."))
        }
        return findings
    }
}

/// BND-003: exactly the members that the list names, each once, with its size and digest.
struct ManifestEqualsContentCheck: Check {
    let rule: RuleID = "BND-003"
    let needs: [RuleID] = ["BND-001", "BND-002"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard let manifest = facts.manifest.content else { return .blocked(by: "BND-002") }
        let members = facts.frame.index
        var findings = FindingList()
        for row in manifest.members { findings.add(judge(row, members[row.path])) }
        addUndeclared(facts, manifest, to: &findings)
        findings.add(bag(facts))
        addMisnamed(facts, to: &findings)
        return .findings(
            findings.kept, examined: Wording.count(manifest.members.count, "listed member"),
            unlisted: findings.unlisted)
    }

    private func judge(_ row: Manifest.Member, _ member: MemberFact?) -> [Finding] {
        // A row that is right needs no text.
        var place: Place { Place(member: row.path.text) }
        guard let member else {
            return [
                Finding(
                    .failure, "MISSING_ENTRY", at: place,
                    expected: "\(row.size) bytes, \(row.sha256.hex)", found: "no such member",
                    "A member that the list of contents names isn't in the archive.")
            ]
        }
        var findings: [Finding] = []
        if member.size != row.size {
            findings.append(
                Finding(
                    .failure, "SIZE_MISMATCH", at: place, expected: "\(row.size)",
                    found: "\(member.size)",
                    "The member isn't as long as the list of contents says."))
        }
        if member.isBeyondLimits {
            findings.append(
                Finding(
                    .openQuestion, "LIMIT_EXCEEDED", at: place,
                    expected: row.sha256.hex, found: "a member beyond a limit",
                    "The member is larger than what is read, so its content wasn't compared."))
        } else if member.sha256 != row.sha256 {
            findings.append(
                Finding(
                    .failure, "HASH_FAILURE", at: place, expected: row.sha256.hex,
                    found: member.sha256?.hex ?? "it couldn't be read whole",
                    "The content of the member was changed after the list was sealed."))
        }
        return findings
    }

    private func addUndeclared(
        _ facts: Facts, _ manifest: Manifest, to findings: inout FindingList
    ) {
        let index = facts.frame.index
        var listed = [Bool](repeating: false, count: facts.frame.members.count)
        for path in [.manifest, .seal] + manifest.members.map(\.path) {
            if let place = index.place(of: path) { listed[place] = true }
        }
        for (place, member) in facts.frame.members.enumerated() {
            let first = member.parsed.flatMap { index.place(of: $0) }
            // One of no place in the layout is listed nowhere; that it stands twice is BND-001's.
            if let first, first != place {
                findings.add(
                    Finding(
                        .failure, "DUPLICATE_ENTRY",
                        at: Place(member: member.path, offset: member.headerOffset),
                        expected: "each member once", found: "a second one",
                        "The archive holds the member twice."))
            } else if !listed[place] {
                findings.add(
                    Finding(
                        .failure, "UNDECLARED_ENTRY",
                        at: Place(member: member.path, offset: member.headerOffset),
                        expected: "a row of the list of contents", found: "none",
                        "The archive holds a member that the list of contents doesn't name."))
            }
        }
    }

    /// The tag files of the bag say the same as the list.
    private func bag(_ facts: Facts) -> [Finding] {
        facts.bag.expected.sorted { $0.key < $1.key }.compactMap { path, expected in
            guard let found = facts.bytes(of: path) else {
                return Finding(
                    .failure, "MISSING_ENTRY", at: Place(member: path),
                    expected: Wording.count(expected.count, "byte"), found: "no such member",
                    "A file is missing that lets anyone check the bundle without this program.")
            }
            guard found != expected else { return nil }
            let same = zip(found, expected).prefix { $0 == $1 }.count
            return Finding(
                .failure, "BAG_MISMATCH", at: Place(member: path, offset: UInt64(same)),
                expected: excerpt(expected, same), found: excerpt(found, same),
                "A file that lets anyone check the bundle contradicts the list of contents.")
        }
    }

    private func excerpt(_ bytes: [UInt8], _ place: Int) -> String {
        let part = bytes.dropFirst(max(0, place - 16)).prefix(80)
        return part.isEmpty ? "the end" : String(decoding: part, as: UTF8.self)
    }

    /// Members that are named by their digest must have it, and be what they are named for.
    private func addMisnamed(_ facts: Facts, to findings: inout FindingList) {
        var misnamed: Set<String> = []
        for member in facts.frame.members {
            guard let stated = member.parsed?.statedDigest, let digest = member.sha256,
                stated != digest
            else { continue }
            misnamed.insert(member.path)
            findings.add(
                Finding(
                    .failure, "HASH_FAILURE", at: Place(member: member.path), expected: stated.hex,
                    found: digest.hex, "The member's content hasn't the digest that is its name."))
        }
        for bad in facts.unreadableEvidence where !misnamed.contains(bad.path) {
            findings.add(
                Finding(
                    .failure, "EVIDENCE_FORMAT", at: Place(member: bad.path),
                    expected: "what its path says", found: bad.reason,
                    "A piece of evidence isn't what its place in the bundle says."))
        }
    }
}
