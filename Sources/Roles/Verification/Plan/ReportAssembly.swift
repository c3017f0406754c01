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
        return Report(
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
    }

    // MARK: - What was judged, and by what

    private var subject: ReportSubject {
        let genesis = facts.logs.lazy.compactMap(\.genesis).first
        return ReportSubject(
            fileName: input.fileName, byteCount: facts.frame.byteCount,
            sha256: facts.frame.sha256?.hex, bundleID: facts.manifest.content?.bundle.text,
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

    // MARK: - What was covered

    private func coverage(_ log: LogFacts) -> LogCoverage {
        let isKeyed = log.keys.state == .calendarHolds
        let held = log.epochs.reduce(UInt64(0)) { sum, epoch in
            guard isKeyed, let codes = epoch.codes else { return sum }
            return sum &+ (codes.checked - min(codes.checked, codes.mismatches))
        }
        let covered = min(context.provedSize(of: log.label), log.table.count)
        return LogCoverage(
            logID: log.logID?.hex ?? log.label, recordCount: log.table.count,
            withheldCount: log.withheldCount, recomputedCodes: held,
            epochCount: UInt64(log.epochs.count), unclosedEpochs: unclosed(log), gaps: gaps(log),
            custody: log.genesis?.custody.rawValue ?? "unknown",
            receipts: (context.receipts[log.label] ?? []).map(\.line),
            unwitnessedTail: log.table.count - covered)
    }

    private func unclosed(_ log: LogFacts) -> [String] {
        log.epochs.indices.filter { !log.epochs[$0].isClosed }.map { index in
            let epoch = log.epochs[index]
            let next = index + 1 < log.epochs.count ? log.epochs[index + 1] : nil
            guard let recovery = next?.open?.recovery else {
                return "epoch \(epoch.number), ends with record \(epoch.last)"
            }
            return "epoch \(epoch.number), nothing known from \(recovery.time.secondsText) "
                + "(record \(recovery.seq)) to \(recovery.startedAt.secondsText)"
        }
    }

    private func gaps(_ log: LogFacts) -> [String] {
        log.bodies(GapBody.self).map { seq, gap in
            let scope = gap.scope.map { ", \($0)" } ?? ""
            let result =
                gap.result.map { found in
                    "; found afterwards: \(found.created) new, \(found.modified) changed, "
                        + "\(found.deleted) gone"
                } ?? ""
            return "record \(seq): \(gap.cause)\(scope), \(gap.from.secondsText) to "
                + "\(gap.to.secondsText)\(result)"
        }
    }

    // MARK: - Datasets

    private var datasets: [DatasetLine] {
        facts.logs.flatMap { log in
            log.datasets.newestVersions.map { version in
                let body = version.body
                return DatasetLine(
                    place: Place(member: log.member, log: log.label, sequence: version.sequence),
                    datasetID: body.dataset.id, kind: body.dataset.kind,
                    path: body.pathText ?? body.path, version: body.dataset.version,
                    fileCount: body.fileCount, byteCount: body.byteCount,
                    state: body.dataset.state.rawValue,
                    instrumentTrail: trail(of: body.dataset.id, in: log.label))
            }
        }
    }

    /// What the trails of a dataset came to, the worst first; nil where there is none.
    private func trail(of dataset: String, in label: String) -> String? {
        let trails = facts.instrumentTrails.filter { $0.dataset == dataset && $0.log == label }
        guard !trails.isEmpty else { return nil }
        if trails.contains(where: { $0.closing == .differs }) { return "its own trail was altered" }
        if trails.contains(where: { $0.data == .differs }) {
            return "raw data differ from its own trail"
        }
        if trails.contains(where: { $0.data == .same || $0.data == .sameByteSwapped }) {
            return "raw data agree with its own trail"
        }
        return "its own trail holds"
    }
}
