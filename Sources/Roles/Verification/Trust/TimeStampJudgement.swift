import Cryptography
import Findings
import Records

extension ReceiptDesk {
    /// Judges the time-stamp of an RFC 3161 authority over a note; nil where only a request lies.
    ///
    /// The numbers are those of the table of checks in docs/formats/report.md §8.
    func timeStamp(
        _ files: TimeStampFiles, of checkpoint: CheckpointFacts
    ) -> JudgedReceipt? {
        guard let file = files.response else { return nil }
        var receipt = JudgedReceipt(file, kind: .timeStamp, of: checkpoint)
        let judge = TokenJudge(
            facts: facts, trust: trust, archive: archive, today: clock.moment, covered: covered,
            place: place(receipt))
        switch TimeStampResponse.read(file.bytes, certificates: facts.certificates) {
        case .refused(let status, let text):
            receipt.fail(
                "TSA_STATUS", at: place(receipt), expected: "granted",
                found: "status \(status): \(text)",
                "The authority refused to give a time-stamp.")
        case .malformed(let reason):
            receipt.fail(
                "TSA_DER", at: place(receipt), expected: "an answer in strict DER", found: reason,
                "The file is no answer of a time-stamp authority.")
        case .granted(let token, let withModifications):
            receipt.take(token)
            judge.judge(token, over: checkpoint.noteBytes ?? [], &receipt)
            judge.judge(token, asAnswerTo: files.request, &receipt)
            if withModifications {
                receipt.findings.append(
                    Finding(
                        .note, "TSA_STATUS", at: place(receipt), found: "granted with changes",
                        "The authority granted the time-stamp with changes to what was asked."))
            }
        }
        return receipt
    }
}

extension JudgedReceipt {
    /// Takes over what a token states of itself.
    mutating func take(_ token: TimeStampToken) {
        notary = token.signer?.subject ?? notary
        time = Timestamp(
            unixSeconds: token.genTime, nanoseconds: Int64(token.genTimeNanoseconds))
        accuracyNanoseconds = token.accuracyNanoseconds ?? 0
        stamp = token.signer.map { signer in
            StampIdentity(
                authority: signer.spkiSha256, serial: token.serial,
                statement: token.statementSha256, isOrdered: token.ordering, member: member)
        }
    }
}

/// Judges a time-stamp token: everything that needs trust, and what the reading found.
struct TokenJudge {
    let facts: Facts
    let trust: Trust
    let archive: RevocationArchive
    /// The time of the judgement.
    let today: Timestamp
    /// By when a renewal shows that the token existed; nil without one that can be relied on.
    var covered: Timestamp?
    let place: Place

    /// Where authorities may lie that are not in the token itself.
    private var certificates: [Certificate] { facts.certificates + facts.later.certificates }

    /// Judges a token over some bytes; without a finding it stands as proved.
    ///
    /// - Parameters:
    ///   - token: The token, read and not believed.
    ///   - content: What it should be over.
    ///   - receipt: Takes standing and findings.
    func judge(_ token: TimeStampToken, over content: [UInt8], _ receipt: inout JudgedReceipt) {
        receipt.standing = .proved
        receipt.covered = covered
        if token.imprint != token.imprintAlgorithm.hash(content) {
            receipt.fail(
                "TSA_IMPRINT_MISMATCH", at: place,
                expected: Hex.encode(token.imprintAlgorithm.hash(content)),
                found: Hex.encode(token.imprint), "The time-stamp was given for something else.")
        }
        for problem in token.findings { fail(problem, &receipt) }
        if let signer = token.signer {
            if !token.hasValidSignature() {
                // What nobody signed can't show that an authority contradicts itself.
                receipt.stamp = nil
                receipt.fail(
                    "TSA_SIGNATURE_INVALID", at: place,
                    expected: "a signature of \(signer.subject)", found: "one that does not hold",
                    "The authority's signature does not hold over this time-stamp.")
            }
            let path = judgePath(token, signer, &receipt)
            receipt.validUntil = path.reachesAnchor ? path.chain.map(\.notAfter).min() : nil
            judgeAlgorithms(token, path, &receipt)
            judgeRevocation(token, path, &receipt)
        } else if receipt.standing == .proved {
            receipt.doubt(
                "TSA_SIGNER_CERT", at: place,
                expected: "the certificate that the signature names", found: "none",
                "The certificate of the authority is nowhere to be found.")
        }
    }

