import Cryptography
import LinuxFiles

/// The access key of an object store, from a file that nobody else may read.
///
/// Two lines: the access key id, the secret access key. Neither stands in settings, on a command line,
/// in a record or in a message.
package struct StoreCredentials: Sendable {
    let accessKey: String
    let secret: SecretBytes

    /// Takes a key.
    init(accessKey: String, secret: SecretBytes) {
        self.accessKey = accessKey
        self.secret = secret
    }

    /// Reads the file.
    ///
    /// - Throws: `CaptureError.unusable` where it isn't a file of one owner, or holds something else.
    package init(reading path: String) throws {
        self = try translating {
            let file: FileDescriptor
            do throws(SystemError) {
                file = try FileDescriptor(readingRegularFile: path)
            } catch {
                throw CaptureError.unusable("The store's key can't be read: \(error).")
            }
            guard try file.status().permissions & 0o077 == 0 else {
                throw CaptureError.unusable(
                    "\(path) can be read by others; take that away with chmod 600.")
            }
            guard let credentials = Self(lines: try file.readAll(limit: 1024)) else {
                throw CaptureError.unusable(
                    "\(path) isn't two lines: the access key id and the secret access key.")
            }
            return credentials
        }
    }

    private init?(lines bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard lines.count == 2 || (lines.count == 3 && lines[2].isEmpty),
            lines[..<2].allSatisfy({ line in
                (1...256).contains(line.count) && line.allSatisfy { (0x21...0x7e).contains($0) }
            }), !lines[0].contains(UInt8(ascii: "/")), !lines[0].contains(UInt8(ascii: ","))
        else { return nil }
        self.init(
            accessKey: String(decoding: lines[0], as: UTF8.self),
            secret: SecretBytes(copying: Array(lines[1])))
    }
}
