import Findings

/// The smaller parts of a report as XML.
extension XMLReport {
    static func reliance(_ line: Reliance) -> XMLTree {
        XMLTree(
            "reliance", [("id", line.id), ("shown", String(line.isShown))],
            [XMLTree("claim", text: line.claim)]
                + line.rules.map { XMLTree("restsOn", [("rule", $0.rawValue)]) }
                + line.parties.map { XMLTree("party", text: $0) }
                + (line.note.map { [XMLTree("note", text: $0)] } ?? []))
    }

    static func requirement(_ name: String, _ line: RequirementLine) -> XMLTree {
        XMLTree(
            name,
            [
                ("name", line.name), ("asks", line.text), ("reach", line.reach),
                ("standing", line.standing.rawValue),
            ],
            line.asked.map {
                XMLTree(
                    "asked", [("rule", $0.rule.rawValue), ("outcome", $0.outcome.word)])
            } + line.notAsked.map { XMLTree("notAsked", [("rule", $0.rawValue)]) })
    }

    static func certificate(_ line: CertificatePathLine) -> XMLTree {
        XMLTree(
            "certificate",
            [
                ("task", line.task), ("serial", line.serial), ("uses", String(line.uses)),
                ("asOf", line.judgedAt), ("timeProved", String(line.isTimeProved)),
                ("reachesAnchor", String(line.reachesAnchor)), ("standing", line.standing),
            ],
            [place(line.place)]
                + line.path.map {
                    XMLTree(
                        "step",
                        [
                            ("subject", $0.subject), ("sha256", $0.sha256),
                            ("notBefore", $0.notBefore), ("notAfter", $0.notAfter),
                        ])
                })
    }

    static func validation(_ line: ValidationLine) -> XMLTree {
        let indication = ETSIIndication(line)
        return XMLTree(
            "validation",
            [
                ("kind", line.kind.rawValue), ("signer", line.signer), ("sha256", line.sha256),
                ("contentSha256", line.contentSHA256), ("signatureValue", line.signatureValue),
                ("statedTime", line.statedTime), ("provedTime", line.provedTime),
                ("reachesAnchor", String(line.reachesAnchor)),
                ("indication", indication.main.rawValue), ("subIndication", indication.sub),
            ],
            [place(line.place)]
                + line.certificates.map { XMLTree("certificate", [("sha256", $0)]) }
                + line.problems.map {
                    XMLTree("problem", [("code", $0.code), ("failure", String($0.isFailure))])
                })
    }

    static func exception(_ line: ExceptionLine) -> XMLTree {
        XMLTree(
            "exception",
            [
                ("kind", line.kind.rawValue), ("log", line.log), ("what", line.what),
                ("why", line.why),
            ])
    }

    static func policy(_ line: PolicyLine) -> XMLTree {
        XMLTree(
            "policy",
            [
                ("policyId", line.policyID), ("version", line.version), ("sha256", line.sha256),
                ("included", String(line.isIncluded)),
            ], [place(line.place)])
    }

    static func gap(_ line: GapLine) -> XMLTree {
        XMLTree(
            "gap",
            [
                ("sequence", String(line.sequence)), ("cause", line.cause), ("scope", line.scope),
                ("from", line.from), ("to", line.to), ("result", line.result),
            ])
    }

    static func epoch(_ line: EpochLine) -> XMLTree {
        XMLTree(
            "epoch",
            [
                ("number", String(line.number)), ("first", String(line.first)),
                ("last", String(line.last)), ("withheld", String(line.withheld)),
                ("firstTime", line.firstTime), ("lastTime", line.lastTime),
                ("closedBy", line.closedBy), ("codes", line.codes),
            ])
    }

    static func count(_ name: String, _ line: CountLine) -> XMLTree {
        XMLTree(name, [("name", line.name), ("records", String(line.count))])
    }

    static func file(_ line: FileLine) -> XMLTree {
        XMLTree(
            "file",
            [
                ("path", line.path), ("bytes", String(line.byteCount)), ("sha256", line.sha256),
                ("modifiedAt", line.modifiedAt), ("sequence", String(line.sequence)),
                ("standing", line.standing),
            ])
    }

    static func trail(_ line: InstrumentTrailLine) -> XMLTree {
        XMLTree(
            "instrumentTrail",
            [
                ("member", line.member), ("dataFile", line.dataFile),
                ("entries", String(line.entries)), ("newest", line.newest),
                ("closing", line.closing), ("data", line.data),
            ],
            line.users.map { XMLTree("user", text: $0) }
                + line.hosts.map { XMLTree("host", text: $0) })
    }
}