    /// Checks 11 to 13: the token answers the request that is kept beside it.
    func judge(
        _ token: TimeStampToken, asAnswerTo file: EvidenceFile?, _ receipt: inout JudgedReceipt
    ) {
        guard let file else { return }
        do throws(CryptographyError) {
            let request = try TimeStampRequest.read(file.bytes)
            for problem in token.problems(asAnswerTo: request) { fail(problem, &receipt) }
        } catch {
            receipt.fail(
                "TSA_DER", at: Place(member: file.path, log: place.log),
                expected: "a request in strict DER", found: error.description,
                "The file is no request to a time-stamp authority.")
        }
    }

    private func fail(_ problem: TimeStampProblem, _ receipt: inout JudgedReceipt) {
        // A signer that isn't there is said once, as an open question.
        if problem.check == 5 { return }
        receipt.fail(
            Self.code(problem.check), at: place, expected: Self.expectation(problem.check),
            found: problem.text,
            "The time-stamp breaks check \(problem.check) of docs/formats/report.md §8.")
    }

    private static func code(_ check: Int) -> String {
        switch check {
        case 1: "TSA_STATUS"
        case 3: "ALG_FORBIDDEN"
        case 4: "TSA_MESSAGE_DIGEST"
        case 5: "TSA_SIGNER_CERT"
        case 6: "TSA_ESS_MISMATCH"
        case 7: "TSA_EKU"
        case 11: "TSA_IMPRINT_MISMATCH"
        case 12: "TSA_NONCE"
        case 13: "TSA_POLICY"
        case 14: "TSA_GENTIME"
        case 16: "TSA_NAME"
        case 17: "TSA_EXTENSION"
        default: "TSA_DER"
        }
    }

    /// What a sound token shows at a check of docs/formats/report.md §8.
    private static func expectation(_ check: Int) -> String {
        switch check {
        case 1: "granted"
        case 3: "one signature by algorithms that count"
        case 4: "signed attributes that fit the statement"
        case 6: "the signer's certificate, by its hash"
        case 7: "a certificate for time-stamping alone"
        case 11: "the hash algorithm and value that were asked for"
        case 12: "the nonce of the request"
        case 13: "the policy of the request"
        case 14: "a time in its one spelling, its accuracy in range"
        case 16: "the signer's name"
        case 17: "no critical extension that isn't known"
        default: "a token in its one form"
        }
    }

    // MARK: Path

    /// Checks 7 to 9: purpose and path, at genTime and under the auditor's anchors for this task
    /// only.
    private func judgePath(
        _ token: TimeStampToken, _ signer: Certificate, _ receipt: inout JudgedReceipt
    ) -> PathResult {
        let given = Timestamp(unixSeconds: token.genTime)
        let path = CertificatePath.build(
            leaf: signer, intermediates: token.certificates + certificates,
            anchors: trust.anchors(for: .timeStamping, at: given), at: token.genTime,
            purpose: .timeStamping)
        for problem in path.problems {
            switch problem.kind {
            // Algorithms are judged by their dates.
            case .noIssuer, .weak: break
            case .expired, .notYetValid:
                receipt.fail(
                    "TSA_CHAIN_AT_GENTIME", at: place,
                    expected: "valid at \(given.secondsText)", found: problem.text,
                    "A certificate of the authority was not valid at the time it states.")
            case .keyUsage where problem.depth == 0:
                receipt.fail(
                    "TSA_EKU", at: place, expected: "a certificate for time-stamping alone",
                    found: problem.text,
                    "The certificate is not one of a time-stamp authority.")
            default:
                receipt.fail(
                    "TSA_CHAIN_AT_GENTIME", at: place,
                    expected: "a chain whose certificates may do what they do",
                    found: problem.text,
                    "The chain of the authority's certificate is broken.")
            }
        }
        if !path.reachesAnchor, receipt.standing == .proved {
            let others = trust.anchors(for: .timeStamping)
            let outside = CertificatePath.build(
                leaf: signer, intermediates: token.certificates + certificates,
                anchors: others, at: token.genTime, purpose: .timeStamping)
            if outside.reachesAnchor, let anchor = outside.chain.last {
                receipt.doubt(
                    "ANCHOR_PERIOD", at: place,
                    expected: trust.periods[anchor.sha256].map { "a time \($0.text)" }
                        ?? "a time at which it counts",
                    found: given.secondsText,
                    "Your anchor for this authority doesn't count at the time that it states.")
                return path
            }
            receipt.doubt(
                "TSA_ROOT_NOT_PINNED", at: place, expected: anchorNames, found: signer.issuer,
                "You brought no anchor for this authority, so its time must not be used.")
        }
        return path
    }

    private var anchorNames: String {
        let names = trust.tsa.map(\.subject)
        return names.isEmpty ? "no authority at all" : names.joined(separator: "; ")
    }

