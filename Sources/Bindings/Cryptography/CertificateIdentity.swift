import CCrypto

/// What signatures name certificates by.
extension Certificate {
    /// The encoded IssuerAndSerialNumber, cut out of the certificate's own bytes.
    ///
    /// Source: RFC 5652 §10.2.4.
    var issuerAndSerial: [UInt8] {
        guard let parts = try? identityParts() else { return [] }
        return DER.sequence(parts.issuer, parts.serial)
    }

    /// The encoded IssuerSerial that signing-certificate attributes use.
    ///
    /// Source: RFC 5035 §4.
    var issuerSerial: [UInt8] {
        guard let parts = try? identityParts() else { return [] }
        let directoryName = DER.context(4, parts.issuer)
        return DER.sequence(DER.sequence(directoryName), parts.serial)
    }

    /// The subject key identifier; nil when the extension is absent.
    package var subjectKeyIdentifier: [UInt8]? {
        X509_get0_subject_key_id(handle.pointer).map { bytes(of: $0) }
    }

    /// Whether it asks not to be checked for revocation itself, as an OCSP responder's may.
    ///
    /// Source: RFC 6960 §4.2.2.2.1.
    package var asksForNoRevocationCheck: Bool {
        X509_get_ext_by_NID(handle.pointer, NID_id_pkix_OCSP_noCheck, -1) >= 0
    }

    /// Whether its purposes, as far as it states them, permit to sign OCSP responses in its
    /// issuer's place.
    ///
    /// Source: RFC 6960 §4.2.2.2.
    package var mayAnswerForItsIssuer: Bool {
        extendedKeyUsage?.contains(OID.ocspSigning.dotted) ?? false
    }

    /// Whether another certificate has the name of its issuer and the key that signed it.
    package func isIssued(by issuer: Certificate) -> Bool {
        Library.prepare()
        defer { ERR_clear_error() }
        return X509_NAME_cmp(
            X509_get_issuer_name(handle.pointer), X509_get_subject_name(issuer.handle.pointer))
            == 0 && X509_verify(handle.pointer, X509_get0_pubkey(issuer.handle.pointer)) == 1
    }

    /// The encoded GeneralNames of the subject's alternative name, one by one.
    var alternativeNames: [[UInt8]] {
        guard
            let names = X509_get_ext_d2i(handle.pointer, NID_subject_alt_name, nil, nil)
                .map({ OpaquePointer($0) })
        else { return [] }
        defer { GENERAL_NAMES_free(names) }
        var encodings: [[UInt8]] = []
        for index in 0..<max(0, OPENSSL_sk_num(names)) {
            let name = OPENSSL_sk_value(names, index)?.assumingMemoryBound(to: GENERAL_NAME.self)
            if let bytes = try? encoded("i2d_GENERAL_NAME", { i2d_GENERAL_NAME(name, $0) }) {
                encodings.append(bytes)
            }
        }
        return encodings
    }

    private func identityParts() throws(DERError) -> (issuer: [UInt8], serial: [UInt8]) {
        var outer = try DERReader.single(der[...], DERTag.sequence, "certificate").reader
        var reader = try outer.next(DERTag.sequence, "certificate body").reader
        _ = try reader.nextIf(DERTag.contextConstructed(0))
        let serial = try reader.next(DERTag.integer, "serial number")
        _ = try reader.next(DERTag.sequence, "signature algorithm")
        let issuer = try reader.next(DERTag.sequence, "issuer")
        return (Array(issuer.encoded), Array(serial.encoded))
    }
}
