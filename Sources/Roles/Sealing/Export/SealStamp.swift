package import Cryptography
package import Records

/// A time-stamp authority that dates seals.
package struct SealStamp {
    private let url: String
    private let random: any RandomSource
    private let transport: TimeStampTransport

    /// Names an authority.
    package init(
        url: String, random: any RandomSource, transport: @escaping TimeStampTransport
    ) {
        self.url = url
        self.random = random
        self.transport = transport
    }

    /// A seal with a token over its signature value.
    ///
    /// - Throws: `SealingError.noTimeStamp` when the answer isn't a sound token for this very
    ///   request, and what the transport throws.
    package func stamping(_ seal: [UInt8]) throws -> [UInt8] {
        guard case .closed(let signature) = ClosedCMS.read(seal) else {
            throw SealingError.cryptography("the seal is not in the closed form")
        }
        let exchange = try TimeStampExchange(
            over: signature.signatureValue,
            randomBytes: random.bytes(TimeStampExchange.nonceByteCount))
        let answer = try transport(url, exchange.request.der)
        let token: TimeStampToken
        do throws(TimeStampRefusal) { token = try exchange.token(in: answer) } catch {
            throw SealingError.noTimeStamp("\(url) \(error)")
        }
        // On no signed list, so a verifier would fail the seal for it.
        if let part = token.unexplainedPart() {
            throw SealingError.noTimeStamp("\(url): \(part)")
        }
        return try ClosedCMS.addingTimeStamp(token.der, to: seal)
    }
}
