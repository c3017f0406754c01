/// Brings a request to a time-stamp authority and its response back.
///
/// - Parameters: the authority's URL, and the DER request.
/// - Returns: The DER response.
package typealias TimeStampTransport = @Sendable (String, [UInt8]) throws -> [UInt8]

/// A question to a time-stamp authority, and what makes an answer worth keeping.
///
/// Whether the authority is to be trusted is the auditor's business; refused is here what no
/// auditor could rely on.
///
/// Source: RFC 3161 §2.4.
package struct TimeStampExchange: Sendable {
    /// How many random bytes a nonce takes.
    package static let nonceByteCount = 16

    /// What is sent.
    package let request: TimeStampRequest

    /// Asks to have the hash of a message dated, and for the authority's certificate.
    ///
    /// - Parameters:
    ///   - algorithm: The hash function of the imprint.
    ///   - randomBytes: `nonceByteCount` of them.
    package init(
        over message: [UInt8], by algorithm: HashAlgorithm = .sha256, randomBytes: [UInt8]
    ) throws(CryptographyError) {
        guard randomBytes.count == Self.nonceByteCount else {
            throw CryptographyError(function: "TimeStampExchange", text: "length of the nonce")
        }
        var nonce = randomBytes
        // Positive, and always of the same length.
        nonce[0] = nonce[0] & 0x7f | 0x01
        request = try .read(
            TimeStampRequest.make(
                imprint: algorithm.hash(message), algorithm: algorithm, nonce: nonce))
    }

    /// The token of a response, if it answers this request and is sound in itself.
    ///
    /// - Throws: Why the response is of no use.
    package func token(in response: [UInt8]) throws(TimeStampRefusal) -> TimeStampToken {
        switch TimeStampResponse.read(response) {
        case .refused(let status, let text): throw .refused(status: status, text: text)
        case .malformed(let why): throw .malformed(why)
        case .granted(let token, _):
            var problems = token.problems(asAnswerTo: request).map(\.text) + token.problems
            if !token.hasValidSignature() { problems.append("its signature does not hold") }
            guard problems.isEmpty else { throw .unsound(problems) }
            return token
        }
    }
}

/// Why a response of a time-stamp authority is of no use.
package enum TimeStampRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The authority said no: its status and its own words.
    case refused(status: Int, text: String)
    /// The bytes are no response.
    case malformed(String)
    /// The token answers another question, or what it says doesn't hold.
    case unsound([String])

    /// The reason as what the authority did.
    package var description: String {
        switch self {
        case .refused(let status, let text): "refused with status \(status): \(text)"
        case .malformed(let why): "answered with what is no time-stamp response: \(why)"
        case .unsound(let problems):
            "gave a token that is not sound: \(problems.joined(separator: "; "))"
        }
    }
}
