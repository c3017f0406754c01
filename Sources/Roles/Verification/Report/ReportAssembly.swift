import BundleFormat
import Cryptography
import Findings
import Records

/// Puts the report of one bundle together from facts and results.
struct ReportAssembly {
    let facts: Facts
    let context: JudgementContext
    let input: VerificationInput

    /// The report; its verdict is computed from the results.
    func report(of results: [RuleResult]) -> Report {
        let judged = facts.logs.reduce(UInt64(0)) {
            $0 &+ ($1.table.count > 0 ? $1.table.count - 1 : 0)
        }
        var report = Report(
            results: results, judgedRecords: judged,
            rulesNotAsked: context.profile.rulesNotAsked, subject: subject, basis: basis,
            logs: facts.logs.map(coverage),
            signatures: SignatureRegister.lines(of: facts, in: context), datasets: datasets,
            statements: Statements(facts: facts, context: context, results: results).all,
            renewals: context.renewals.map {
                RenewalLine(
                    name: $0.member, notary: $0.notary, time: $0.time?.secondsText,
                    standing: $0.standing.word)
            })
        report.reliances = RelianceAssembly(facts: facts, context: context, results: results).all
        report.certificates = certificates
        report.validations =
            ValidationAssembly(facts: facts, context: context, results: results).all
        report.exceptions = exceptions
        report.policies = policies
        return report
    }

    // MARK: - What was judged, and by what

    private var subject: ReportSubject {
        let genesis = facts.logs.lazy.compactMap(\.genesis).first
        return ReportSubject(
            fileName: input.fileName, byteCount: facts.frame.byteCount,
            sha256: facts.frame.sha256?.hex,
            manifestSHA256: facts.frame.index[.manifest]?.sha256?.hex,
            bundleID: facts.manifest.content?.bundle.text,
            producer: facts.manifest.content.map { "\($0.producerName) \($0.producerVersion)" },
            organisation: genesis.map { "\($0.organisation), \($0.site)" }, export: export,
            memberCount: facts.frame.members.count)
    }

    private var export: ExportLine? {
        guard let export = facts.exports().first(where: { $0.request != nil }),
            let request = export.request
        else { return nil }
        let approver = export.approval.map { approval in
            "\(approval.statement.printedName) (\(approval.statement.personId))"
        }
        let requester = export.requester.map { "\($0.printedName) (\($0.personId))" }
        return ExportLine(
            exportID: request.exportId, purpose: request.purpose,
            requester: requester ?? request.requester, recipient: request.recipient,
            approver: approver, query: query(request.query, in: export.log))
    }

    private func query(_ query: ExportQuery, in label: String) -> String {
        var parts: [String] = []
        if let project = query.project {
            let name = facts.log(label)?.bodies(ProjectBody.self).last { $0.body.label == project }
            parts.append("project \(name?.body.name ?? project)")
        }
        if !query.datasets.isEmpty { parts.append("datasets \(Wording.list(query.datasets))") }
        if !query.persons.isEmpty { parts.append("persons \(Wording.list(query.persons))") }
        if let from = query.from { parts.append("from \(from.secondsText)") }
        if let to = query.to { parts.append("to \(to.secondsText)") }
        if !query.records.isEmpty {
            parts.append("records \(Wording.list(query.records.map(String.init)))")
        }
        return parts.isEmpty ? "the whole log" : parts.joined(separator: "; ")
    }

    private var basis: ReportBasis {
        ReportBasis(
            program: input.program,
            ruleSetSHA256: Catalogue.sha256.hex,
            profile: context.profile.name, profileSHA256: context.profile.sha256.hex,
            judgedAt: context.at.secondsText, judgedAtWasGiven: input.atWasGiven,
            anchors: context.trust.lines)
    }
}
