import Cryptography
import Records

/// How anybody asks the store again about a receipt: commands that only read.
///
/// They are lines for a shell, short enough for a page. Every part of a receipt is spelled with
/// characters that a shell takes as they are; the quotes are for a tilde in front.
///
/// Source: docs/formats/log.md §8.
extension ObjectLockReceipt {
    /// The lines, in the order in which they are to be run.
    package var questions: [String] {
        [
            "export AWS_ENDPOINT_URL=\(store.endpoint)",
            "export AWS_REGION=\(store.region)",
            "B=\(store.bucket)",
            "P=\"\(key.prefix)\"",
            "L=\(key.log.hex)",
            "S=\(key.sizeText)",
            "D=\(key.note.hex)",
            "K=\"$P/$L/$S-$D.note\"",
            "V=\"\(versionId)\"",
            "aws s3api get-object --bucket $B --key $K --version-id $V note.stored",
            "sha256sum note.stored",
            "aws s3api get-object-retention --bucket $B --key $K --version-id $V",
            "aws s3api list-object-versions --bucket $B --prefix $K",
            "aws s3api get-object-lock-configuration --bucket $B",
        ]
    }
}
