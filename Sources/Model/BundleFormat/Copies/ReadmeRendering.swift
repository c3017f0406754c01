package import Cryptography
package import Records

/// The human-readable copy, `data/README.html`: one page without scripts or outside references.
///
/// A pure function of the records, the site policy and this template. The bundle's name decides only
/// which files stand under their digest; it is not printed.
///
/// Source: docs/formats/bundle.md §10; 21 CFR 11.10(b), 11.50(b).
package struct ReadmeRendering {
    /// The name of this template in an export request.
    package static let template = "readme/1"

    let logs: [any RecordCopySource]
    let policies: [Digest: SitePolicy]
    let bundle: BundleID
    private let memberPaths: [MemberPath]?

    /// Takes what the page is made of.
    ///
    /// - Parameters:
    ///   - logs: The logs of the bundle in any order.
    ///   - policies: The site policies by the digest of their files.
    ///   - bundle: The bundle's name.
    ///   - memberPaths: The member of each file of the newest versions, in order of log id and
    ///     version, where somebody has named them already.
    package init(
        logs: [any RecordCopySource], policies: [Digest: SitePolicy], bundle: BundleID,
        memberPaths: [MemberPath]? = nil
    ) {
        self.logs = logs.sorted { $0.logID < $1.logID }
        self.policies = policies
        self.bundle = bundle
        self.memberPaths = memberPaths
    }

    /// Hands out the page in pieces of some 64 KiB.
    ///
    /// Walks each log once, and its first records a second time; keeps signatures and the state of datasets in memory, not the records.
    ///
    /// - Throws: What `sink` throws, and what reading the records throws.
    package func write(to sink: ([UInt8]) throws -> Void) throws {
        let summaries = try logs.enumerated().map { index, log in
            try log.summary(isFirst: index == 0)
        }
        var html = HTML()
        ReadmeFrame.begin(&html)
        for summary in summaries {
            ReadmeExport(summary: summary).write(&html)
            ReadmeSignatures(summary: summary).write(&html)
            try html.flush(to: sink)
        }
        try ReadmeDatasets(summaries: summaries, bundle: bundle, known: memberPaths)
            .write(&html, to: sink)
        for summary in summaries {
            ReadmeWithheld(summary: summary).write(&html)
            ReadmePolicy(policy: summary.policy.flatMap { policies[$0] }, summary: summary)
                .write(&html)
        }
        for (source, summary) in zip(logs, summaries) {
            try ReadmeRecords(source: source, summary: summary).write(&html, to: sink)
        }
        ReadmeFrame.end(&html)
        try html.flush(above: 0, to: sink)
    }

    /// The whole page at once.
    ///
    /// - Throws: What reading the records throws.
    package func page() throws -> [UInt8] {
        var page: [UInt8] = []
        try write { page += $0 }
        return page
    }
}
