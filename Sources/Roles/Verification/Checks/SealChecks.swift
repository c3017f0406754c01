import BundleFormat
import Cryptography
import Findings
import Records

/// BND-004: sealed over the exact list, in the closed form, by the key that the request names.
struct SealCheck: Check {
    let rule: RuleID = "BND-004"
    let needs: [RuleID] = ["BND-001"]

    private static let place = Place(member: MemberPath.seal.text)

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        if case .unknownVersion = facts.manifest { return .blocked(by: "BND-002") }
        guard let reading = facts.seal.reading else {
            return .findings([
                Finding(
                    .failure, "NOT_SEALED", at: Self.place, expected: "a seal", found: "none",
                    "The bundle isn't sealed.")
            ])
        }
        switch reading {
        case .notClosed(let reason, _):
            return .findings([
                Finding(
                    .failure, "CMS_FORM", at: Self.place, expected: "the closed form of a seal",
                    found: reason,
                    "The seal isn't in its one valid form, so something in it would go unchecked.")
            ])
        case .closed(let seal):
            return .findings(
                signature(facts) + key(of: seal, facts) + heads(facts) + timeStamp(seal)
                    + SealCertificates(seal: seal, facts: facts, trust: context.trust).findings,
                examined: "the seal of \(seal.signer.commonName ?? seal.signer.subject)")
        }
    }

    private func signature(_ facts: Facts) -> [Finding] {
        guard !facts.seal.holds else { return [] }
        return [
            Finding(
                .failure, "SEAL_MISMATCH", at: Self.place,
                expected: "a signature over manifest.json as it stands", found: "none that holds",
                "The seal isn't over this list of contents: one of the two was changed.")
        ]
    }

    /// A receipt stands on the sealed list; the seal's own time-stamp stands on none, so what its
    /// authority didn't sign has to follow from the rest.
    private func timeStamp(_ seal: ClosedCMSSignature) -> [Finding] {
        // A token that can't be read is NOT-001's to say.
        guard let der = seal.timeStampToken,
            case .token(let token) = TimeStampToken.read(der, certificates: seal.intermediates),
            let part = token.unexplainedPart()
        else { return [] }
        return [
            Finding(
                .failure, "CMS_FORM", at: Self.place,
                expected: "a time-stamp with nothing beside what its authority made", found: part,
                "The seal's time-stamp isn't in its one valid form, so something in it would go "
                    + "unchecked.")
        ]
    }

    /// Whose key it is follows from the approved request, never from a certificate's name.
    private func key(of seal: ClosedCMSSignature, _ facts: Facts) -> [Finding] {
        let found = seal.signer.spkiSha256
        var findings = people(found, facts)
        let requests = facts.exports().filter { $0.request != nil }
        if requests.isEmpty {
            findings.append(
                Finding(
                    .openQuestion, "SEAL_KEY_UNKNOWN", at: Self.place,
                    expected: "an export request that names the key", found: "none to be read",
                    "Nothing says which key was to seal this bundle."))
        }
        for export in requests {
            guard let request = export.request, request.sealSpkiSha256 != found else { continue }
            findings.append(
                Finding(
                    .failure, "WRONG_KEY_FOR_TASK",
                    at: Place(
                        member: MemberPath.seal.text, log: export.log,
                        sequence: export.export?.request.seq),
                    expected: request.sealSpkiSha256.hex, found: found.hex,
                    "The bundle was sealed with another key than the approved request names."))
        }
        return findings
    }

    private func people(_ key: Digest, _ facts: Facts) -> [Finding] {
        var logs: Set<String> = []
        return facts.peoplesKeys().filter {
            $0.identity.spkiSha256 == key && logs.insert($0.log).inserted
        }.map { log, seq, identity in
            Finding(
                .failure, "WRONG_KEY_FOR_TASK",
                at: Place(member: MemberPath.seal.text, log: log, sequence: seq),
                expected: "a key of the sealing program", found: identity.personId,
                "The bundle was sealed with the key of a person, \(identity.printedName).")
        }
    }

    /// The sealed heads are about the logs that are here.
    private func heads(_ facts: Facts) -> [Finding] {
        guard let manifest = facts.manifest.content else { return [] }
        return manifest.logs.compactMap { head in
            guard let log = facts.log(head.label), let id = log.logID, id != head.log else {
                return nil
            }
            return Finding(
                .failure, "LOG_ID_MISMATCH",
                at: Place(member: MemberPath.manifest.text, log: log.label),
                expected: id.hex, found: head.log.hex,
                "The sealed list is about another log than the one in the bundle.")
        }
    }
}
