import CanonicalJSON
import Cryptography
import Findings
import Records

/// A person's signature as a record shows it, with what its CMS value reads as.
struct SignatureView {
    let log: LogFacts
    let seq: UInt64
    let entry: Entry
    let body: SignatureBody
    let reading: ClosedCMSReading

    /// Every signature of the bundle that can be read, by log and sequence.
    static func all(in facts: Facts) -> [SignatureView] {
        facts.logs.flatMap { log in
            log.bodies(SignatureBody.self).compactMap { seq, body in
                log.entry(at: seq).map {
                    SignatureView(
                        log: log, seq: seq, entry: $0, body: body,
                        reading: ClosedCMS.read(body.cms))
                }
            }
        }
    }

    /// Where its record stands.
    var place: Place {
        Place(
            member: log.member, log: log.label, sequence: seq,
            epoch: log.epoch(of: seq)?.number)
    }

    var statement: SignatureStatement { body.statement }

    /// The CMS value, where it has the closed form.
    var closed: ClosedCMSSignature? {
        if case .closed(let signature) = reading { signature } else { nil }
    }

    /// The identity record of the signer in force just before the signature.
    var identity: IdentityBody? {
        log.identity(of: statement.personId, before: seq)?.body
    }

    /// Who signed what it means, for sentences.
    var name: String { "the signature of \(statement.printedName) (\(statement.meaning.code))" }

    /// The signer's certificate as something that is relied on.
    func use(in context: JudgementContext) -> UsedCertificate? {
        closed.map {
            UsedCertificate(
                certificate: $0.signer, task: .person, place: place,
                companions: $0.intermediates, claimedTime: statement.signedAt.utc,
                provedTime: context.provedTime(of: seq, in: log.label))
        }
    }

    /// Whether a record of a family may be hidden before the signature, so that absence of one
    /// shows nothing.
    func mayBeHidden(_ family: String) -> Bool {
        log.epochs.contains { epoch in
            guard epoch.first < seq else { return false }
            guard let hidden = epoch.hidden else { return epoch.withheld > 0 }
            return hidden.contains { $0.key.family == family && $0.value > 0 }
        }
    }
}
