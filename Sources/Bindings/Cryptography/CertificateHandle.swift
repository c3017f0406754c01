import CCrypto

/// The decoded form of a certificate that libcrypto works with.
///
/// Owns one `X509`; `deinit` frees it.
final class CertificateHandle: Sendable {
    // libcrypto guards what it caches in the object with a lock of its own.
    nonisolated(unsafe) let pointer: OpaquePointer

    init(der: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        let pointer: OpaquePointer = try decoded(der, "d2i_X509", free: { X509_free($0) }) {
            d2i_X509(nil, $0, $1)
        }
        self.pointer = pointer
        // A second encoding of the same certificate would have a second digest.
        guard try encoded("i2d_X509", { i2d_X509(pointer, $0) }) == der else {
            throw CryptographyError(function: "d2i_X509", text: "not DER")
        }
    }

    deinit { X509_free(pointer) }

    var signatureAlgorithm: String {
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_get0_signature(nil, &algorithm, pointer)
        return algorithm.map { objectText($0.pointee.algorithm) } ?? ""
    }

    func extendedKeyUsage() -> (purposes: [String]?, isCritical: Bool) {
        var critical: Int32 = -1
        guard
            let purposes = X509_get_ext_d2i(pointer, NID_ext_key_usage, &critical, nil)
                .map({ OpaquePointer($0) })
        else { return (nil, false) }
        defer { EXTENDED_KEY_USAGE_free(purposes) }
        var texts: [String] = []
        for index in 0..<max(0, OPENSSL_sk_num(purposes)) {
            guard let object = OPENSSL_sk_value(purposes, index) else { continue }
            texts.append(objectText(OpaquePointer(object)))
        }
        return (texts, critical > 0)
    }
}

/// The dotted text of an object identifier of libcrypto.
func objectText(_ object: OpaquePointer?) -> String {
    guard let object, let start = OBJ_get0_data(object) else { return "" }
    let content = UnsafeBufferPointer(start: start, count: OBJ_length(object))
    return OID(content: Array(content))?.dotted ?? ""
}

/// Names as text.
enum NameText {
    /// `XN_FLAG_RFC2253` without the escaping of bytes over 127: a report is UTF-8.
    private static let flags: UInt = 0x1110317 & ~0x4

    static func rfc2253(_ name: OpaquePointer?) throws(CryptographyError) -> String {
        let stream = try MemoryStream()
        guard let name, X509_NAME_print_ex(stream.handle, name, 0, flags) >= 0 else {
            throw CryptographyError.drainingQueue(after: "X509_NAME_print_ex")
        }
        return String(decoding: stream.contents, as: UTF8.self)
    }

    static func commonName(_ name: OpaquePointer?) -> String? {
        var last: Int32 = -1
        while case let next = X509_NAME_get_index_by_NID(name, NID_commonName, last), next >= 0 {
            last = next
        }
        guard last >= 0 else { return nil }
        var text: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(
            &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)))
        guard let text, count >= 0 else { return nil }
        defer { CRYPTO_free(text, #file, #line) }
        return String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
    }
}

/// Serial numbers as text.
enum SerialNumber {
    static func hex(_ number: UnsafePointer<ASN1_INTEGER>?) -> String {
        guard let number else { return "" }
        let isNegative = number.pointee.type == V_ASN1_NEG_INTEGER
        return (isNegative ? "-" : "") + hex(magnitude: bytes(of: number))
    }

    /// The text of a number in the two's complement bytes of DER.
    static func hex(integer: some Collection<UInt8>) -> String {
        guard let first = integer.first, first & 0x80 != 0 else {
            return hex(magnitude: Array(integer))
        }
        return "-" + hex(magnitude: negated(Array(integer)))
    }

    /// The two's complement bytes of a number that is spelled like `Certificate.serial`; nil for
    /// any other text.
    static func integer(hex: String) -> [UInt8]? {
        let isNegative = hex.hasPrefix("-")
        guard let digits = Hex.decode(isNegative ? String(hex.dropFirst()) : hex) else {
            return nil
        }
        let magnitude = [0] + digits
        let whole = isNegative ? negated(magnitude) : magnitude
        // One leading byte stays where it holds the sign.
        var bytes = whole[...]
        while let first = bytes.first, let second = bytes.dropFirst().first,
            (first == 0 && second & 0x80 == 0) || (first == 0xff && second & 0x80 != 0)
        {
            bytes.removeFirst()
        }
        return self.hex(integer: bytes) == hex ? Array(bytes) : nil
    }

    private static func negated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var carries = true
        for index in bytes.indices.reversed() {
            bytes[index] = ~bytes[index]
            if carries { (bytes[index], carries) = bytes[index].addingReportingOverflow(1) }
        }
        return bytes
    }

    /// Lower-case hex of a number without its leading zero bytes, `00` for zero.
    static func hex(magnitude: [UInt8]) -> String {
        let digits = Array(magnitude.drop { $0 == 0 })
        return Hex.encode(digits.isEmpty ? [0] : digits)
    }
}
