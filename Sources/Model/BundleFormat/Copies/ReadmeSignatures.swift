import Cryptography
import Records

/// The part of the page about electronic signatures: who signed what, when, and what it means.
///
/// Source: 21 CFR 11.50(b).
struct ReadmeSignatures {
    let summary: CopySummary

    /// Writes the part.
    func write(_ html: inout HTML) {
        html.markup(summary.section("signatures", "Electronic signatures"))
        if summary.signatures.isEmpty {
            html.markup("<p>No signature is shown.</p>")
        } else {
            html.tableHead(
                caption: "Signatures in the order of the log \(summary.label)",
                [
                    "Printed name", "Date and time", "Meaning", "Reason", "Role", "User id",
                    "Signed records", "Record", "Later",
                ])
            for signature in summary.signatures { write(signature, &html) }
            html.tableEnd()
        }
        html.markup("</section>\n")
    }

    private func write(_ signature: CopySummary.Signature, _ html: inout HTML) {
        let statement = signature.statement
        html.markup("<tr>")
        html.element("td", "\(statement.printedName) (\(statement.personId))")
        html.element("td", When.text(statement.signedAt))
        html.element("td", "\(statement.meaning.label) (\(statement.meaning.code))")
        html.element("td", statement.reason ?? "none given")
        html.element("td", statement.role)
        html.element("td", statement.userId)
        html.markup("<td>")
        for (index, target) in statement.targets.enumerated() {
            if index > 0 { html.markup("<br/>") }
            write(target, &html)
        }
        html.markup("</td><td>")
        RecordLink.write(signature.sequence, of: summary.label, &html)
        html.markup("</td>")
        let fate = signature.fate.map { "\($0.status): \($0.reason)" }
        html.element("td", fate.isEmpty ? "nothing recorded" : fate.joined(separator: "; "))
        html.markup("</tr>\n")
    }

    private func write(_ target: SignatureTarget, _ html: inout HTML) {
        if let log = target.log, !log.hex.hasPrefix(summary.label) {
            html.isolated("record \(target.seq) of log \(log.hex.prefix(16))")
            return
        }
        RecordLink.write(target.seq, of: summary.label, &html)
        if let title = summary.titles[target.seq] {
            html.markup(": ")
            html.isolated(title)
        }
    }
}

/// A link to a record on the same page.
enum RecordLink {
    /// The name of the place where a record stands.
    static func anchor(_ sequence: UInt64, of label: String) -> String {
        "r-\(label)-\(sequence)"
    }

    /// Writes a link; of a record that the page doesn't show, only its number.
    static func write(_ sequence: UInt64, of label: String, _ html: inout HTML) {
        guard sequence < ReadmeLimits.records else {
            html.markup("record \(sequence)")
            return
        }
        html.markup("<a href=\"#\(anchor(sequence, of: label))\">record \(sequence)</a>")
    }
}
