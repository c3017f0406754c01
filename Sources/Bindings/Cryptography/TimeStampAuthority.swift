/// Answers time-stamp requests, for samples, tests and the demonstration.
///
/// Reads no clock: the time in the token is the caller's word.
///
/// Source: RFC 3161 §2.4.2.
package enum TimeStampAuthority {
    /// What the authority states beyond the time.
    package struct Terms: Sendable, Hashable {
        /// The accuracy in milliseconds; nil states none.
        package var accuracyMilliseconds: Int?
        /// Whether the authority's tokens are ordered by their times.
        package var isOrdered: Bool
        /// Whether the token holds the name of the authority.
        package var statesName: Bool

        /// Makes terms; what is left out isn't stated in the token.
        package init(
            accuracyMilliseconds: Int? = 1_000, isOrdered: Bool = false, statesName: Bool = false
        ) {
            self.accuracyMilliseconds = accuracyMilliseconds
            self.isOrdered = isOrdered
            self.statesName = statesName
        }
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: DER TimeStampReq; one that can't be read or asks for another policy is
    ///     refused in the answer.
    ///   - certificate: The authority's.
    ///   - key: The authority's key.
    ///   - chain: Authorities above it that go into the token.
    ///   - genTime: Seconds since 1970 in UTC.
    ///   - serial: The serial number of the token, big-endian.
    ///   - policy: A dotted object identifier.
    /// - Returns: DER TimeStampResp.
    /// - Throws: If the key is not the certificate's or the library fails.
    package static func respond(
        to request: [UInt8], certificate: Certificate, key: PrivateKey, chain: [Certificate],
        genTime: Int64, serial: [UInt8], policy: String, terms: Terms = Terms()
    ) throws(CryptographyError) -> [UInt8] {
        guard let request = try? TimeStampRequest.read(request) else {
            return refusal(status: 2, text: "the request is not readable")
        }
        guard let policy = OID(dotted: policy), request.policy ?? policy.dotted == policy.dotted
        else { return refusal(status: 2, text: "the policy is not offered") }
        let info = DER.sequence(
            DER.integer(1), DER.oid(policy),
            TimeStampRequest.messageImprint(request.algorithm, request.imprint),
            DER.integer(magnitude: serial), DERTime.encodeGeneralized(genTime),
            accuracy(terms), terms.isOrdered ? DER.value(DERTag.boolean, [0xff]) : [],
            request.nonce.map { DER.integer(magnitude: $0) } ?? [],
            terms.statesName ? DER.context(0, DER.context(4, certificate.subjectDER)) : [])
        let token = try token(
            over: info, certificate: certificate, key: key, chain: chain, signingTime: genTime,
            includesCertificates: request.requestsCertificate)
        return response(holding: token)
    }

    /// Signs a statement as it is, right or wrong.
    ///
    /// - Parameter info: What is to stand for TSTInfo; not looked at.
    /// - Returns: DER ContentInfo.
    package static func token(
        over info: [UInt8], certificate: Certificate, key: PrivateKey, chain: [Certificate],
        signingTime: Int64, includesCertificates: Bool = true
    ) throws(CryptographyError) -> [UInt8] {
        try CMSSigner(
            certificate: certificate, key: key, others: chain, signingTime: signingTime,
            includesCertificates: includesCertificates
        ).sign(info, contentType: .timeStampInfo)
    }

    /// Wraps a token into an answer with the status "granted".
    package static func response(holding token: [UInt8]) -> [UInt8] {
        DER.sequence(DER.sequence(DER.integer(0)), token)
    }

    /// Writes an answer without a token.
    ///
    /// - Parameter status: 2 to 5 of RFC 3161.
    package static func refusal(status: Int, text: String) -> [UInt8] {
        DER.sequence(
            DER.sequence(DER.integer(UInt64(clamping: status)), DER.sequence(DER.utf8(text))))
    }

    private static func accuracy(_ terms: Terms) -> [UInt8] {
        guard let total = terms.accuracyMilliseconds, total > 0 else { return [] }
        let seconds = total / 1_000
        let milliseconds = total % 1_000
        return DER.sequence(
            seconds > 0 ? DER.integer(UInt64(seconds)) : [],
            milliseconds > 0
                ? DER.value(
                    DERTag.context(0),
                    DER.integerContent(magnitude: [
                        UInt8(milliseconds >> 8), UInt8(milliseconds & 0xff),
                    ])) : [])
    }
}
