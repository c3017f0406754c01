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
                + Wording.count(facts.frame.byteCount, "byte"))
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
                    .failure, "FORMAT_FAILURE", at: place, found: reason,
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
        let members = facts.membersByPath()
        var findings = manifest.members.flatMap { row in judge(row, members[row.path.text]) }
        findings += undeclared(facts, manifest)
        findings += bag(facts) + names(facts)
        return .findings(
            findings, examined: Wording.count(manifest.members.count, "listed member"))
    }

    private func judge(_ row: Manifest.Member, _ member: MemberFact?) -> [Finding] {
        let path = row.path.text
        guard let member else {
            return [
                Finding(
                    .failure, "MISSING_ENTRY", at: Place(member: path),
                    expected: "\(row.size) bytes, \(row.sha256.hex)", found: "no such member",
                    "A member that the list of contents names isn't in the archive.")
            ]
        }
        var findings: [Finding] = []
        if member.size != row.size {
            findings.append(
                Finding(
                    .failure, "SIZE_MISMATCH", at: Place(member: path), expected: "\(row.size)",
                    found: "\(member.size)",
                    "The member isn't as long as the list of contents says."))
        }
        if member.sha256 != row.sha256 {
            findings.append(
                Finding(
                    .failure, "HASH_FAILURE", at: Place(member: path), expected: row.sha256.hex,
                    found: member.sha256?.hex ?? "it couldn't be read whole",
                    "The content of the member was changed after the list was sealed."))
        }
        return findings
    }

    private func undeclared(_ facts: Facts, _ manifest: Manifest) -> [Finding] {
        let listed = Set(manifest.members.map(\.path.text))
        let first = Set([MemberPath.manifest.text, MemberPath.seal.text])
        var seen: Set<String> = []
        return facts.frame.members.compactMap { member in
            let isNew = seen.insert(member.path).inserted
            if !isNew {
                return Finding(
                    .failure, "DUPLICATE_ENTRY",
                    at: Place(member: member.path, offset: member.headerOffset),
                    expected: "each member once", found: "a second one",
                    "The archive holds the member twice.")
            }
            guard !listed.contains(member.path), !first.contains(member.path) else { return nil }
            return Finding(
                .failure, "UNDECLARED_ENTRY",
                at: Place(member: member.path, offset: member.headerOffset),
                expected: "a row of the list of contents", found: "none",
                "The archive holds a member that the list of contents doesn't name.")
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
    private func names(_ facts: Facts) -> [Finding] {
        let misnamed = facts.frame.members.compactMap { member -> Finding? in
            guard let stated = member.parsed?.statedDigest, let digest = member.sha256,
                stated != digest
            else { return nil }
            return Finding(
                .failure, "HASH_FAILURE", at: Place(member: member.path), expected: stated.hex,
                found: digest.hex, "The member's content hasn't the digest that is its name.")
        }
        let unreadable = facts.unreadableEvidence.filter { bad in
            !misnamed.contains { $0.place.member == bad.path }
        }
        return misnamed
            + unreadable.map { bad in
                Finding(
                    .failure, "EVIDENCE_FORMAT", at: Place(member: bad.path), found: bad.reason,
                    "A piece of evidence isn't what its place in the bundle says.")
            }
    }
}
