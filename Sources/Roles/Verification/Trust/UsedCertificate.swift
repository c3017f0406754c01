import BundleFormat
package import Cryptography
package import Findings
package import Records

/// A certificate at the place where it is relied on.
package struct UsedCertificate: Sendable {
    /// The certificate.
    package var certificate: Certificate
    /// What its key did there.
    package var task: KeyTask
    /// Where.
    package var place: Place
    /// Certificates that came with it.
    package var companions: [Certificate]
    /// When its key was used, by the word of whoever used it.
    package var claimedTime: Timestamp?
    /// By when its key had certainly been used; nil where nothing proves it.
    package var provedTime: Timestamp?
    /// A moment before which its key had certainly not been used yet; nil where nothing proves one.
    package var notUsedBefore: Timestamp?
    /// Why receipts that would have proved it count as if they weren't there.
    package var lostProofs: [String] = []

    /// The moment at which its path is judged.
    func judgedAt(_ context: JudgementContext) -> Timestamp {
        provedTime ?? context.effectiveTime
    }

    /// The certificate in words.
    var name: String {
        "the \(task.rawValue) certificate of \(certificate.commonName ?? certificate.subject)"
    }
}

extension Facts {
    /// Every certificate that something in the bundle relies on, in the order of the bundle.
    ///
    /// Authorities of time-stamps are judged with their receipts.
    func usedCertificates(in context: JudgementContext) -> [UsedCertificate] {
        var used: [UsedCertificate] = []
        if let seal = seal.closed { used.append(self.used(seal, in: context)) }
        for log in logs {
            used += logCertificates(log, in: context)
        }
        for view in context.signatures {
            if let signer = view.use(in: context) { used.append(signer) }
        }
        return used
    }

    private func used(
        _ seal: ClosedCMSSignature, in context: JudgementContext
    ) -> UsedCertificate {
        let receipt = context.sealReceipt
        var used = UsedCertificate(
            certificate: seal.signer, task: .seal, place: Place(member: MemberPath.seal.text),
            companions: seal.intermediates,
            claimedTime: Timestamp(unixSeconds: seal.signingTime))
        // The list that is sealed names the receipts, so they were there before.
        used.notUsedBefore = logs.flatMap { context.provedReceipts(of: $0.label) }
            .compactMap(\.earliest).max()
        // The log doesn't rest on the seal's date, so one of which something is open isn't used.
        if let receipt, receipt.isFirm {
            used.provedTime = receipt.latest
        } else if let covered = context.coveredSince {
            used.provedTime = covered
        } else if let receipt {
            used.lostProofs = [
                "\(receipt.notary): \(receipt.lostForce ?? "it isn't proved, see NOT-001 and PKI-003")"
            ]
        }
        return used
    }

    /// The certificates in the bundle that hold the key of a log.
    private func logCertificates(
        _ log: LogFacts, in context: JudgementContext
    ) -> [UsedCertificate] {
        guard let key = log.genesis?.logKey else { return [] }
        let claimed = log.entry(at: 0)?.time.utc
        return certificates.filter { $0.rawEd25519Key == key }.map { certificate in
            UsedCertificate(
                certificate: certificate, task: .log,
                place: Place(log: log.label, sequence: 0), companions: [], claimedTime: claimed,
                provedTime: context.provedTime(of: 0, in: log.label),
                lostProofs: context.lostProofs(of: 0, in: log.label))
        }
    }
}
