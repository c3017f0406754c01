import CanonicalJSON
import Cryptography
import Findings
import Records

/// SIG-003: what is signed exists, is exactly that version, and was there before the signature.
///
/// Source: 21 CFR 11.70.
struct TargetCheck: SignatureCheck {
    let rule: RuleID = "SIG-003"

    func findings(
        on views: [SignatureView], facts: Facts, context: JudgementContext
    ) -> [Finding] {
        views.flatMap { Self.findings(on: $0, facts: facts) }
    }

    /// What is wrong with the targets of one signature.
    static func findings(on view: SignatureView, facts: Facts) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<SignatureTarget> = []
        for target in view.statement.targets {
            if !seen.insert(target).inserted {
                findings.append(
                    Finding(
                        .observation, "TARGET_REPEATED", at: view.place,
                        found: "record \(target.seq)",
                        "The signature names one record twice."))
            }
            if let finding = finding(on: target, of: view, facts) { findings.append(finding) }
        }
        return findings
    }

    private static func finding(
        on target: SignatureTarget, of view: SignatureView, _ facts: Facts
    ) -> Finding? {
        guard let log = target.log(in: facts, from: view) else {
            return Finding(
                .openQuestion, "TARGET_LOG_ABSENT", at: view.place,
                expected: "log \(target.log?.hex ?? "")", found: "not in this bundle",
                "What was signed lies in a log that this bundle does not hold.")
        }
        guard let leaf = log.table.leaf(at: target.seq) else {
            return Finding(
                .failure, "ESIG_TARGET_MISMATCH", at: view.place,
                expected: "record \(target.seq)", found: "the log has \(log.table.count) records",
                "The signature names a record that does not exist.")
        }
        if log.label == view.log.label && target.seq >= view.seq {
            return Finding(
                .failure, "SIGNED_BEFORE_WRITTEN", at: view.place,
                expected: "a record before \(view.seq)", found: "record \(target.seq)",
                "The signature names a record that was not there yet when it was made.")
        }
        guard leaf == target.leaf else {
            return Finding(
                .failure, "ESIG_TARGET_MISMATCH", at: view.place, expected: leaf.hex,
                found: target.leaf.hex,
                "What was signed is not record \(target.seq) as it stands in the log.")
        }
        return nil
    }
}

/// SIG-004: every signature is bound to its record by the signer's own key.
///
/// Source: 21 CFR 11.70; docs/formats/records.md §6.
struct BindingCheck: SignatureCheck {
    let rule: RuleID = "SIG-004"

    func findings(
        on views: [SignatureView], facts: Facts, context: JudgementContext
    ) -> [Finding] {
        let reused = SignatureReuse(views)
        return views.flatMap { Self.findings(on: $0, facts: facts, reused: reused) }
    }

    /// What is wrong with the binding of one signature.
    static func findings(
        on view: SignatureView, facts: Facts, reused: SignatureReuse
    ) -> [Finding] {
        place(view) + value(view) + signer(view, facts) + reused.findings(on: view) + fate(view)
    }

    // MARK: Statement

    /// The statement belongs to this log and to whoever wrote the record.
    private static func place(_ view: SignatureView) -> [Finding] {
        var findings: [Finding] = []
        if view.statement.log != view.log.logID {
            findings.append(
                Finding(
                    .failure, "LOG_ID_MISMATCH", at: view.place,
                    expected: view.log.logID?.hex ?? "the log it stands in",
                    found: view.statement.log.hex, "The signature was made for another log."))
        }
        if let actor = view.entry.actor.personId, actor != view.statement.personId {
            findings.append(
                Finding(
                    .failure, "BINDING_MISMATCH", at: view.place, expected: actor,
                    found: view.statement.personId,
                    "The record is one person's, and the signature in it another's."))
        }
        return findings
    }

    // MARK: Value

