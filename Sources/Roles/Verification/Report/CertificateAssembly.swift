import Cryptography
import Findings
import Records

/// What the report says of the certificates that something relies on.
extension ReportAssembly {
    /// Each certificate once for each task and path, in the order in which they are relied on.
    var certificates: [CertificatePathLine] {
        var places: [[Digest]: Int] = [:]
        var lines: [CertificatePathLine] = []
        for judged in context.certificates {
            let key = judged.path.chain.map(\.sha256) + [judged.taskKey]
            let standing = standing(of: judged)
            if let place = places[key] {
                lines[place].uses += 1
                lines[place].standing = Self.worse(lines[place].standing, standing)
            } else {
                places[key] = lines.count
                lines.append(line(judged, standing))
            }
        }
        return lines
    }

    private func line(_ judged: JudgedCertificate, _ standing: String) -> CertificatePathLine {
        let used = judged.used
        let chain = judged.path.chain.isEmpty ? [used.certificate] : judged.path.chain
        return CertificatePathLine(
            place: used.place, task: used.task.rawValue, serial: used.certificate.serial, uses: 1,
            judgedAt: used.provedTime?.secondsText ?? timeOfJudgement,
            isTimeProved: used.provedTime != nil, reachesAnchor: judged.path.reachesAnchor,
            standing: standing,
            path: chain.map {
                CertificateStep(
                    subject: $0.subject, sha256: $0.sha256.hex,
                    notBefore: Timestamp(unixSeconds: $0.notBefore).secondsText,
                    notAfter: Timestamp(unixSeconds: $0.notAfter).secondsText)
            })
    }

    /// The time of the judgement in words: one read from a clock may stand in the run's part only.
    private var timeOfJudgement: String {
        input.atWasGiven || context.effectiveTime != context.at
            ? context.effectiveTime.secondsText : "the time of the judgement"
    }

    private func standing(of judged: JudgedCertificate) -> String {
        let findings =
            judged.pathFindings(context.trust) + judged.findings(of: "PKI-002")
            + judged.findings(of: "PKI-003")
        if findings.contains(where: { $0.effect == .failure }) { return "fails" }
        return findings.contains { $0.effect == .openQuestion } ? "open" : "holds"
    }

    private static func worse(_ left: String, _ right: String) -> String {
        for word in ["fails", "open"] where left == word || right == word { return word }
        return "holds"
    }
}

extension JudgedCertificate {
    /// The task as something to tell uses of one path apart by.
    fileprivate var taskKey: Digest { SHA256.hash(Array(used.task.rawValue.utf8)) }
}
