import Findings

/// The report as XML that `schemas/report-1.xsd` describes.
///
/// Source: docs/formats/report.md §4.
package enum XMLReport {
    /// The namespace of every element.
    package static let namespace = "urn:trailseal:report:1"

    /// The bytes of the document.
    ///
    /// - Throws: `RenderingError` when the XML library has no memory left.
    package static func render(_ set: ReportSet) throws(RenderingError) -> [UInt8] {
        try tree(set).document(namespace: namespace)
    }

    static func tree(_ set: ReportSet) -> XMLTree {
        XMLTree(
            "reports",
            [("version", "1"), ("verdict", set.verdictWord)],
            set.reports.map(report)
                + set.unread.map {
                    XMLTree("unread", [("fileName", $0.fileName), ("reason", $0.reason)])
                } + set.comparisons.map(comparison) + (set.notebook.map { [notebook($0)] } ?? []))
    }

    private static func notebook(_ notebook: NotebookComparison) -> XMLTree {
        XMLTree(
            "notebook",
            [
                ("tail", notebook.tail), ("lines", String(notebook.lineCount)),
                ("verdict", notebook.verdict.rawValue),
            ],
            notebook.visits.map { visit in
                XMLTree(
                    "visit",
                    [
                        ("bundle", visit.bundle), ("logId", visit.logID),
                        ("relation", visit.relation.rawValue),
                        ("verdict", visit.verdict.rawValue),
                        ("noted", visit.isNoted ? "true" : "false"),
                    ],
                    visit.findings.map(finding)
                        + ResultReason.all(of: visit.findings).map(reason))
            })
    }

    private static func comparison(_ comparison: BundleComparison) -> XMLTree {
        XMLTree(
            "comparison",
            [
                ("first", comparison.first), ("second", comparison.second),
                ("logId", comparison.logID), ("relation", comparison.relation.rawValue),
                ("verdict", comparison.verdict.rawValue),
            ],
            comparison.findings.map(finding)
                + ResultReason.all(of: comparison.findings).map(reason))
    }

    private static func report(_ report: Report) -> XMLTree {
        XMLTree(
            "report", [("verdict", report.verdict.rawValue)],
            [
                run(report.basis), XMLTree("blocks", [], report.blocks.map(block)),
            ] + (report.endurance.map { [endurance($0)] } ?? []) + [
                XMLTree("reliances", [], report.reliances.map(reliance)),
                subject(report.subject), basis(report.basis),
                XMLTree(
                    "statements", [],
                    report.statements.map { XMLTree("statement", [("id", $0.id)], text: $0.text) }),
                XMLTree("results", [], report.results.map(result)),
                XMLTree("rulesNotAsked", [], report.rulesNotAsked.map(notAsked)),
                XMLTree(
                    "part11", [],
                    Part11Table.lines(of: report).map { requirement("clauseLine", $0) }),
                XMLTree(
                    "principles", [],
                    PrincipleTable.lines(of: report).map { requirement("principle", $0) }),
                XMLTree("logs", [], report.logs.map(log)),
                XMLTree("certificates", [], report.certificates.map(certificate)),
                XMLTree("validations", [], report.validations.map(validation)),
                XMLTree("exceptions", [], report.exceptions.map(exception)),
                XMLTree("policies", [], report.policies.map(policy)),
                XMLTree("renewals", [], report.renewals.map(renewal)),
                XMLTree("signatures", [], report.signatures.map(signature)),
                XMLTree("datasets", [], report.datasets.map(dataset)),
            ])
    }

    // MARK: Parts

    private static func run(_ basis: ReportBasis) -> XMLTree {
        XMLTree(
            "run",
            [
                ("program", basis.program), ("programSha256", basis.programSHA256),
                ("judgedAt", basis.judgedAt),
                ("judgedAtWasGiven", String(basis.judgedAtWasGiven)),
            ])
    }

    private static func block(_ block: BlockVerdict) -> XMLTree {
        XMLTree(
            "block",
            [
                ("name", block.block.rawValue), ("verdict", block.verdict?.rawValue),
                ("onUnprovenData", String(block.isOnUnprovenData)),
            ])
    }

    private static func endurance(_ endurance: Endurance) -> XMLTree {
        XMLTree(
            "endurance",
            [("until", endurance.until), ("authorityEnds", endurance.authorityEnds)],
            endurance.ends.map {
                XMLTree("end", [("rule", $0.rule.rawValue)], [finding($0.finding)])
            })
    }

    private static func renewal(_ line: RenewalLine) -> XMLTree {
        XMLTree(
            "renewal",
            [
                ("name", line.name), ("notary", line.notary), ("time", line.time),
                ("standing", line.standing),
            ])
    }

    private static func subject(_ subject: ReportSubject) -> XMLTree {
        XMLTree(
            "subject",
            [
                ("fileName", subject.fileName), ("byteCount", String(subject.byteCount)),
                ("sha256", subject.sha256), ("manifestSha256", subject.manifestSHA256),
                ("bundleId", subject.bundleID),
                ("producer", subject.producer), ("organisation", subject.organisation),
                ("memberCount", String(max(0, subject.memberCount))),
            ], subject.export.map { [export($0)] } ?? [])
    }

    private static func export(_ export: ExportLine) -> XMLTree {
        XMLTree(
            "export",
            [
                ("exportId", export.exportID), ("purpose", export.purpose),
                ("requester", export.requester), ("recipient", export.recipient),
                ("approver", export.approver), ("query", export.query),
            ])
    }

    private static func basis(_ basis: ReportBasis) -> XMLTree {
        XMLTree(
            "basis",
            [
                ("profile", basis.profile), ("profileSha256", basis.profileSHA256),
                ("ruleSetSha256", basis.ruleSetSHA256),
            ],
            basis.anchors.map {
                XMLTree("anchor", [("role", $0.role), ("name", $0.name), ("sha256", $0.sha256)])
            })
    }

    private static func result(_ result: RuleResult) -> XMLTree {
        let rule = result.rule
        let clauses = rule.clauses.map {
            XMLTree(
                "clause", [("citation", $0.citation), ("strength", $0.strength.rawValue)])
        }
        return XMLTree(
            "result",
            [
                ("rule", rule.id.rawValue), ("title", rule.title),
                ("severity", rule.severity.rawValue), ("block", rule.block.rawValue),
                ("basis", rule.basis.rawValue), ("outcome", result.outcome.word),
                ("ground", result.outcome.ground), ("blockedBy", result.outcome.blocker),
                ("examined", result.examined),
                ("unlistedFindings", String(max(0, result.unlistedFindings))),
            ],
            [XMLTree("question", text: rule.question)] + clauses
                + (result.meaning.map { [XMLTree("meaning", text: $0)] } ?? [])
                + (result.reproduction.map { [XMLTree("howToCheck", text: $0)] } ?? [])
                + result.findings.map(finding) + result.reasons.map(reason))
    }

    private static func reason(_ reason: ResultReason) -> XMLTree {
        XMLTree(
            "reason", [("code", reason.code), ("effect", reason.effect.rawValue)],
            [
                XMLTree("meaning", text: reason.meaning),
                XMLTree("couldMean", text: reason.diagnosis.couldMean),
            ] + reason.diagnosis.menders.map { XMLTree("mender", text: $0.rawValue) }
                + [XMLTree("remedy", text: reason.diagnosis.remedy)])
    }

    private static func finding(_ finding: Finding) -> XMLTree {
        var children = [place(finding.place), XMLTree("sentence", text: finding.sentence)]
        if let expected = finding.expected { children.append(XMLTree("expected", text: expected)) }
        if let found = finding.found { children.append(XMLTree("found", text: found)) }
        return XMLTree(
            "finding", [("effect", finding.effect.rawValue), ("code", finding.code)], children)
    }

    static func place(_ place: Place) -> XMLTree {
        XMLTree(
            "place",
            [
                ("member", place.member), ("log", place.log),
                ("sequence", place.sequence.map { String($0) }),
                ("epoch", place.epoch.map { String($0) }),
                ("offset", place.offset.map { String($0) }),
            ])
    }

    private static func notAsked(_ entry: RuleNotAsked) -> XMLTree {
        XMLTree(
            "notAsked",
            [
                ("rule", entry.rule.id.rawValue), ("title", entry.rule.title),
                ("reason", entry.reason.rawValue),
            ])
    }

    private static func log(_ log: LogCoverage) -> XMLTree {
        XMLTree(
            "log",
            [
                ("logId", log.logID), ("records", String(log.recordCount)),
                ("withheld", String(log.withheldCount)), ("codes", String(log.recomputedCodes)),
                ("epochs", String(log.epochCount)), ("custody", log.custody),
                ("unwitnessedTail", String(log.unwitnessedTail)),
                ("unwitnessedSeconds", log.unwitnessedSeconds.map { String($0) }),
                ("firstTime", log.firstTime), ("lastTime", log.lastTime), ("host", log.host),
                ("unlisted", String(log.unlisted)),
            ],
            log.unclosedEpochs.map { XMLTree("unclosedEpoch", text: $0) }
                + log.gaps.map(gap) + log.epochs.map(epoch)
                + log.families.map { count("family", $0) }
                + log.withheldReasons.map { count("withheldReason", $0) }
                + log.hidden.map { count("hidden", $0) }
                + log.receipts.map {
                    XMLTree(
                        "receipt",
                        [
                            ("size", String($0.size)), ("notary", $0.notary), ("kind", $0.kind),
                            ("time", $0.time), ("standing", $0.standing),
                        ], $0.questions.map { XMLTree("question", text: $0) })
                })
    }

    private static func signature(_ line: SignatureLine) -> XMLTree {
        XMLTree(
            "signature",
            [
                ("printedName", line.printedName), ("userId", line.userID), ("role", line.role),
                ("meaning", line.meaning), ("signedAt", line.signedAt), ("reason", line.reason),
                ("tier", line.tier), ("valid", String(line.isValid)),
                ("witnessInterval", line.witnessInterval), ("provedBy", line.provedBy),
                ("lastReceiptBefore", line.lastReceiptBefore), ("claimedTime", line.claimedTime),
            ],
            [place(line.place)] + line.targets.map { XMLTree("target", text: $0) }
                + line.problems.map { XMLTree("problem", text: $0) })
    }

    private static func dataset(_ line: DatasetLine) -> XMLTree {
        XMLTree(
            "dataset",
            [
                ("dataset", line.datasetID), ("kind", line.kind), ("path", line.path),
                ("version", String(line.version)), ("files", String(line.fileCount)),
                ("bytes", String(line.byteCount)), ("state", line.state),
                ("instrumentTrail", line.instrumentTrail), ("recordedAt", line.recordedAt),
                ("recordedBy", line.recordedBy), ("fileEvents", String(line.fileEvents)),
                ("deletions", String(line.deletions)),
                ("unlistedFiles", String(line.unlistedFiles)),
            ], [place(line.place)] + line.files.map(file) + line.instrumentTrails.map(trail))
    }
}
