import Findings

/// What was verified and what was not shown.
enum FirstPage {
    static func sections(of report: Report) -> [Section] {
        var sections = [
            Section("verified", "What was verified", [.paragraph(verified(report))])
        ]
        let first = report.statements.filter(\.standsInFront)
        if !first.isEmpty {
            sections.append(
                Section("not-shown", "What this does not show", notShown(first, report)))
        }
        if !report.reliances.isEmpty {
            sections.append(
                Section(
                    "reliance", "Who would have to act together to make it false",
                    [.reliances(report.reliances)]))
        }
        if let endurance = report.endurance {
            sections.append(Section("until", "Until when", until(endurance)))
        }
        return sections
    }

    private static func notShown(_ first: [Statement], _ report: Report) -> [Item] {
        let others = report.statements.count - first.count
        let withheld = report.logs.reduce(UInt64(0)) { $0 &+ $1.withheldCount }
        let hidden: [Item] =
            withheld == 0
            ? []
            : [
                .paragraph(
                    "\(Wording.count(withheld, "record")) \(withheld == 1 ? "is" : "are") withheld: "
                        + "that they are there is proved, what they say is not shown.")
            ]
        return hidden + [.statements(first)]
            + (others > 0
                ? [
                    .paragraph(
                        "\(Wording.count(others, "standing sentence")) on what a report of this kind "
                            + "does and does not say \(others == 1 ? "stands" : "stand") at its end."
                    )
                ] : [])
    }

    private static func until(_ endurance: Endurance) -> [Item] {
        let ends = endurance.ends.map { Fact($0.rule.rawValue, EndurancePhrases.end($0)) }
        return [.paragraph(EndurancePhrases.sentence(endurance))]
            + (EndurancePhrases.advice(endurance).map { [.paragraph($0)] } ?? [])
            + (ends.isEmpty ? [] : [.heading("What ends then"), .facts(ends)])
    }

    private static func verified(_ report: Report) -> String {
        let sentences = [
            subject(report.subject), report.subject.export.map(export), content(report),
            basis(report.basis),
        ]
        return sentences.compactMap { $0 }.joined(separator: " ")
    }

    private static func subject(_ subject: ReportSubject) -> String {
        var text = "The file \(subject.fileName) (\(Wording.count(subject.byteCount, "byte")), "
        text += Wording.count(subject.memberCount, "member") + ")"
        if let bundle = subject.bundleID { text += " calls itself bundle \(bundle)" }
        if let organisation = subject.organisation { text += " of \(organisation)" }
        if let producer = subject.producer { text += ", made with \(producer)" }
        return text + "."
    }

    private static func export(_ export: ExportLine) -> String {
        "It answers export \(export.exportID) (\(export.query)), asked for by "
            + "\(export.requester) for \(export.recipient), purpose: \(export.purpose); "
            + (export.approver.map { "approved by \($0)." } ?? "no approval was found.")
    }

    private static func content(_ report: Report) -> String {
        if report.logs.isEmpty { return "No log could be read in it." }
        let records = report.logs.reduce(UInt64(0)) { $0 &+ $1.recordCount }
        let withheld = report.logs.reduce(UInt64(0)) { $0 &+ $1.withheldCount }
        let codes = report.logs.reduce(UInt64(0)) { $0 &+ $1.recomputedCodes }
        let files = report.datasets.reduce(UInt64(0)) { $0 &+ $1.fileCount }
        let receipts = report.logs.flatMap(\.receipts).count { $0.standing == "proved" }
        return "It holds \(Wording.count(report.logs.count, "log")) with "
            + "\(Wording.count(records, "record")), \(Wording.number(withheld)) of them withheld; "
            + "\(Wording.count(codes, "code")) were recomputed with disclosed keys and "
            + "\(Wording.count(receipts, "receipt")) "
            + "\(receipts == 1 ? "counts" : "count") as proved. It shows "
            + "\(Wording.count(report.signatures.count, "electronic signature")) and "
            + "\(Wording.count(report.datasets.count, "dataset")) of "
            + "\(Wording.count(files, "file"))."
    }

    private static func basis(_ basis: ReportBasis) -> String {
        // A time read from the machine's clock stands in the run block only.
        "It was judged by profile \(basis.profile)"
            + (basis.judgedAtWasGiven ? " for \(basis.judgedAt)" : "") + ", trusting "
            + (basis.anchors.isEmpty
                ? "no anchor at all."
                : Wording.count(basis.anchors.count, "anchor")
                    + " that the auditor brought and none that the bundle brought.")
    }
}

extension Statement {
    /// Whether a reader needs it on the first page: what holds for every report alike stands at the end.
    var standsInFront: Bool {
        ["W-01", "W-04", "W-15"].contains(id)
            || (id.hasPrefix("L-") && !["L-03", "L-07"].contains(id))
    }
}

extension Reliance {
    /// Who would have to act, as the end of a sentence.
    var who: String {
        let all = parties.joined(separator: "; and ")
        if !isShown { return "Not shown here: it rests on the word of \(all)." }
        return parties.count == 1
            ? "Only \(all) can make it false." : "Only together can these make it false: \(all)."
    }
}
