import CCrypto

/// The decoded form of an OCSP response that libcrypto works with.
///
/// Owns one `OCSP_BASICRESP`; `deinit` frees it.
final class ResponseHandle: Sendable {
    // Never changed after the initialiser.
    nonisolated(unsafe) let pointer: OpaquePointer

    init(der: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        let response: OpaquePointer = try decoded(
            der, "d2i_OCSP_RESPONSE", free: { OCSP_RESPONSE_free($0) },
            { d2i_OCSP_RESPONSE(nil, $0, $1) })
        defer { OCSP_RESPONSE_free(response) }
        guard try encoded("i2d_OCSP_RESPONSE", { i2d_OCSP_RESPONSE(response, $0) }) == der else {
            throw CryptographyError(function: "d2i_OCSP_RESPONSE", text: "not DER")
        }
        let status = OCSP_response_status(response)
        guard status == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
            throw CryptographyError(
                function: "OCSP_response_status", text: "the responder refused, status \(status)")
        }
        let basic = try require(OCSP_response_get1_basic(response), "OCSP_response_get1_basic")
        pointer = basic
        // libcrypto checks the signature over its own encoding; the bytes must be that encoding.
        guard
            try ResponseHandle.content(of: der)
                == encoded(
                    "i2d_OCSP_BASICRESP",
                    {
                        i2d_OCSP_BASICRESP(basic, $0)
                    })
        else { throw CryptographyError(function: "d2i_OCSP_BASICRESP", text: "not DER") }
    }

    deinit { OCSP_BASICRESP_free(pointer) }

    /// The encoded BasicOCSPResponse inside.
    private static func content(of der: [UInt8]) throws(CryptographyError) -> [UInt8] {
        do throws(DERError) {
            var outer = try DERReader.single(der[...], DERTag.sequence, "response").reader
            _ = try outer.next()
            let wrapper = try outer.next(DERTag.contextConstructed(0), "response bytes")
            try outer.finish("response")
            var inner = try DERReader.single(
                wrapper.content, DERTag.sequence, "response bytes"
            ).reader
            _ = try inner.nextOID("response type")
            let octets = try inner.next(DERTag.octetString, "basic response")
            try inner.finish("response bytes")
            return Array(octets.content)
        } catch {
            throw unreadable(error.text)
        }
    }

    var signatureAlgorithm: String {
        OCSP_resp_get0_tbs_sigalg(pointer).map { objectText($0.pointee.algorithm) } ?? ""
    }

    func certificates() throws(CryptographyError) -> [Certificate] {
        let stack = OCSP_resp_get0_certs(pointer)
        var certificates: [Certificate] = []
        for index in 0..<max(0, OPENSSL_sk_num(stack)) {
            let found = OPENSSL_sk_value(stack, index).map { OpaquePointer($0) }
            let der = try encoded("i2d_X509") { i2d_X509(found, $0) }
            if let certificate = try? Certificate(der: der) { certificates.append(certificate) }
        }
        return certificates
    }

    func isSigned(by certificate: Certificate) -> Bool {
        Library.prepare()
        defer { ERR_clear_error() }
        guard let signers = OPENSSL_sk_new_null() else { return false }
        defer { OPENSSL_sk_free(signers) }
        let signer = UnsafeRawPointer(certificate.handle.pointer)
        guard OPENSSL_sk_push(signers, signer) > 0 else { return false }
        // The signer must be this one, found by the name or the key that the response states.
        return OCSP_basic_verify(
            pointer, signers, nil, UInt(OCSP_NOINTERN | OCSP_NOVERIFY)) == 1
    }

    // MARK: Answers

    /// Reads every answer once, so that none can be unreadable later, and gives the newest time.
    func newestUpdate() throws(CryptographyError) -> Int64 {
        var newest = Int64.min
        for index in 0..<max(0, OCSP_resp_count(pointer)) {
            newest = max(newest, try answer(OCSP_resp_get0(pointer, index), serial: "").thisUpdate)
        }
        return newest
    }

    func answers(for certificate: Certificate, issuer: Certificate) -> [RevocationAnswer] {
        Library.prepare()
        defer { ERR_clear_error() }
        var answers: [RevocationAnswer] = []
        for index in 0..<max(0, OCSP_resp_count(pointer)) {
            let single = OCSP_resp_get0(pointer, index)
            guard ResponseHandle.names(OCSP_SINGLERESP_get0_id(single), certificate, issuer),
                let answer = try? answer(single, serial: certificate.serial)
            else { continue }
            answers.append(answer)
        }
        return answers
    }

    /// Whether an identifier is that of a certificate, by the hashes of its issuer's name and key
    /// and by the serial number.
    private static func names(
        _ identifier: OpaquePointer?, _ certificate: Certificate, _ issuer: Certificate
    ) -> Bool {
        var algorithm: OpaquePointer?
        guard let identifier,
            OCSP_id_get0_info(
                nil, &algorithm, nil, nil, identifier) == 1,
            let method = HashAlgorithm(nid: OBJ_obj2nid(algorithm))?.method,
            let own = OCSP_cert_to_id(
                method, certificate.handle.pointer, issuer.handle.pointer)
        else { return false }
        defer { OCSP_CERTID_free(own) }
        return OCSP_id_cmp(own, identifier) == 0
    }

    private func answer(
        _ single: OpaquePointer?, serial: String
    ) throws(CryptographyError) -> RevocationAnswer {
        var reason: Int32 = -1
        var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var thisUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var nextUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        let status = OCSP_single_get0_status(
            single, &reason, &revokedAt, &thisUpdate, &nextUpdate)
        guard let start = asn1Seconds(thisUpdate),
            nextUpdate == nil || asn1Seconds(nextUpdate) != nil
        else { throw ResponseHandle.unreadable("dates") }
        return RevocationAnswer(
            status: try ResponseHandle.status(
                status, reason, revokedAt, serial: serial,
                invalidityDate: date(NID_invalidity_date, of: single)),
            thisUpdate: start, nextUpdate: asn1Seconds(nextUpdate),
            keepsExpiredSince: try date(NID_id_pkix_OCSP_archiveCutoff, of: single),
            hasUnknownCriticalExtension: OCSP_SINGLERESP_get_ext_by_critical(single, 1, -1) >= 0)
    }

    private static func status(
        _ status: Int32, _ reason: Int32,
        _ revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?, serial: String,
        invalidityDate: Int64?
    ) throws(CryptographyError) -> RevocationAnswer.Status {
        switch status {
        case V_OCSP_CERTSTATUS_GOOD: return .good
        case V_OCSP_CERTSTATUS_UNKNOWN: return .unknown
        case V_OCSP_CERTSTATUS_REVOKED:
            let stated = reason < 0 ? nil : RevocationReason(rawValue: Int(reason))
            guard let date = asn1Seconds(revokedAt), reason < 0 || stated != nil else {
                throw unreadable("revocation")
            }
            return .revoked(
                RevokedCertificate(
                    serial: serial, date: date, reason: stated, invalidityDate: invalidityDate))
        default: throw unreadable("status")
        }
    }

    private func date(_ kind: Int32, of single: OpaquePointer?) throws(CryptographyError) -> Int64?
    {
        var critical: Int32 = -1
        guard
            let value = OCSP_SINGLERESP_get1_ext_d2i(single, kind, &critical, nil)?
                .assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self)
        else {
            // -1 is absent; anything else is there and broken.
            guard critical == -1 else { throw ResponseHandle.unreadable("date") }
            return nil
        }
        defer { ASN1_GENERALIZEDTIME_free(value) }
        guard let seconds = asn1Seconds(value) else { throw ResponseHandle.unreadable("date") }
        return seconds
    }

    static func unreadable(_ what: String) -> CryptographyError {
        CryptographyError(function: "RevocationResponse", text: "\(what) not readable")
    }
}
