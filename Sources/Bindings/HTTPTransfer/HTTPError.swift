import CCurl

/// A transfer that brought no answer; an answer with a bad status is no error.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The URL as the caller gave it.
    package let url: String
    /// libcurl's result code.
    package let code: UInt32
    /// libcurl's sentence, copied.
    package let message: String

    /// Whether time ran out.
    package var isTimeout: Bool { code == CURLE_OPERATION_TIMEDOUT.rawValue }
    /// Whether the answer was longer than the caller allowed.
    package var isTooLarge: Bool { code == CURLE_FILESIZE_EXCEEDED.rawValue }
    /// Whether the server couldn't be found or reached.
    package var isUnreachable: Bool {
        code == CURLE_COULDNT_RESOLVE_HOST.rawValue || code == CURLE_COULDNT_CONNECT.rawValue
            || code == CURLE_COULDNT_RESOLVE_PROXY.rawValue
    }
    /// Whether the URL can't be read or its scheme isn't allowed.
    package var isBadURL: Bool {
        code == CURLE_URL_MALFORMAT.rawValue || code == CURLE_UNSUPPORTED_PROTOCOL.rawValue
    }

    /// The URL and what went wrong.
    package var description: String { "\(url): \(message)" }
}