    // MARK: Algorithms

    /// Checks 3 and 20: nothing that had ended when the token was given, or has ended since.
    private func judgeAlgorithms(
        _ token: TimeStampToken, _ path: PathResult, _ receipt: inout JudgedReceipt
    ) {
        receipt.algorithms =
            [AlgorithmTable.hash(token.imprintAlgorithm)]
            + (token.digestAlgorithm.map { [AlgorithmTable.hash($0)] } ?? [])
            + [AlgorithmTable.signature(oid: token.signatureAlgorithm)]
            + path.chain.flatMap { AlgorithmTable.uses(of: $0) }
        let given = Timestamp(unixSeconds: token.genTime)
        for use in receipt.algorithms where use.isKnown {
            guard let end = use.end, end <= max(given, covered ?? today) else { continue }
            if given >= end && use.isBroken {
                receipt.fail(
                    "ALG_FORBIDDEN", at: place, expected: "use before \(end.dateText)",
                    found: use.name, "The time-stamp rests on an algorithm that had been given up.")
                continue
            }
            receipt.lostForce = "\(use.name) ended \(end.dateText)"
            receipt.doubt(
                "CRYPTO_CONSTRAINTS_FAILURE", at: place, expected: "renewal before \(end.dateText)",
                found: use.name,
                "The time-stamp rests on an algorithm that no longer counts, so it counts as if it "
                    + "weren't there.")
        }
    }

    // MARK: Revocation

    /// Check 10: at genTime, by the authority's own issuer.
    ///
    /// Source: RFC 3161 §4.
    private func judgeRevocation(
        _ token: TimeStampToken, _ path: PathResult, _ receipt: inout JudgedReceipt
    ) {
        guard path.reachesAnchor else { return }
        let links = archive.links(
            of: path.chain, others: token.certificates + certificates + trust.tsa,
            at: token.genTime)
        for link in links {
            receipt.revocationFindings += link.ignored.map {
                Finding(
                    .note, "REVOCATION_IGNORED", at: place, found: $0,
                    ValidityRow.revocationIgnored.sentence(""))
            }
            switch link.state {
            case .unknown: receipt.revocationFindings.append(absent(link, token))
            case .good(let source): receipt.revocationFindings.append(known(link, source))
            case .revoked(let line, let source):
                receipt.revocationFindings.append(known(link, source))
                revoked(line, link, token, &receipt)
            }
        }
    }

    private func revoked(
        _ line: RevokedCertificate, _ link: LinkRevocation, _ token: TimeStampToken,
        _ receipt: inout JudgedReceipt
    ) {
        let name = link.certificate.subject
        let found = "\(name): \(line.text)"
        switch TimeStampRevocation(
            line, genTime: token.genTime, covered: covered?.unixSeconds)
        {
        case .later:
            receipt.findings.append(
                Finding(
                    .note, "TSA_REVOKED_LATER", at: place, found: found,
                    "The authority's certificate was revoked later, for a reason that leaves its "
                        + "earlier time-stamps valid."))
        case .coveredBefore:
            receipt.findings.append(
                Finding(
                    .note, "TSA_REVOKED_LATER", at: place, found: found,
                    "The authority was revoked in a way that takes the force from what it dated, "
                        + "but a renewal shows that this time-stamp was there before."))
        case .allVoid:
            receipt.lostForce = "its authority was revoked: \(line.text)"
            receipt.doubt(
                "TSA_REVOKED", at: place, expected: "an authority that keeps its force",
                found: found,
                "The authority was revoked in a way that takes the force from everything it ever "
                    + "dated, so this time-stamp counts as if it weren't there.")
        case .before:
            receipt.fail(
                "TSA_REVOKED", at: place, expected: "not revoked when it was given", found: found,
                "The authority's certificate had been revoked when it gave this time-stamp.")
        }
    }

    private func absent(_ link: LinkRevocation, _ token: TimeStampToken) -> Finding {
        let time = Timestamp(unixSeconds: token.genTime).secondsText
        return Finding(
            .openQuestion, "TSA_REVOCATION_ABSENT", at: place,
            expected: "word of \(link.certificate.issuer) for \(time)",
            found: link.ignored.isEmpty ? "none" : "none that counts",
            "Nothing here shows whether the authority \(link.certificate.subject) was revoked. "
                + "Bring its revocation list with --crl.")
    }

    private func known(_ link: LinkRevocation, _ source: RevocationSource) -> Finding {
        Finding(
            .note, "REVOCATION_DATA", at: place, found: source.text,
            "This is the newest word that counts on the authority \(link.certificate.subject).")
    }
}
