package import Findings

/// Everything one run of the verifier said: a report per bundle, in the order given.
///
/// Source: docs/formats/report.md §1.
package struct ReportSet: Hashable, Sendable {
    /// One report for each bundle that could be read.
    package var reports: [Report]
    /// Bundles that couldn't be read.
    package var unread: [UnreadBundle]
    /// What the bundles say of each other.
    package var comparisons: [BundleComparison]
    /// What the auditor's notebook says of their logs; nil where none was brought.
    package var notebook: NotebookComparison?

    /// Makes the set of its parts.
    package init(
        reports: [Report], unread: [UnreadBundle] = [], comparisons: [BundleComparison] = [],
        notebook: NotebookComparison? = nil
    ) {
        self.reports = reports
        self.unread = unread
        self.comparisons = comparisons
        self.notebook = notebook
    }

    /// The worst verdict; nil when a bundle couldn't be read or none was given.
    ///
    /// Bundles that contradict each other, or the auditor's notebook, make it FAILED, however sound each
    /// is by itself.
    package var verdict: Verdict? {
        guard unread.isEmpty, let worst = reports.map(\.verdict).max() else { return nil }
        return (comparisons.map(\.verdict) + [notebook?.verdict ?? .passed]).reduce(worst, max)
    }

    /// Whether there is a verdict besides that of a single report.
    var hasSummary: Bool { reports.count + unread.count > 1 || notebook != nil }

    /// What all of it is about, for a heading.
    var subject: String {
        let count = reports.count + unread.count
        if count == 1 { return "The bundle and the auditor's notebook" }
        return "All \(count) bundles" + (notebook == nil ? "" : " and the auditor's notebook")
    }

    /// The same for a heading in capitals.
    var heading: String { notebook == nil ? "ALL BUNDLES" : subject.uppercased() }

    /// What keeps the verdict of the whole from being that of the bundles, each in a line.
    var disagreements: [(title: String, verdict: Verdict)] {
        comparisons.map { ($0.title, $0.verdict) }.filter { $0.1 == .failed }
            + (notebook?.visits ?? []).map { ($0.title, $0.verdict) }.filter { $0.1 != .passed }
    }

    /// The word for the verdict of the whole run, `NONE` when there is none.
    var verdictWord: String { verdict?.rawValue ?? "NONE" }
}

/// A bundle that couldn't be opened or read, and so has no verdict.
package struct UnreadBundle: Hashable, Sendable {
    /// The file's name, without its folders.
    package let fileName: String
    /// Why, in one sentence.
    package let reason: String

    /// Pairs a name with the reason.
    package init(fileName: String, reason: String) {
        self.fileName = fileName
        self.reason = reason
    }
}
