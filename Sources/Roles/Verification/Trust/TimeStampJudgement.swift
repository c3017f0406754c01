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
        let judge = TokenJudge(facts: facts, trust: trust, place: place(receipt))
        switch TimeStampResponse.read(file.bytes, certificates: facts.certificates) {
        case .refused(let status, let text):
            receipt.fail(
                "TSA_STATUS", at: place(receipt), expected: "granted",
                found: "status \(status): \(text)",
                "The authority refused to give a time-stamp.")
        case .malformed(let reason):
            receipt.fail(
                "TSA_DER", at: place(receipt), found: reason,
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
        tokenIdentity = token.signer.map { "\($0.spkiSha256.hex) \(token.serial)" }
    }
}

/// Judges a time-stamp token: everything that needs trust, and what the reading found.
struct TokenJudge {
    let facts: Facts
    let trust: Trust
    let place: Place

    /// Judges a token over some bytes; without a finding it stands as proved.
    ///
    /// - Parameters:
    ///   - token: The token, read and not believed.
    ///   - content: What it should be over.
    ///   - receipt: Takes standing and findings.
    func judge(_ token: TimeStampToken, over content: [UInt8], _ receipt: inout JudgedReceipt) {
        receipt.standing = .proved
        if token.imprint != token.imprintAlgorithm.hash(content) {
            receipt.fail(
                "TSA_IMPRINT_MISMATCH", at: place,
                expected: Hex.encode(token.imprintAlgorithm.hash(content)),
                found: Hex.encode(token.imprint), "The time-stamp was given for something else.")
        }
        for problem in token.findings { fail(problem, &receipt) }
        if let signer = token.signer {
            if !token.hasValidSignature() {
                receipt.fail(
                    "TSA_SIGNATURE_INVALID", at: place, found: signer.subject,
                    "The authority's signature does not hold over this time-stamp.")
            }
            judgeAlgorithms(token, &receipt)
            judgePath(token, signer, &receipt)
        } else if receipt.standing == .proved {
            receipt.doubt(
                "TSA_SIGNER_CERT", at: place,
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
                "TSA_DER", at: Place(member: file.path, log: place.log), found: error.description,
                "The file is no request to a time-stamp authority.")
        }
    }

    private func fail(_ problem: TimeStampProblem, _ receipt: inout JudgedReceipt) {
        // A signer that isn't there is said once, as an open question.
        if problem.check == 5 { return }
        receipt.fail(
            Self.code(problem.check), at: place, found: problem.text,
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

    // MARK: Algorithms and path

    private func judgeAlgorithms(_ token: TimeStampToken, _ receipt: inout JudgedReceipt) {
        let weak: Set<HashAlgorithm> = [.md5, .sha1]
        guard
            weak.contains(token.imprintAlgorithm)
                || token.digestAlgorithm.map(weak.contains) == true
        else { return }
        receipt.fail(
            "ALG_FORBIDDEN", at: place, found: token.imprintAlgorithm.rawValue,
            "The time-stamp rests on a hash that had been given up.")
    }

    /// Checks 7 and 8: purpose and path, at genTime and under the auditor's anchors for this
    /// task only.
    private func judgePath(
        _ token: TimeStampToken, _ signer: Certificate, _ receipt: inout JudgedReceipt
    ) {
        let path = CertificatePath.build(
            leaf: signer, intermediates: token.certificates + facts.certificates,
            anchors: trust.anchors(for: .timeStamping), at: token.genTime, purpose: .timeStamping)
        for problem in path.problems {
            switch problem.kind {
            case .noIssuer: break
            case .weak:
                receipt.doubt(
                    "CRYPTO_CONSTRAINTS_FAILURE", at: place, found: problem.text,
                    "The chain of the authority rests on an algorithm that had been given up.")
            case .expired, .notYetValid:
                receipt.fail(
                    "TSA_CHAIN_AT_GENTIME", at: place, found: problem.text,
                    "A certificate of the authority was not valid at the time it states.")
            case .keyUsage:
                receipt.fail(
                    "TSA_EKU", at: place, found: problem.text,
                    "The certificate is not one of a time-stamp authority.")
            default:
                receipt.fail(
                    "TSA_CHAIN_AT_GENTIME", at: place, found: problem.text,
                    "The chain of the authority's certificate is broken.")
            }
        }
        guard !path.reachesAnchor, receipt.standing == .proved else { return }
        receipt.doubt(
            "TSA_ROOT_NOT_PINNED", at: place, expected: anchorNames, found: signer.issuer,
            "You brought no anchor for this authority, so its time must not be used.")
    }

    private var anchorNames: String {
        let names = trust.tsa.map(\.subject)
        return names.isEmpty ? "no authority at all" : names.joined(separator: "; ")
    }
}
