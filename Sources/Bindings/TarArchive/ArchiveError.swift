import CArchive
import Glibc

/// Writing or reading a tar archive failed.
package struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the failed libarchive call, or of our own check.
    package let function: String
    /// The errno value that libarchive recorded, 0 when it had none.
    package let code: Int32
    /// libarchive's message, or ours where libarchive would have kept silent.
    package let message: String
    /// The member being worked on, raw bytes.
    package let member: [UInt8]?

    init(function: String, code: Int32 = 0, message: String, member: [UInt8]? = nil) {
        self.function = function
        self.code = code
        self.message = message
        self.member = member
    }

    /// Copies what an archive handle says about its last failure.
    init(function: String, handle: OpaquePointer?, member: [UInt8]? = nil) {
        let text = handle.flatMap { archive_error_string($0) }.map { String(cString: $0) }
        let code = handle.map { archive_errno($0) } ?? ENOMEM
        // "Write error" alone doesn't tell a full disk from a failing one.
        let reason = code > 0 ? ", " + String(cString: strerror(code)) : ""
        self.init(
            function: function, code: code,
            message: (text ?? "libarchive gave no reason") + reason, member: member)
    }

    /// Whether the disk or the quota is full.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }
    /// Whether path or size don't fit a ustar header.
    package var isUnrepresentable: Bool { code == ENAMETOOLONG || code == ERANGE }

    /// The failed call, what went wrong and the member if any.
    package var description: String {
        guard let member else { return "\(function): \(message)" }
        return "\(function): \(message) (member \(String(decoding: member, as: UTF8.self)))"
    }
}
