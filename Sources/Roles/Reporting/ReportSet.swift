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

    /// Makes the set of its parts.
    package init(
        reports: [Report], unread: [UnreadBundle] = [], comparisons: [BundleComparison] = []
    ) {
        self.reports = reports
        self.unread = unread
        self.comparisons = comparisons
    }

    /// The worst verdict; nil when a bundle couldn't be read or none was given.
    ///
    /// Bundles that contradict each other make it FAILED, however sound each is by itself.
    package var verdict: Verdict? {
        unread.isEmpty ? (reports.map(\.verdict) + comparisons.map(\.verdict)).max() : nil
    }

    /// Bundles that contradict each other.
    var contradictions: [BundleComparison] { comparisons.filter { $0.verdict == .failed } }

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
