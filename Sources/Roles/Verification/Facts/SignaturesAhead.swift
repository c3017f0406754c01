import BundleFormat
import Cryptography
import RecordLog

/// Checks the signatures of receipts before anybody judges them, so that it happens on all cores.
///
/// Nothing is said of them here. Each is checked once in a process, and whoever judges a receipt finds
/// the answer.
struct SignaturesAhead: Sendable {
    let trust: Trust
    /// Where authorities may lie that are not in a token itself.
    let certificates: [Certificate]

    /// Checks the receipts beside a checkpoint.
    func check(_ checkpoint: CheckpointFacts) {
        guard let note = checkpoint.checkpoint else { return }
        for file in checkpoint.cosignatures {
            guard case .success(let cosignature) = Cosignature.read(file.bytes),
                let anchor = trust.anchor(for: cosignature)
            else { continue }
            _ = cosignature.isValid(noteBody: note.noteBody, key: anchor.key)
        }
        for stamp in checkpoint.timeStamps {
            guard let bytes = stamp.response?.bytes,
                case .granted(let token, _) = TimeStampResponse.read(
                    bytes, certificates: certificates)
            else { continue }
            _ = token.hasValidSignature()
        }
    }
}
