package import Findings
package import RecordLog
import Records

/// Bundles that are judged in one run: what they say of each other.
///
/// Every pair is compared, log by log; bundles that share no log and continue none have nothing to say
/// of each other.
package enum BundleSeries {
    /// Compares every pair of bundles.
    ///
    /// - Parameter histories: In the order in which the bundles were given.
    /// - Returns: The comparisons in that order, and a portable proof of each fork.
    package static func compare(
        _ histories: [BundleHistory]
    ) -> (comparisons: [BundleComparison], forks: [ForkProof]) {
        var comparisons: [BundleComparison] = []
        var forks: [ForkProof] = []
        for (index, first) in histories.enumerated() {
            for second in histories.dropFirst(index + 1) {
                for (one, other) in sharedLogs(first, second) {
                    let (comparison, proof) = LogComparison(
                        first: (first.fileName, one), second: (second.fileName, other)
                    ).compare()
                    comparisons.append(comparison)
                    if let proof, !forks.contains(proof) { forks.append(proof) }
                }
                comparisons += successions(from: first, to: second)
                comparisons += successions(from: second, to: first)
            }
        }
        return (comparisons, forks)
    }

    private static func sharedLogs(
        _ first: BundleHistory, _ second: BundleHistory
    ) -> [(LogHistory, LogHistory)] {
        first.logs.flatMap { one in
            second.logs.filter { $0.id == one.id }.map { (one, $0) }
        }
    }

    private static func successions(
        from earlier: BundleHistory, to later: BundleHistory
    ) -> [BundleComparison] {
        later.logs.flatMap { log -> [BundleComparison] in
            guard let stated = log.previous else { return [] }
            return earlier.logs.filter { $0.id == stated.log }.map {
                SuccessionComparison(
                    earlier: (earlier.fileName, $0), later: (later.fileName, log), stated: stated
                ).compare()
            }
        }
    }
}
