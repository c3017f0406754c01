import CCurl

/// An answer from a server.
package struct HTTPResponse: Hashable, Sendable {
    /// The HTTP status, such as 200.
    package let status: Int
    /// The Content-Type field, nil when there is none.
    package let contentType: String?
    /// The body.
    package let body: [UInt8]
    /// The fields of its head in order, names in lower case, values without blanks around them.
    package let fields: [HTTPField]

    /// Makes an answer of its parts.
    package init(
        status: Int, contentType: String?, body: [UInt8], fields: [HTTPField] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.fields = fields
    }

    /// The first value of a field; nil where there is none.
    package func value(of name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// Sends requests over HTTP.
///
/// No redirects, no cookies, no `.netrc`, and no proxy unless the caller names one: the
/// environment has no say. TLS certificates are checked against the system's authorities.
package enum HTTPTransfer {
    /// A scheme that a URL may have.
    package enum Scheme: String, Hashable, Sendable {
        /// Without TLS, and with it.
        case http, https
    }

    /// Posts a body and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - url: Absolute URL.
    ///   - body: Sent as it is.
    ///   - contentType: Such as `application/timestamp-query`; printable ASCII.
    ///   - timeoutMilliseconds: For everything together, at least 1.
    ///   - maximumResponseBytes: Longest accepted body.
    ///   - schemes: What the URL's scheme may be.
    ///   - proxy: URL of a proxy, nil for none.
    /// - Returns: The answer, whatever its status.
    package static func post(
        url: String, body: [UInt8], contentType: String, timeoutMilliseconds: Int,
        maximumResponseBytes: Int, schemes: Set<Scheme> = [.http, .https], proxy: String? = nil
    ) throws(HTTPError) -> HTTPResponse {
        let transfer = try Transfer(url: url, limit: maximumResponseBytes)
        try transfer.set(CURLOPT_PROTOCOLS_STR, schemes.map(\.rawValue).sorted())
        try transfer.set(CURLOPT_TIMEOUT_MS, max(1, timeoutMilliseconds))
        try transfer.set(CURLOPT_PROXY, proxy ?? "")
        try transfer.setFields([HTTPField("Content-Type", contentType)])
        try transfer.setBody(body)
        return try transfer.perform()
    }

    /// Sends a request as it stands and waits for the whole answer.
    ///
    /// The path and the query go out as they are written.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - timeoutMilliseconds: For everything together, at least 1.
    ///   - maximumResponseBytes: Longest accepted body.
    ///   - proxy: URL of a proxy, nil for none.
    /// - Returns: The answer, whatever its status.
    package static func send(
        _ request: HTTPRequest, timeoutMilliseconds: Int, maximumResponseBytes: Int,
        proxy: String? = nil
    ) throws(HTTPError) -> HTTPResponse {
        let transfer = try Transfer(url: request.url, limit: maximumResponseBytes)
        try transfer.set(CURLOPT_PROTOCOLS_STR, ["http", "https"])
        try transfer.set(CURLOPT_PATH_AS_IS, 1)
        try transfer.set(CURLOPT_TIMEOUT_MS, max(1, timeoutMilliseconds))
        try transfer.set(CURLOPT_PROXY, proxy ?? "")
        try transfer.setFields(request.fields)
        switch request.method {
        case .get: try transfer.set(CURLOPT_HTTPGET, 1)
        case .head: try transfer.set(CURLOPT_NOBODY, 1)
        case .put:
            try transfer.setBody(request.body)
            try transfer.set(CURLOPT_CUSTOMREQUEST, "PUT")
        case .delete: try transfer.set(CURLOPT_CUSTOMREQUEST, "DELETE")
        }
        return try transfer.perform()
    }
}

/// One transfer.
///
/// Owns an easy handle, a header list, an error buffer and a collector; `deinit` frees them.
private final class Transfer {
    private let url: String
    private let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private let collector: Collector
    private let head = Collector(limit: 1 << 16)
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// Done once for the process, before the first handle.
    private static let globalCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init(url: String, limit: Int) throws(HTTPError) {
        guard Self.globalCode == CURLE_OK, let handle = curl_easy_init() else {
            throw HTTPError(
                url: url, code: CURLE_FAILED_INIT.rawValue, message: "libcurl can't start")
        }
        self.url = url
        self.handle = handle
        collector = Collector(limit: limit)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText))
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw error(CURLE_URL_MALFORMAT, "the URL has characters that must be escaped")
        }
        try check(ccurl_set_text(handle, CURLOPT_URL, url))
        // Without this libcurl may use signals, which don't go with threads.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try check(ccurl_set_text(handle, CURLOPT_USERAGENT, "TrailSeal"))
        try check(ccurl_set_receiver(handle, Collector.receive, collector.pointer))
        try check(ccurl_set_head_receiver(handle, Collector.receive, head.pointer))
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(ccurl_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(ccurl_set_text(handle, option, value))
    }

    func set(_ option: CURLoption, _ values: [String]) throws(HTTPError) {
        try set(option, values.joined(separator: ","))
    }

    func setFields(_ fields: [HTTPField]) throws(HTTPError) {
        // An empty Expect keeps libcurl from waiting for leave to send a large body.
        for line in fields.map({ "\($0.name): \($0.value)" }) + ["Expect:"] {
            guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
                throw error(CURLE_BAD_FUNCTION_ARGUMENT, "a field isn't printable ASCII")
            }
            guard let longer = curl_slist_append(headers, line) else {
                throw error(CURLE_OUT_OF_MEMORY, "no memory")
            }
            headers = longer
        }
        try check(ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headers))
    }

    func setBody(_ body: [UInt8]) throws(HTTPError) {
        try set(CURLOPT_POST, 1)
        // The size first: libcurl copies as many bytes as it says.
        try check(
            ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        try check(ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, body.isEmpty ? [0] : body))
    }

    func perform() throws(HTTPError) -> HTTPResponse {
        let code = curl_easy_perform(handle)
        for part in [head, collector] where part.isOverfull {
            throw error(
                CURLE_FILESIZE_EXCEEDED, "the answer is longer than \(part.limit) bytes")
        }
        try check(code)
        let type = ccurl_content_type(handle).map { String(cString: $0) }
        return HTTPResponse(
            status: ccurl_response_code(handle), contentType: type, body: collector.bytes,
            fields: HTTPField.read(head.bytes))
    }

    private func check(_ code: CURLcode) throws(HTTPError) {
        if code == CURLE_OK { return }
        let detail = String(cString: errorText)
        throw error(code, detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }

    private func error(_ code: CURLcode, _ message: String) -> HTTPError {
        HTTPError(url: url, code: code.rawValue, message: message)
    }
}

/// Takes a body in as it arrives, up to a limit.
private final class Collector {
    let limit: Int
    var bytes: [UInt8] = []
    var isOverfull = false

    init(limit: Int) { self.limit = limit }

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Returning less than was offered makes libcurl stop.
    static let receive: ccurl_receiver = { start, size, count, target in
        guard let start, let target else { return 0 }
        let collector = Unmanaged<Collector>.fromOpaque(target).takeUnretainedValue()
        let total = size * count
        guard total <= collector.limit - collector.bytes.count else {
            collector.isOverfull = true
            return 0
        }
        collector.bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: total))
        return total
    }
}
