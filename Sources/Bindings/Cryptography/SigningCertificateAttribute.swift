/// The signed attribute that pins the signer's certificate by its hash.
///
/// Source: RFC 5035 §3 and §4 (version 2), RFC 2634 §5.4 (version 1, SHA-1).
enum SigningCertificateAttribute {
    /// Writes version 2 for one certificate, with issuer and serial number.
    static func encode(_ certificate: Certificate, hash: HashAlgorithm) -> [UInt8] {
        // SHA-256 is the default, and DER leaves defaults out.
        let algorithm = hash == .sha256 ? [] : DER.algorithm(hash.oid)
        let identifier = DER.sequence(
            algorithm, DER.octets(hash.hash(certificate.der)), certificate.issuerSerial)
        return DER.sequence(DER.sequence(identifier))
    }

    /// Checks the attributes of a signature against its signer's certificate.
    ///
    /// Where both versions are there, both must hold: a broken one beside a good one is a sign
    /// of tampering.
    ///
    /// - Returns: What is wrong; nil when the first entry of each attribute is the certificate.
    static func problem(of signer: SignerInfo, certificate: Certificate) -> String? {
        let versions: [(OID, isFirst: Bool)] = [
            (.signingCertificate, true), (.signingCertificateV2, false),
        ]
        var found = false
        for (type, isFirst) in versions where signer.hasSignedAttribute(type) {
            found = true
            guard let value = signer.signedValue(type) else {
                return "signing certificate attribute is there twice"
            }
            do throws(DERError) {
                if let problem = try self.problem(value, certificate, isFirst) { return problem }
            } catch {
                return "signing certificate attribute: \(error.text)"
            }
        }
        return found ? nil : "signing certificate attribute is absent"
    }

    /// The hash functions that the attributes use; empty where none can be read.
    static func hashes(of signer: SignerInfo) -> [HashAlgorithm] {
        var hashes: [HashAlgorithm] = []
        if let value = signer.signedValue(.signingCertificate),
            (try? firstEntry(value, isFirstVersion: true)) != nil
        {
            hashes.append(.sha1)
        }
        if let value = signer.signedValue(.signingCertificateV2),
            let entry = try? firstEntry(value, isFirstVersion: false)
        {
            hashes.append(entry.hash)
        }
        return hashes
    }

    private typealias Entry = (hash: HashAlgorithm, digest: [UInt8], issuerSerial: [UInt8]?)

    private static func problem(
        _ value: [UInt8], _ certificate: Certificate, _ isFirstVersion: Bool
    ) throws(DERError) -> String? {
        let entry = try firstEntry(value, isFirstVersion: isFirstVersion)
        guard constantTimeEquals(entry.hash.hash(certificate.der), entry.digest) else {
            return "signing certificate attribute names another certificate"
        }
        guard entry.issuerSerial == nil || entry.issuerSerial == certificate.issuerSerial else {
            return "signing certificate attribute names another issuer or serial number"
        }
        return nil
    }

    private static func firstEntry(
        _ value: [UInt8], isFirstVersion: Bool
    ) throws(DERError) -> Entry {
        var outer = try DERReader.single(value[...], DERTag.sequence, "attribute").reader
        var list = try outer.next(DERTag.sequence, "certificate list").reader
        _ = try outer.nextIf(DERTag.sequence)  // policies
        try outer.finish("attribute")
        var entry = try list.next(DERTag.sequence, "certificate entry").reader
        // Later entries are the rest of the chain; they must at least be well formed.
        for later in try list.remaining() where later.tag != DERTag.sequence {
            throw DERError("certificate entry has the wrong type")
        }
        var hash = isFirstVersion ? HashAlgorithm.sha1 : .sha256
        if isFirstVersion == false, entry.nextTag == DERTag.sequence {
            let algorithm = try entry.nextAlgorithm("hash algorithm")
            guard let named = HashAlgorithm(oid: algorithm.oid) else {
                throw DERError("hash algorithm is not known")
            }
            hash = named
        }
        let digest = Array(try entry.next(DERTag.octetString, "certificate hash").content)
        let issuerSerial = try entry.nextIf(DERTag.sequence).map { Array($0.encoded) }
        try entry.finish("certificate entry")
        return (hash, digest, issuerSerial)
    }
}
