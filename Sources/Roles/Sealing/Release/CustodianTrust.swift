package import Cryptography
package import RecordLog

/// What the custodian himself trusts: the witnesses and authorities whose receipts count for him.
package struct CustodianTrust: Sendable {
    /// The keys of witnesses that are not the log's own.
    package let witnesses: [VerifierKey]
    /// The roots of time-stamp authorities.
    package let authorities: [Certificate]

    /// Collects anchors.
    package init(witnesses: [VerifierKey], authorities: [Certificate]) {
        self.witnesses = witnesses
        self.authorities = authorities
    }

    /// Whether one of the receipts proves that somebody else has seen a checkpoint.
    ///
    /// A cosignature has to verify under a known witness' key; a token has to cover the note's bytes,
    /// be sound in itself and chain to a known authority at its own time.
    ///
    /// Source: docs/formats/log.md §8, §10; RFC 3161 §2.4.2.
    package func proves(_ checkpoint: Checkpoint, _ receipts: [ReleaseRequest.Receipt]) -> Bool {
        receipts.contains { receipt in
            if receipt.name.hasSuffix(".cosignature") {
                return isCosigned(checkpoint, receipt.bytes)
            }
            return receipt.name.hasSuffix(".tsr") && isStamped(checkpoint, receipt.bytes)
        }
    }

    private func isCosigned(_ checkpoint: Checkpoint, _ bytes: [UInt8]) -> Bool {
        guard case .success(let cosignature) = Cosignature.read(bytes) else { return false }
        return cosignature.verifiedKey(noteBody: checkpoint.noteBody, keys: witnesses) != nil
    }

    private func isStamped(_ checkpoint: Checkpoint, _ bytes: [UInt8]) -> Bool {
        guard case .granted(let token, _) = TimeStampResponse.read(bytes), token.problems.isEmpty,
            token.hasValidSignature(), let signer = token.signer,
            token.imprintAlgorithm.hash(checkpoint.note) == token.imprint
        else { return false }
        return CertificatePath.build(
            leaf: signer, intermediates: token.certificates, anchors: authorities,
            at: token.genTime, purpose: .timeStamping
        ).isGood
    }
}
