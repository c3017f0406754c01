/// An object identifier, kept as the content bytes of its encoding.
///
/// Source: X.690 §8.19.
struct OID: Hashable, Sendable, CustomStringConvertible {
    let content: [UInt8]

    /// Takes content bytes whose arcs are all complete and minimal.
    init?(content: [UInt8]) {
        guard OID.isContent(content[...]) else { return nil }
        self.content = content
    }

    /// Whether bytes are the content of an object identifier: arcs that are complete and minimal.
    static func isContent(_ content: ArraySlice<UInt8>) -> Bool {
        guard let last = content.last, last & 0x80 == 0 else { return false }
        var startsArc = true
        for byte in content {
            if startsArc && byte == 0x80 { return false }
            startsArc = byte & 0x80 == 0
        }
        return true
    }

    /// Reads dotted decimal text.
    init?(dotted: String) {
        let arcs = dotted.split(separator: ".", omittingEmptySubsequences: false).map { text in
            text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? UInt64(text) : nil
        }
        guard arcs.count >= 2, let first = arcs[0], let second = arcs[1], first <= 2,
            first == 2 || second < 40, second < UInt64(UInt32.max)
        else { return nil }
        var content = OID.base128(first * 40 + second)
        for arc in arcs.dropFirst(2) {
            guard let arc else { return nil }
            content += OID.base128(arc)
        }
        self.content = content
    }

    /// For constants, whose content is right by the tests.
    init(_ content: [UInt8]) { self.content = content }

    /// Dotted decimal text; an arc over 64 bits is written as `?`.
    var dotted: String {
        var arcs: [String] = []
        var arc: UInt64 = 0
        var overflows = false
        for byte in content {
            overflows = overflows || arc >> 57 != 0
            arc = arc << 7 | UInt64(byte & 0x7f)
            guard byte & 0x80 == 0 else { continue }
            if arcs.isEmpty && overflows == false {
                let first = min(arc / 40, 2)
                arcs = ["\(first)", "\(arc - first * 40)"]
            } else {
                arcs.append(overflows ? "?" : "\(arc)")
            }
            arc = 0
            overflows = false
        }
        return arcs.joined(separator: ".")
    }

    var description: String { dotted }

    private static func base128(_ number: UInt64) -> [UInt8] {
        var bytes = [UInt8(number & 0x7f)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}

/// The prefixes 1.2.840.113549.1 and 1.2.840.113549.1.9.16.
private let pkcs: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01]
private let smime: [UInt8] = pkcs + [0x09, 0x10]

extension OID {
    // CMS, RFC 5652; CAdES, RFC 5126; time-stamps, RFC 3161.
    static let data = OID(pkcs + [0x07, 0x01])
    static let signedData = OID(pkcs + [0x07, 0x02])
    static let envelopedData = OID(pkcs + [0x07, 0x03])
    static let contentType = OID(pkcs + [0x09, 0x03])
    static let messageDigest = OID(pkcs + [0x09, 0x04])
    static let signingTime = OID(pkcs + [0x09, 0x05])
    static let timeStampInfo = OID(smime + [0x01, 0x04])
    static let signingCertificate = OID(smime + [0x02, 0x0c])
    static let signatureTimeStamp = OID(smime + [0x02, 0x0e])
    static let signingCertificateV2 = OID(smime + [0x02, 0x2f])

    // Algorithms, RFC 5754, RFC 8017, RFC 8410.
    static let rsaEncryption = OID(pkcs + [0x01, 0x01])
    static let mgf1 = OID(pkcs + [0x01, 0x08])
    static let rsaPSS = OID(pkcs + [0x01, 0x0a])
    static let ecPublicKey = OID([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01])
    static let p256 = OID([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07])
    static let p384 = OID([0x2b, 0x81, 0x04, 0x00, 0x22])
    static let p521 = OID([0x2b, 0x81, 0x04, 0x00, 0x23])
    static let ed25519 = OID([0x2b, 0x65, 0x70])
    static let aes256CBC = OID([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a])

    // Certificates, RFC 5280.
    static let commonName = OID([0x55, 0x04, 0x03])
    static let country = OID([0x55, 0x04, 0x06])
    static let organisation = OID([0x55, 0x04, 0x0a])
    static let organisationalUnit = OID([0x55, 0x04, 0x0b])
    static let timeStamping = OID([0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08])
    static let ocspSigning = OID([0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09])
}

extension HashAlgorithm {
    /// The object identifier of the hash function.
    var oid: OID {
        switch self {
        case .md5: OID.md5
        case .sha1: OID.sha1
        case .sha224: OID.sha2(4)
        case .sha256: OID.sha2(1)
        case .sha384: OID.sha2(2)
        case .sha512: OID.sha2(3)
        }
    }

    init?(oid: OID) {
        guard let match = HashAlgorithm.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = match
    }
}

extension OID {
    fileprivate static let md5 = OID([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05])
    fileprivate static let sha1 = OID([0x2b, 0x0e, 0x03, 0x02, 0x1a])

    fileprivate static func sha2(_ last: UInt8) -> OID {
        OID([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last])
    }
}
