import BundleFormat
import Cryptography
import Findings
import Records

/// What the report says of policies, and of what the approved request keeps out of the bundle.
extension ReportAssembly {
    /// What is withheld or kept elsewhere, by the approved request of each log.
    var exceptions: [ExceptionLine] {
        facts.exports().flatMap { export -> [ExceptionLine] in
            guard let request = export.request else { return [] }
            return request.withholding.map {
                ExceptionLine(
                    kind: .withheld, log: export.log, what: $0.reason.rawValue, why: $0.what)
            }
                + request.notKeptHere.map {
                    ExceptionLine(
                        kind: .keptElsewhere, log: export.log, what: $0.family,
                        why: "\($0.location): \($0.why)")
                }
        }
    }

    /// The policies that records bring into force, at most as many as a list holds.
    var policies: [PolicyLine] {
        let all = facts.logs.flatMap { log in
            log.bodies(PolicyBody.self).map { seq, policy in
                PolicyLine(
                    place: log.place(of: seq), policyID: policy.policyId, version: policy.version,
                    sha256: policy.sha256.hex, isIncluded: facts.policies[policy.sha256] != nil)
            }
        }
        return Array(all.prefix(LogCoverage.listLimit))
    }
}
