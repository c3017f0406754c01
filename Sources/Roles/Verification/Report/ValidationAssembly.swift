import BundleFormat
import Cryptography
import Findings
import Records

/// What the report says of each signature and time-stamp that rests on certificates.
///
/// The seal first, then people's signatures by log and sequence, then time-stamps: the seal's, those of
/// checkpoints, renewals. Notes of witnesses and of the log are no CMS and have no certificate, so they
/// aren't among them.
struct ValidationAssembly {
    let facts: Facts
    let context: JudgementContext
    let results: [RuleResult]
    /// The certificates that were judged, by task and place.
    private let judged: [Use: JudgedCertificate]

    private struct Use: Hashable {
        let task: KeyTask
        let place: Place
    }

    init(facts: Facts, context: JudgementContext, results: [RuleResult]) {
        self.facts = facts
        self.context = context
        self.results = results
        judged = Dictionary(
            context.certificates.map { (Use(task: $0.used.task, place: $0.used.place), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    var all: [ValidationLine] {
        let register = SignatureJudgement(facts, context)
        return (seal.map { [$0] } ?? [])
            + register.views.map { person($0, register.findings(on: $0)) } + timeStamps
    }

    // MARK: Signatures

    private var seal: ValidationLine? {
        let place = Place(member: MemberPath.seal.text)
        guard let bytes = facts.seal.bytes, let reading = facts.seal.reading else { return nil }
        let answer = results.first { $0.rule.id == "BND-004" }
        var line = ValidationLine(kind: .seal, place: place, signer: "")
        line.sha256 = SHA256.hash(bytes).hex
        line.contentSHA256 = facts.frame.index[.manifest]?.sha256?.hex
        let manifest = facts.smallMembers[MemberPath.manifest.text] ?? []
        fill(
            &line, reading, over: manifest, .seal,
            answer?.findings.filter { $0.place.member == place.member } ?? [])
        switch answer?.outcome {
        case .passed, .failed, .indeterminate: break
        default:
            // Nobody asked whose key it is; the mathematics of a signature alone says little.
            if !facts.seal.holds { line.add(.init(code: "SEAL_MISMATCH", isFailure: true)) }
            line.add(.init(code: "NOT_ASKED", isFailure: false))
        }
        return line
    }

    private func person(_ view: SignatureView, _ findings: [Finding]) -> ValidationLine {
        var line = ValidationLine(kind: .person, place: view.place, signer: "")
        line.sha256 = SHA256.hash(view.body.cms).hex
        line.contentSHA256 = SHA256.hash(view.value.signedBytes).hex
        fill(&line, view.value.reading, over: view.value.signedBytes, .person, findings)
        if line.signer.isEmpty { line.signer = view.statement.printedName }
        return line
    }

    private func fill(
        _ line: inout ValidationLine, _ reading: ClosedCMSReading, over content: [UInt8],
        _ task: KeyTask, _ findings: [Finding]
    ) {
        var against = findings
        if case .closed(let cms) = reading {
            line.signer = cms.signer.subject
            line.signatureValue = Base64.encode(cms.signatureValue)
            line.statedTime = Timestamp(unixSeconds: cms.signingTime).secondsText
            line.certificates = [cms.signer.sha256.hex]
            // Which of the two is wrong, a finding for people doesn't need to say.
            if !cms.covers(content) {
                against.insert(
                    Finding(.failure, "HASH_FAILURE", at: line.place, "The content is another."),
                    at: 0)
            }
            if let certificate = judged[Use(task: task, place: line.place)] {
                against += self.findings(on: certificate)
                line.provedTime = certificate.used.provedTime?.secondsText
                line.reachesAnchor = certificate.path.reachesAnchor
                if !certificate.path.chain.isEmpty {
                    line.certificates = certificate.path.chain.map(\.sha256.hex)
                }
            } else {
                line.add(.init(code: "NOT_ASKED", isFailure: false))
            }
        }
        for finding in against { line.add(finding) }
    }

    private func findings(on certificate: JudgedCertificate) -> [Finding] {
        let rules: [RuleID] = ["PKI-002", "PKI-003", "BND-005"]
        return certificate.pathFindings(context.trust)
            + rules.flatMap { certificate.findings(of: $0) }
    }

    // MARK: Time-stamps

    private var timeStamps: [ValidationLine] {
        let receipts = facts.logs.flatMap { log in
            (context.receipts[log.label] ?? []).map { (log.label as String?, $0) }
        }
        return (context.sealReceipt.map { [line($0, log: nil)] } ?? [])
            + receipts.filter { $0.1.kind == .timeStamp }.map { line($0.1, log: $0.0) }
            + context.renewals.map { line($0, log: nil) }
    }

    private func line(_ receipt: JudgedReceipt, log: String?) -> ValidationLine {
        var line = ValidationLine(
            kind: .timeStamp, place: Place(member: receipt.member, log: log),
            signer: receipt.notary)
        line.sha256 = receipt.sha256.hex
        line.statedTime = receipt.time?.secondsText
        line.provedTime = receipt.isFirm ? receipt.latest?.secondsText : nil
        line.reachesAnchor = receipt.validUntil != nil
        for finding in receipt.findings + receipt.revocationFindings + receipt.timeFindings {
            line.add(finding)
        }
        if receipt.standing != .proved && line.problems.isEmpty {
            line.add(.init(code: "NOT_PROVED", isFailure: false))
        }
        return line
    }
}

extension ValidationLine {
    /// Adds what counts against it, once.
    fileprivate mutating func add(_ problem: Problem) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// Adds a finding that counts against it: a failure or an open question.
    fileprivate mutating func add(_ finding: Finding) {
        switch finding.effect {
        case .failure: add(Problem(code: finding.code, isFailure: true))
        case .openQuestion: add(Problem(code: finding.code, isFailure: false))
        case .observation, .note: break
        }
    }
}
