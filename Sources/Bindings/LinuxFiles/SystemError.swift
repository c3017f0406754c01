import CLinux
import Glibc

/// A system call that failed, with everything a message needs.
///
/// The text is copied when the error is made, so a later call cannot change it.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the call, such as `open`.
    package let function: String
    /// The errno value.
    package let code: Int32
    /// The path in printable form, where the call had one.
    package let path: String?
    /// The system's description of `code`, in English.
    package let text: String

    /// Makes an error from an errno value.
    ///
    /// - Parameters:
    ///   - function: Name of the failed call.
    ///   - code: The errno value.
    ///   - path: The path as given to the call, any bytes.
    package init(function: String, code: Int32, path: [UInt8]? = nil) {
        self.function = function
        self.code = code
        self.path = path.map(PathText.shown)
        self.text = String(cString: clinux_error_text(code))
    }

    /// The path if any, what went wrong and in which call.
    package var description: String {
        guard let path else { return "\(function): \(text)" }
        return "\(path): \(text) (\(function))"
    }

    /// Whether the file or a folder on its path doesn't exist.
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    /// Whether the file system takes no name of that length.
    package var isNameTooLong: Bool { code == ENAMETOOLONG }
    /// Whether something of that name exists already.
    package var isExisting: Bool { code == EEXIST || code == ENOTEMPTY }
    /// Whether the file system or the quota is full.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }
    /// Whether the permission is missing.
    package var isDenied: Bool { code == EACCES || code == EPERM || code == EROFS }
    /// Whether the reader of a pipe has gone.
    package var isBrokenPipe: Bool { code == EPIPE }
    /// Whether a file was longer than the caller's limit.
    package var isTooLarge: Bool { code == EFBIG }
}

/// Repeats a call while a signal interrupts it, and turns -1 into an error.
func retrying<Value: SignedInteger>(
    _ function: String, _ path: [UInt8]? = nil, _ call: () -> Value
) throws(SystemError) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let code = errno
        if code != EINTR { throw SystemError(function: function, code: code, path: path) }
    }
}
