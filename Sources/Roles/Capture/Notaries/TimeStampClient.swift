package import Cryptography
import HTTPTransfer
import RecordLog
import Records

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

    /// Asks for a token over a note and checks that the answer is one that can be kept.
    static func ask(
        _ url: String, about note: [UInt8], random: any RandomSource,
        transport: TimeStampTransport
    ) throws -> Receipt {
        let exchange = try TimeStampExchange(
            over: note, randomBytes: random.bytes(TimeStampExchange.nonceByteCount))
        let query = exchange.request.der
        let answer = try transport(url, query)
        do throws(TimeStampRefusal) {
            return Receipt(query: query, answer: answer, token: try exchange.token(in: answer))
        } catch {
            throw CaptureError.notary("The time-stamp authority \(url) \(error).")
        }
    }
}
