import Cryptography
import Findings
import Records

/// The time that a seal's own time-stamp proves.
///
/// Source: docs/formats/bundle.md §5 (CAdES-T).
enum SealTime {
    /// The time by which the seal certainly existed; nil without a token that the auditor trusts.
    static func proved(
        of seal: ClosedCMSSignature, facts: Facts, trust: Trust, at moment: Timestamp
    ) -> Timestamp? {
        guard let receipt = judged(seal, facts: facts, trust: trust, at: moment) else { return nil }
        return receipt.standing == .proved ? receipt.latest : nil
    }

    /// The token of a seal, judged like any other receipt; nil where the seal has none.
    static func judged(
        _ seal: ClosedCMSSignature, facts: Facts, trust: Trust, at moment: Timestamp
    ) -> JudgedReceipt? {
        guard let der = seal.timeStampToken else { return nil }
        let place = Place(member: "manifest.json.p7s")
        var receipt = JudgedReceipt(
            size: 0, member: "manifest.json.p7s", sha256: SHA256.hash(der),
            notary: "the seal's time-stamp", kind: .timeStamp)
        let reading = TimeStampToken.read(
            der, certificates: seal.intermediates + facts.certificates)
        switch reading {
        case .malformed(let reason):
            receipt.fail(
                "TSA_DER", at: place, found: reason, "The seal's time-stamp can't be read.")
        case .token(let token):
            receipt.take(token)
            TokenJudge(facts: facts, trust: trust, place: place)
                .judge(token, over: seal.signatureValue, &receipt)
        }
        guard receipt.standing == .proved else { return receipt }
        return receipt.judged(at: moment, covering: facts.newestTime, place: place)
    }
}

extension Facts {
    /// The newest time of a shown record in any log; nil where none is shown.
    var newestTime: Timestamp? {
        logs.compactMap { $0.newestTime(before: $0.table.count)?.time }.max()
    }
}
