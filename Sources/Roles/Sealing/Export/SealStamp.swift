internal import Cryptography
package import Records

/// Asks a time-stamp authority: the address and the request in, the response out.
package typealias StampTransport = (_ url: String, _ request: [UInt8]) throws -> [UInt8]

/// A time-stamp authority that dates seals.
package struct SealStamp {
    private let url: String
    private let random: any RandomSource
    private let transport: StampTransport

    /// Names an authority.
    package init(url: String, random: any RandomSource, transport: @escaping StampTransport) {
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
        // The first bit is cleared and the next set, so that the number is positive and keeps its
        // length.
        var nonce = try random.bytes(16)
        if let first = nonce.first { nonce[0] = first & 0x7F | 0x40 }
        let request = try TimeStampRequest.make(
            imprint: SHA256.hash(signature.signatureValue).bytes, algorithm: .sha256,
            nonce: nonce, requestCertificate: true, policy: nil)
        let answer = try transport(url, request)
        switch TimeStampResponse.read(answer) {
        case .refused(let status, let text):
            throw SealingError.noTimeStamp("\(url) refused with status \(status): \(text)")
        case .malformed(let why):
            throw SealingError.noTimeStamp("the answer of \(url) is no response: \(why)")
        case .granted(let token, _):
            let problems = token.problems(asAnswerTo: try TimeStampRequest.read(request))
            guard problems.isEmpty, token.problems.isEmpty, token.hasValidSignature() else {
                let why = (problems.map(\.text) + token.problems).joined(separator: "; ")
                throw SealingError.noTimeStamp(
                    "the token of \(url) is not sound: \(why.isEmpty ? "bad signature" : why)")
            }
            return try ClosedCMS.addingTimeStamp(token.der, to: seal)
        }
    }
}
