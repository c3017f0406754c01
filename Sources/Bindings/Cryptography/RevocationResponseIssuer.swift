import CCrypto

extension CertificateIssuer {
    /// What a responder is to say of one certificate.
    package struct ResponderWord: Sendable {
        /// The certificate that was asked about.
        package var certificate: Certificate
        /// nil for good.
        package var revocation: RevokedCertificate?
        /// Whether the responder claims not to know it; then `revocation` isn't looked at.
        package var isUnknown: Bool
        /// Seconds since 1970 in UTC.
        package var thisUpdate: Int64
        /// Seconds since 1970 in UTC; nil states none.
        package var nextUpdate: Int64?

        /// Writes a word; without a revocation the certificate is good.
        package init(
            of certificate: Certificate, revocation: RevokedCertificate? = nil,
            isUnknown: Bool = false, thisUpdate: Int64, nextUpdate: Int64?
        ) {
            self.certificate = certificate
            self.revocation = revocation
            self.isUnknown = isUnknown
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
        }
    }

    /// Makes an OCSP response, for samples and tests; the time of production is `thisUpdate`.
    ///
    /// - Parameters:
    ///   - word: What it says.
    ///   - issuer: The issuer of the certificate.
    ///   - responder: Whose name and key sign it; its certificate goes into the response.
    ///   - key: The responder's key.
    /// - Returns: DER OCSPResponse.
    /// - Throws: If the key isn't the responder's or the library fails.
    package static func respond(
        _ word: ResponderWord, issuer: Certificate, responder: Certificate, key: PrivateKey
    ) throws(CryptographyError) -> [UInt8] {
        guard key.spki == responder.spki else {
            throw CryptographyError(
                function: "CertificateIssuer", text: "the key is not the responder's")
        }
        Library.prepare()
        let basic = try require(OCSP_BASICRESP_new(), "OCSP_BASICRESP_new")
        defer { OCSP_BASICRESP_free(basic) }
        try add(word, issuer: issuer, to: basic)
        let produced = UnsafeMutablePointer(mutating: OCSP_resp_get0_produced_at(basic))
        _ = try require(
            ASN1_GENERALIZEDTIME_set(produced, Int(word.thisUpdate)), "ASN1_GENERALIZEDTIME_set")
        try require(
            OCSP_basic_sign(
                basic, responder.handle.pointer, key.handle, key.digestAlgorithm.method, nil,
                UInt(OCSP_NOTIME)), "OCSP_basic_sign")
        let response = try require(
            OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic), "OCSP_response_create")
        defer { OCSP_RESPONSE_free(response) }
        return try encoded("i2d_OCSP_RESPONSE") { i2d_OCSP_RESPONSE(response, $0) }
    }

    private static func add(
        _ word: ResponderWord, issuer: Certificate, to basic: OpaquePointer
    ) throws(CryptographyError) {
        let identifier = try require(
            OCSP_cert_to_id(
                HashAlgorithm.sha256.method, word.certificate.handle.pointer,
                issuer.handle.pointer), "OCSP_cert_to_id")
        defer { OCSP_CERTID_free(identifier) }
        let thisUpdate = try asn1Time(word.thisUpdate)
        defer { ASN1_TIME_free(thisUpdate) }
        let nextUpdate = try word.nextUpdate.map { (time) throws(CryptographyError) in
            try asn1Time(time)
        }
        defer { ASN1_TIME_free(nextUpdate) }
        let revokedAt = try word.revocation.map { (line) throws(CryptographyError) in
            try asn1Time(line.date)
        }
        defer { ASN1_TIME_free(revokedAt) }
        let status =
            word.isUnknown
            ? V_OCSP_CERTSTATUS_UNKNOWN
            : word.revocation == nil ? V_OCSP_CERTSTATUS_GOOD : V_OCSP_CERTSTATUS_REVOKED
        let single = try require(
            OCSP_basic_add1_status(
                basic, identifier, status, Int32(word.revocation?.reason?.rawValue ?? -1),
                revokedAt, thisUpdate, nextUpdate), "OCSP_basic_add1_status")
        guard let invalidityDate = word.revocation?.invalidityDate else { return }
        let date = try require(
            ASN1_GENERALIZEDTIME_set(nil, Int(invalidityDate)), "ASN1_GENERALIZEDTIME_set")
        defer { ASN1_GENERALIZEDTIME_free(date) }
        try require(
            OCSP_SINGLERESP_add1_ext_i2d(single, NID_invalidity_date, date, 0, 0),
            "OCSP_SINGLERESP_add1_ext_i2d")
    }
}
