package import HTTPTransfer
import RecordLog
import Records

/// How requests reach a store; what it throws means that no answer came.
package typealias ObjectStoreTransport = @Sendable (HTTPRequest) throws -> HTTPResponse

/// No answer came: whether the store has done what it was asked is unknown.
struct StoreSilence: Error {
    let text: String
}

/// An answer of a store, whatever its status.
struct StoreReply {
    let status: Int
    let body: [UInt8]
    let answer: StoreAnswer?
    let response: HTTPResponse

    /// Status and the store's own word, for a message.
    var sentence: String {
        StoreWords.errorCode(body).map { "\(status) \($0)" } ?? "\(status)"
    }
}

/// Asks one bucket.
struct StoreClient {
    let store: ObjectStore
    let credentials: StoreCredentials
    let clock: any TimeSource
    let transport: ObjectStoreTransport

    /// The transport over the network.
    static let network: ObjectStoreTransport = { request in
        try HTTPTransfer.send(
            request, timeoutMilliseconds: 20_000, maximumResponseBytes: StoreXML.maximumByteCount)
    }

    /// Sends a request to the bucket or to an object in it.
    ///
    /// - Parameters:
    ///   - operation: What an answer is called in a receipt.
    ///   - key: The object; nil for the bucket.
    /// - Throws: `StoreSilence` where no answer came.
    func send(
        _ method: HTTPRequest.Method, _ key: String? = nil, as operation: StoreAnswer.Operation?,
        query: [(name: String, value: String)] = [],
        fields: [(name: String, value: String)] = [], body: [UInt8] = []
    ) throws(StoreSilence) -> StoreReply {
        let path = "/\(store.bucket)" + (key.map { "/\($0)" } ?? "")
        let request = StoreRequest(
            method.rawValue, path: path, query: query, fields: fields, body: body)
        let signature = RequestSignature(
            accessKey: credentials.accessKey, secret: credentials.secret, region: store.region)
        let signed = signature.fields(
            for: request, host: store.authority, moment: Self.moment(clock.now().utc))
        let search = request.escapedQuery
        let url = store.endpoint + request.escapedPath + (search.isEmpty ? "" : "?\(search)")
        let response: HTTPResponse
        do {
            response = try transport(
                HTTPRequest(
                    method, url: url, fields: signed.map { HTTPField($0.name, $0.value) },
                    body: body))
        } catch {
            throw StoreSilence(text: "\(error)")
        }
        return StoreReply(
            status: response.status, body: response.body,
            answer: operation.flatMap { Self.answer(response, to: $0) }, response: response)
    }

    /// What a receipt keeps of an answer; nil where the answer has no date.
    private static func answer(
        _ response: HTTPResponse, to operation: StoreAnswer.Operation
    ) -> StoreAnswer? {
        guard let date = response.value(of: "date").flatMap({ StoreWords.date($0) }) else {
            return nil
        }
        func kept(_ name: String) -> String? {
            response.value(of: name).flatMap { StoreAnswer.isHeaderText($0) ? $0 : nil }
        }
        return StoreAnswer(
            operation: operation, date: date, requestId: kept("x-amz-request-id"),
            hostId: kept("x-amz-id-2"))
    }

    /// A time in the spelling that signatures use, `YYYYMMDDThhmmssZ`.
    static func moment(_ time: Timestamp) -> String {
        time.secondsText.filter { $0 != "-" && $0 != ":" }
    }
}
