/// A question to a time-stamp authority.
///
/// Source: RFC 3161 §2.4.1.
package struct TimeStampRequest: Sendable, Hashable {
    /// The exact bytes.
    package let der: [UInt8]
    /// The hash function of the imprint.
    package let algorithm: HashAlgorithm
    /// The hash to be dated.
    package let imprint: [UInt8]
    /// The nonce, big-endian without leading zero bytes; nil when there is none.
    package let nonce: [UInt8]?
    /// The wanted policy as a dotted object identifier; nil for the authority's choice.
    package let policy: String?
    /// Whether the answer shall hold the authority's certificate.
    package let requestsCertificate: Bool

    /// Writes a request.
    ///
    /// - Parameters:
    ///   - imprint: A value of the algorithm.
    ///   - algorithm: The hash function.
    ///   - nonce: Random bytes, big-endian and not negative; nil for a request without.
    ///   - requestCertificate: Whether the answer shall hold the authority's certificate.
    ///   - policy: A dotted object identifier.
    /// - Throws: For an imprint of the wrong length or a policy that is no identifier.
    package static func make(
        imprint: [UInt8], algorithm: HashAlgorithm, nonce: [UInt8]?,
        requestCertificate: Bool = true, policy: String? = nil
    ) throws(CryptographyError) -> [UInt8] {
        guard imprint.count == algorithm.byteCount else { throw failure("imprint length") }
        var policyDER: [UInt8] = []
        if let policy {
            guard let oid = OID(dotted: policy) else { throw failure("policy") }
            policyDER = DER.oid(oid)
        }
        return DER.sequence(
            DER.integer(1), messageImprint(algorithm, imprint), policyDER,
            nonce.map { DER.integer(magnitude: $0) } ?? [],
            requestCertificate ? DER.value(DERTag.boolean, [0xff]) : [])
    }

    /// Reads a request.
    ///
    /// - Throws: For bytes that are not exactly one request, a hash function not known here, or
    ///   an extension.
    package static func read(_ der: [UInt8]) throws(CryptographyError) -> TimeStampRequest {
        do throws(DERError) { return try TimeStampRequest(parsing: der) } catch {
            throw failure(error.text)
        }
    }

    private init(parsing der: [UInt8]) throws(DERError) {
        var reader = try DERReader.single(der[...], DERTag.sequence, "request").reader
        guard try reader.nextSmallInteger("version") == 1 else {
            throw DERError("version is not 1")
        }
        (algorithm, imprint) = try TimeStampRequest.imprint(
            try reader.next(DERTag.sequence, "imprint"))
        guard imprint.count == algorithm.byteCount else { throw DERError("imprint length") }
        policy = reader.nextTag == DERTag.oid ? try reader.nextOID("policy").dotted : nil
        if reader.nextTag == DERTag.integer {
            let content = try reader.nextInteger("nonce")
            guard content[0] & 0x80 == 0 else { throw DERError("nonce is negative") }
            nonce = Array(content.drop { $0 == 0 })
        } else {
            nonce = nil
        }
        let flag = try reader.nextIf(DERTag.boolean)
        // FALSE is the default, and DER leaves defaults out.
        guard flag == nil || Array(flag?.content ?? []) == [0xff] else {
            throw DERError("certificate flag is not DER")
        }
        requestsCertificate = flag != nil
        try reader.finish("request")
        self.der = der
    }

    static func messageImprint(_ algorithm: HashAlgorithm, _ imprint: [UInt8]) -> [UInt8] {
        DER.sequence(DER.algorithm(algorithm.oid), DER.octets(imprint))
    }

    /// Takes a MessageImprint apart; the length is for the caller to judge.
    static func imprint(_ value: DERValue) throws(DERError) -> (HashAlgorithm, [UInt8]) {
        var reader = value.reader
        let identifier = try reader.nextAlgorithm("imprint algorithm")
        let imprint = Array(try reader.next(DERTag.octetString, "imprint").content)
        try reader.finish("imprint")
        guard let algorithm = HashAlgorithm(oid: identifier.oid), identifier.hasNoParameters else {
            throw DERError("imprint algorithm \(identifier.oid) is not known")
        }
        return (algorithm, imprint)
    }

    private static func failure(_ text: String) -> CryptographyError {
        CryptographyError(function: "TimeStampRequest", text: text)
    }
}