    /// The CMS value has the closed form and is over exactly the bytes of the statement.
    private static func value(_ view: SignatureView) -> [Finding] {
        switch view.value.reading {
        case .notClosed(let reason, _):
            return [
                Finding(
                    .failure, "CMS_FORM", at: view.place, expected: "the closed CMS form",
                    found: reason, "The signature value is not in the one form that it may have.")
            ]
        case .closed(let cms):
            var findings: [Finding] = []
            if !cms.intermediates.isEmpty || cms.timeStampToken != nil {
                findings.append(
                    Finding(
                        .failure, "CMS_FORM", at: view.place,
                        expected: "the signer's certificate and nothing else",
                        found: "\(cms.intermediates.count) more certificates"
                            + (cms.timeStampToken == nil ? "" : " and a time-stamp"),
                        "The signature value holds more than a person's may hold."))
            }
            if !view.value.holds {
                findings.append(
                    Finding(
                        .failure, "SIG_CRYPTO_FAILURE", at: view.place,
                        expected: cms.digestAlgorithm.hash(view.value.signedBytes).hexText,
                        found: cms.messageDigest.hexText,
                        "The signature does not hold over what the record says was signed."))
            }
            if cms.signingTime != view.statement.signedAt.utc.unixSeconds {
                findings.append(
                    Finding(
                        .failure, "BINDING_MISMATCH", at: view.place,
                        expected: view.statement.signedAt.utc.secondsText,
                        found: Timestamp(unixSeconds: cms.signingTime).secondsText,
                        "The time inside the signature value is not the one that is stated."))
            }
            return findings
        }
    }

    // MARK: Signer

    /// The key is the one that the register gives to this person at that place of the log.
    private static func signer(_ view: SignatureView, _ facts: Facts) -> [Finding] {
        guard let signer = view.closed?.signer else { return [] }
        var findings: [Finding] = []
        if signer.sha256 != view.body.certificateSha256 {
            findings.append(
                Finding(
                    .failure, "BINDING_MISMATCH", at: view.place,
                    expected: view.body.certificateSha256.hex, found: signer.sha256.hex,
                    "The certificate in the signature is not the one that the record names."))
        }
        if let doubt = ManifestationCheck.doubtfulIdentity(view) { return findings + [doubt] }
        if let identity = view.identity, identity.spkiSha256 != signer.spkiSha256 {
            findings.append(
                Finding(
                    .failure, "WRONG_KEY_FOR_TASK", at: view.place,
                    expected: identity.spkiSha256.hex, found: signer.spkiSha256.hex,
                    "The signature was made with another key than the one that the register "
                        + "gives to this person."))
        }
        if !facts.certificates.contains(signer) {
            findings.append(
                Finding(
                    .note, "CERTIFICATE_NOT_FILED", at: view.place, found: signer.sha256.hex,
                    "The signer's certificate stands only inside the signature."))
        }
        if let name = signer.commonName, name != view.statement.printedName {
            findings.append(
                Finding(
                    .observation, "NAME_IN_CERTIFICATE", at: view.place,
                    expected: view.statement.printedName, found: name,
                    "The certificate carries another name than the signature prints."))
        }
        return findings
    }

    // MARK: Later fate

    /// A later record that takes the signature back, or may do so.
    private static func fate(_ view: SignatureView) -> [Finding] {
        if let fate = view.fate {
            return [
                Finding(
                    .observation, "SIGNATURE_WITHDRAWN", at: view.place,
                    found: "\(fate.body.status.rawValue) by record \(fate.seq): "
                        + fate.body.reason,
                    "A later record says that this signature no longer counts.")
            ]
        }
        guard view.doubts.fate else { return [] }
        return [
            Finding(
                .openQuestion, "HIDDEN", at: view.place,
                expected: "every later word on a signature in clear", found: "some withheld",
                "Whether the signature was taken back may stand in a withheld record.")
        ]
    }
}

/// Signature values that stand in more than one record.
struct SignatureReuse {
    private var first: [[UInt8]: SignatureKey] = [:]

    private struct SignatureKey: Hashable {
        let log: String
        let seq: UInt64
    }

    init(_ views: [SignatureView]) {
        for view in views {
            for value in view.values where first[value] == nil {
                first[value] = SignatureKey(log: view.log.label, seq: view.seq)
            }
        }
    }

    /// The finding where an earlier record already holds the value of a signature.
    func findings(on view: SignatureView) -> [Finding] {
        let own = SignatureKey(log: view.log.label, seq: view.seq)
        guard let earlier = view.values.compactMap({ first[$0] }).first(where: { $0 != own })
        else { return [] }
        return [
            Finding(
                .failure, "SIGNATURE_REUSED", at: view.place,
                expected: "a value of its own",
                found: "that of record \(earlier.seq) of log \(earlier.log)",
                "The signature was copied from another record.")
        ]
    }
}

extension SignatureView {
    /// What no other record may hold: the CMS value, and the bare signature inside it.
    fileprivate var values: [[UInt8]] { [body.cms] + (closed.map { [$0.signatureValue] } ?? []) }
}

extension [UInt8] {
    fileprivate var hexText: String { Hex.encode(self) }
}
