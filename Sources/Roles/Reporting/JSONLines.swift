import CanonicalJSON
import Findings

/// The smaller parts of a report as JSON.
extension JSONReport {
    static func reliance(_ line: Reliance) -> JSONObject {
        JSONObject([
            ("id", text(line.id)), ("claim", text(line.claim)), ("shown", .boolean(line.isShown)),
            ("rules", .array(line.rules.map { text($0.rawValue) })),
            ("parties", .array(line.parties.map(text))), ("note", text(line.note)),
        ])
    }

    static func requirement(_ line: RequirementLine) -> JSONObject {
        JSONObject([
            ("name", text(line.name)), ("asks", text(line.text)), ("reach", text(line.reach)),
            ("standing", text(line.standing.rawValue)),
            (
                "rules",
                list(line.asked) {
                    JSONObject([
                        ("rule", text($0.rule.rawValue)), ("outcome", text($0.outcome.word)),
                    ])
                }
            ),
            ("rulesNotAsked", .array(line.notAsked.map { text($0.rawValue) })),
        ])
    }

    static func certificate(_ line: CertificatePathLine) -> JSONObject {
        JSONObject([
            ("place", .object(place(line.place))), ("task", text(line.task)),
            ("serial", text(line.serial)), ("uses", number(line.uses)),
            ("asOf", text(line.judgedAt)), ("timeProved", .boolean(line.isTimeProved)),
            ("reachesAnchor", .boolean(line.reachesAnchor)), ("standing", text(line.standing)),
            (
                "path",
                list(line.path) {
                    JSONObject([
                        ("subject", text($0.subject)), ("sha256", text($0.sha256)),
                        ("notBefore", text($0.notBefore)), ("notAfter", text($0.notAfter)),
                    ])
                }
            ),
        ])
    }

    static func validation(_ line: ValidationLine) -> JSONObject {
        let indication = ETSIIndication(line)
        return JSONObject([
            ("kind", text(line.kind.rawValue)), ("place", .object(place(line.place))),
            ("signer", text(line.signer)), ("sha256", text(line.sha256)),
            ("contentSha256", text(line.contentSHA256)),
            ("signatureValue", text(line.signatureValue)), ("statedTime", text(line.statedTime)),
            ("provedTime", text(line.provedTime)),
            ("certificates", .array(line.certificates.map(text))),
            ("reachesAnchor", .boolean(line.reachesAnchor)),
            ("indication", text(indication.main.rawValue)),
            ("subIndication", text(indication.sub)),
            (
                "problems",
                list(line.problems) {
                    JSONObject([("code", text($0.code)), ("failure", .boolean($0.isFailure))])
                }
            ),
        ])
    }

    static func exception(_ line: ExceptionLine) -> JSONObject {
        JSONObject([
            ("kind", text(line.kind.rawValue)), ("log", text(line.log)), ("what", text(line.what)),
            ("why", text(line.why)),
        ])
    }

    static func policy(_ line: PolicyLine) -> JSONObject {
        JSONObject([
            ("place", .object(place(line.place))), ("policyId", text(line.policyID)),
            ("version", text(line.version)), ("sha256", text(line.sha256)),
            ("included", .boolean(line.isIncluded)),
        ])
    }

    static func gap(_ line: GapLine) -> JSONObject {
        JSONObject([
            ("sequence", number(line.sequence)), ("cause", text(line.cause)),
            ("scope", text(line.scope)), ("from", text(line.from)), ("to", text(line.to)),
            ("result", text(line.result)),
        ])
    }

    static func epoch(_ line: EpochLine) -> JSONObject {
        JSONObject([
            ("number", number(line.number)), ("first", number(line.first)),
            ("last", number(line.last)), ("withheld", number(line.withheld)),
            ("firstTime", text(line.firstTime)), ("lastTime", text(line.lastTime)),
            ("closedBy", text(line.closedBy)), ("codes", text(line.codes)),
        ])
    }

    static func count(_ line: CountLine) -> JSONObject {
        JSONObject([("name", text(line.name)), ("records", number(line.count))])
    }

    static func file(_ line: FileLine) -> JSONObject {
        JSONObject([
            ("path", text(line.path)), ("bytes", number(line.byteCount)),
            ("sha256", text(line.sha256)), ("modifiedAt", text(line.modifiedAt)),
            ("sequence", number(line.sequence)), ("standing", text(line.standing)),
        ])
    }

    static func trail(_ line: InstrumentTrailLine) -> JSONObject {
        JSONObject([
            ("member", text(line.member)), ("dataFile", text(line.dataFile)),
            ("entries", number(line.entries)), ("newest", text(line.newest)),
            ("users", .array(line.users.map(text))), ("hosts", .array(line.hosts.map(text))),
            ("closing", text(line.closing)), ("data", text(line.data)),
        ])
    }
}
