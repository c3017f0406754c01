import CCrypto

/// A failure of libcrypto, or of the way it was asked.
///
/// Broken *evidence* is never reported with this type where a caller can meet it as evidence;
/// those entries return a value that says what is wrong.
package struct CryptographyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The C function or the step of ours that failed.
    package let function: String
    /// The library's packed error code; 0 where it left none.
    package let code: UInt
    /// A sentence copied at the moment of the failure, empty if the library said nothing.
    package let text: String

    /// Makes an error of a failed function, its raw code and a text.
    package init(function: String, code: UInt = 0, text: String) {
        self.function = function
        self.code = code
        self.text = text
    }

    /// The function and what it says.
    package var description: String {
        text.isEmpty ? "\(function) failed" : "\(function): \(text)"
    }

    /// Empties this thread's error queue into one error.
    ///
    /// The oldest entry is the cause; later ones are only callers that gave up.
    static func drainingQueue(after function: String) -> CryptographyError {
        var firstCode: UInt = 0
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            if firstCode == 0 { firstCode = code }
            if texts.count < 4 { texts.append(reason(of: code)) }
        }
        return CryptographyError(
            function: function, code: firstCode, text: texts.joined(separator: "; "))
    }

    private static func reason(of code: UInt) -> String {
        guard let reason = ERR_reason_error_string(code) else { return "error \(code)" }
        return String(cString: reason)
    }
}
