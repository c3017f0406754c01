import CCrypto

/// A hash function that evidence may name.
///
/// Naming one here says nothing about its strength: the table of algorithms and dates belongs
/// to the verifier. MD5 and SHA-1 are read because instruments and old bags use them.
package enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// MD5, 16 bytes; RFC 1321.
    case md5
    /// SHA-1, 20 bytes; FIPS 180-4.
    case sha1
    /// SHA-224, 28 bytes; FIPS 180-4.
    case sha224
    /// SHA-256, 32 bytes; FIPS 180-4.
    case sha256
    /// SHA-384, 48 bytes; FIPS 180-4.
    case sha384
    /// SHA-512, 64 bytes; FIPS 180-4.
    case sha512

    /// The length of its values in bytes.
    package var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// Hashes an array.
    ///
    /// - Returns: `byteCount` bytes.
    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
            var written: UInt32 = 0
            let result = bytes.withUnsafeBytes {
                EVP_Digest($0.baseAddress, $0.count, output.baseAddress, &written, method, nil)
            }
            count = result == 1 ? Int(written) : 0
        }
    }

    /// The numeric identifier that libcrypto gives the algorithm.
    var nid: Int32 {
        switch self {
        case .md5: NID_md5
        case .sha1: NID_sha1
        case .sha224: NID_sha224
        case .sha256: NID_sha256
        case .sha384: NID_sha384
        case .sha512: NID_sha512
        }
    }

    /// The fetched method, kept for the life of the process.
    var method: OpaquePointer? {
        switch self {
        case .md5: FetchedDigests.md5
        case .sha1: FetchedDigests.sha1
        case .sha224: FetchedDigests.sha224
        case .sha256: FetchedDigests.sha256
        case .sha384: FetchedDigests.sha384
        case .sha512: FetchedDigests.sha512
        }
    }

    init?(nid: Int32) {
        guard let match = HashAlgorithm.allCases.first(where: { $0.nid == nid }) else {
            return nil
        }
        self = match
    }
}

/// Digest methods fetched once: a fetch per call costs more than hashing a short record.
///
/// Methods are immutable after the fetch and libcrypto shares them between threads.
private enum FetchedDigests {
    nonisolated(unsafe) static let md5 = fetch("MD5")
    nonisolated(unsafe) static let sha1 = fetch("SHA1")
    nonisolated(unsafe) static let sha224 = fetch("SHA2-224")
    nonisolated(unsafe) static let sha256 = fetch("SHA2-256")
    nonisolated(unsafe) static let sha384 = fetch("SHA2-384")
    nonisolated(unsafe) static let sha512 = fetch("SHA2-512")

    private static func fetch(_ name: String) -> OpaquePointer? {
        Library.prepare()
        return EVP_MD_fetch(nil, name, nil)
    }
}

/// A hash of any listed algorithm over bytes that arrive in pieces.
///
/// Owns one `EVP_MD_CTX`; `deinit` frees it.
package struct HashStream: ~Copyable {
    private let context: OpaquePointer
    private let algorithm: HashAlgorithm

    /// Starts with the empty message.
    ///
    /// - Throws: If the library has no memory or no such algorithm.
    package init(_ algorithm: HashAlgorithm) throws(CryptographyError) {
        self.context = try HashStream.open(algorithm)
        self.algorithm = algorithm
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds the next piece.
    package mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer {
            _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count)
        }
    }

    /// Adds the next piece.
    package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// Ends the message.
    ///
    /// - Returns: As many bytes as the algorithm's `byteCount`.
    package consuming func finish() -> [UInt8] {
        let context = context
        return [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { output, count in
            var written: UInt32 = 0
            let result = EVP_DigestFinal_ex(context, output.baseAddress, &written)
            count = result == 1 ? Int(written) : 0
        }
    }

    private static func open(
        _ algorithm: HashAlgorithm
    ) throws(CryptographyError) -> OpaquePointer {
        Library.prepare()
        let context = try require(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
        guard EVP_DigestInit_ex(context, algorithm.method, nil) == 1 else {
            let error = CryptographyError.drainingQueue(after: "EVP_DigestInit_ex")
            EVP_MD_CTX_free(context)
            throw error
        }
        return context
    }
}
