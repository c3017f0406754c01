package import Cryptography
import LinuxFiles
import RecordLog

/// The file that holds a log's master secret for its custodian.
package enum CustodianFile {
    /// The file's name in the folder that the custodian takes away.
    package static let name = "custodian.p7m"
    /// The name of the custodian's key, when `init` made one.
    package static let keyName = "custodian.p8"
    /// The name of the custodian's certificate.
    package static let certificateName = "custodian.pem"

    /// Opens a custodian file.
    ///
    /// What comes out of an envelope may be garbage that happens to decode, so the caller checks
    /// it against the calendar.
    ///
    /// - Throws: `CaptureError.refused` when the key or password doesn't open it.
    package static func open(
        _ envelope: [UInt8], key: PrivateKey, certificate: Certificate
    ) throws(CaptureError) -> SecretBytes {
        let secret: SecretBytes
        do { secret = try Envelope.open(envelope, key: key, certificate: certificate) } catch {
            throw .refused("The custodian file doesn't open with this key.")
        }
        guard secret.count == Digest.byteCount else {
            throw .refused("The custodian file doesn't hold the secret of a log.")
        }
        return secret
    }

    /// The code that a custodian reads out to show that the file opens, 32 hex digits.
    ///
    /// - Parameters:
    ///   - secret: S_0 as it came out of the file.
    ///   - logID: The log.
    package static func confirmationCode(_ secret: SecretBytes, log logID: Digest) -> String {
        Hex.encode(CustodyConfirmation.code(secret, log: logID))
    }
}
