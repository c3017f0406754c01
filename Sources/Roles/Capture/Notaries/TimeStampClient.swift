import Cryptography
import HTTPTransfer
import RecordLog
import Records

/// Brings a query to an RFC 3161 authority and its answer back.
///
/// - Parameters: the authority's URL, and the DER query.
/// - Returns: the DER answer.
package typealias TimeStampTransport = @Sendable (String, [UInt8]) throws -> [UInt8]

/// Asks an RFC 3161 authority to date a checkpoint.
package enum TimeStampClient {
    /// What an authority gave: both files of a receipt.
    struct Receipt {
        let query: [UInt8]
        let answer: [UInt8]
        let token: TimeStampToken
    }

    /// The transport over the network.
    package static let network: TimeStampTransport = { url, query in
        let response: HTTPResponse
        do {
            response = try HTTPTransfer.post(
                url: url, body: query, contentType: "application/timestamp-query",
                timeoutMilliseconds: 20_000, maximumResponseBytes: 1 << 20)
        } catch {
            throw CaptureError.notary("The time-stamp authority can't be asked: \(error).")
        }
        guard response.status == 200 else {
            throw CaptureError.notary(
                "The time-stamp authority \(url) answered with status \(response.status).")
        }
        return response.body
    }

    /// Whether a text can be an authority's address.
    package static func isAddress(_ text: String) -> Bool {
        ["http://", "https://"].contains { text.hasPrefix($0) && text.count > $0.count }
    }

    /// Asks for a token over a note and checks that the answer belongs to the question.
    ///
    /// Whether the authority is to be trusted is the auditor's business; what is checked here is
    /// what would make the receipt worthless: status, imprint, nonce and signature.
    static func ask(
        _ url: String, about note: [UInt8], random: any RandomSource,
        transport: TimeStampTransport
    ) throws -> Receipt {
        let imprint = SHA256.hash(note).bytes
        var nonce = try random.bytes(16)
        if let first = nonce.first { nonce[0] = first & 0x7f | 0x01 }
        let query = try TimeStampRequest.make(
            imprint: imprint, algorithm: .sha256, nonce: nonce, requestCertificate: true,
            policy: nil)
        let answer = try transport(url, query)
        let token: TimeStampToken
        switch TimeStampResponse.read(answer) {
        case .granted(let granted, _): token = granted
        case .refused(let status, let text):
            throw CaptureError.notary(
                "The time-stamp authority \(url) refused with status \(status): \(text).")
        case .malformed(let why):
            throw CaptureError.notary(
                "The answer of \(url) is no time-stamp response: \(why).")
        }
        let differences = token.problems(asAnswerTo: try TimeStampRequest.read(query))
        guard differences.isEmpty else {
            throw CaptureError.notary(
                "The token of \(url) answers another question: "
                    + "\(differences.map(\.text).joined(separator: "; ")).")
        }
        guard token.hasValidSignature() else {
            throw CaptureError.notary("The token of \(url) has no valid signature.")
        }
        return Receipt(query: query, answer: answer, token: token)
    }
}
