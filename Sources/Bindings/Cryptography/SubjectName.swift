import CCrypto

/// A distinguished name for a certificate that is to be made.
///
/// Source: RFC 5280 §4.1.2.4; values are UTF8String, the country is PrintableString.
package struct SubjectName: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The encoded name.
    package let der: [UInt8]

    /// Puts a name together from its usual parts; the common name comes last.
    ///
    /// - Parameter country: Two capital letters.
    package init(
        commonName: String, organisation: String? = nil, organisationalUnit: String? = nil,
        country: String? = nil
    ) {
        var parts: [[UInt8]] = []
        if let country {
            let text = DER.value(DERTag.printableString, Array(country.utf8))
            parts.append(SubjectName.part(.country, text))
        }
        if let organisation {
            parts.append(SubjectName.part(.organisation, DER.utf8(organisation)))
        }
        if let organisationalUnit {
            parts.append(SubjectName.part(.organisationalUnit, DER.utf8(organisationalUnit)))
        }
        parts.append(SubjectName.part(.commonName, DER.utf8(commonName)))
        der = DER.value(DERTag.sequence, Array(parts.joined()))
    }

    /// Makes a name of a common name only.
    package init(stringLiteral commonName: String) { self.init(commonName: commonName) }

    /// Takes a name over as it is encoded in a certificate or a request.
    package init(der: [UInt8]) { self.der = der }

    private static func part(_ type: OID, _ text: [UInt8]) -> [UInt8] {
        DER.setOf([DER.sequence(DER.oid(type), text)])
    }

    /// Lends the decoded name to a C call.
    func withName<Result>(
        _ body: (OpaquePointer) throws(CryptographyError) -> Result
    ) throws(CryptographyError) -> Result {
        let name: OpaquePointer = try decoded(
            der, "d2i_X509_NAME", free: { X509_NAME_free($0) }, { d2i_X509_NAME(nil, $0, $1) })
        defer { X509_NAME_free(name) }
        return try body(name)
    }
}
