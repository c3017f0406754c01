import CCrypto

/// A name in libcrypto's form, for comparing and printing.
///
/// Owns one `X509_NAME`; `deinit` frees it.
final class DistinguishedName: Sendable {
    // Decoded once and only read since.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// Decodes a name; every header in it must be DER.
    init(der: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        do throws(DERError) { try Self.check(der) } catch {
            throw CryptographyError(function: "DistinguishedName", text: error.text)
        }
        pointer = try decoded(der, "d2i_X509_NAME", free: { X509_NAME_free($0) }) {
            d2i_X509_NAME(nil, $0, $1)
        }
    }

    deinit { X509_NAME_free(pointer) }

    /// Whether two names are the same by RFC 5280 §7.1, case and spaces apart.
    func isSame(as other: OpaquePointer?) -> Bool { X509_NAME_cmp(pointer, other) == 0 }

    /// libcrypto keeps the bytes of a name as they were, so encoding it again would show nothing.
    private static func check(_ der: [UInt8]) throws(DERError) {
        var name = try DERReader.single(der[...], DERTag.sequence, "name").reader
        while name.isAtEnd == false {
            var part = try name.next(DERTag.set, "part of a name").reader
            while part.isAtEnd == false {
                var attribute = try part.next(DERTag.sequence, "attribute of a name").reader
                _ = try attribute.nextOID("attribute of a name")
                _ = try attribute.next()
                try attribute.finish("attribute of a name")
            }
        }
    }
}
