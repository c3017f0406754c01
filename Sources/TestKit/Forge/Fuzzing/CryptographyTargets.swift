internal import Cryptography

/// Readers of signed values.
///
/// Whatever the fuzzer makes up, a key of the seeds signed nothing but what is among the seeds.
enum CryptographyTargets {
    static let all = [cms, token, answer, certificate, revocationList, response]

    /// A target whose inputs state something that somebody signed.
    ///
    /// - Parameter statement: What an input states under a signature that holds by one of the
    ///   given certificates; nil where it states nothing so.
    private static func signed<Statement: Hashable & Sendable>(
        _ name: String, upTo greatestLength: Int,
        _ statement: @escaping @Sendable ([UInt8], [Certificate]) -> Statement?
    ) -> FuzzTarget {
        FuzzTarget(name, upTo: greatestLength) { bench in
            let certificates = try bench.certificates
            let known = Set(try bench.seeds(of: name).compactMap { statement($0, certificates) })
            guard !known.isEmpty else { throw ForgeError.broken("no seed of \(name) is signed") }
            return { bytes in
                guard let found = statement(bytes, certificates), !known.contains(found) else {
                    return nil
                }
                return "somebody signed what he didn't sign: \(found)"
            }
        }
    }

    /// Both readers: that of the closed form, and that of anybody's signature beside a file.
    private static let cms = signed("cms", upTo: 8192) { bytes, certificates -> [UInt8]? in
        if case .readable(let signature) = DetachedSignature.read(bytes, known: certificates),
            certificates.contains(signature.signer), signature.isSignatureValid()
        {
            return signature.messageDigest
        }
        guard case .closed(let signature) = ClosedCMS.read(bytes),
            certificates.contains(signature.signer), signature.isSignatureValid()
        else { return nil }
        return signature.messageDigest
    }

    private static let token = signed("token", upTo: 4096) { bytes, certificates -> Digest? in
        guard case .token(let token) = TimeStampToken.read(bytes, certificates: certificates),
            let signer = token.signer, certificates.contains(signer), token.hasValidSignature()
        else { return nil }
        return token.statementSha256
    }

    private static let answer = signed("answer", upTo: 4096) { bytes, certificates -> Digest? in
        if let request = try? TimeStampRequest.read(bytes), request.nonce?.count ?? 0 > bytes.count
        {
            return .zero
        }
        guard
            case .granted(let token, _) = TimeStampResponse.read(
                bytes, certificates: certificates),
            let signer = token.signer, certificates.contains(signer), token.hasValidSignature()
        else { return nil }
        return token.statementSha256
    }

    private static let certificate = signed("certificate", upTo: 4096) {
        bytes, certificates -> [[UInt8]]? in
        guard let read = try? Certificate(der: bytes) else { return nil }
        let path = CertificatePath.build(
            leaf: read, intermediates: [], anchors: certificates, at: read.notBefore,
            purpose: .any)
        let issuer = certificates.first { read.isIssued(by: $0) }
        // A path that ends at an anchor without an issuer among them would be made up.
        if path.isGood, issuer == nil, !certificates.contains(read) { return [[]] }
        guard issuer != nil else { return nil }
        return [
            read.subjectDER, read.spki, Array(read.serial.utf8),
            Array("\(read.notBefore) \(read.notAfter)".utf8),
        ]
    }

    private static let revocationList = signed("crl", upTo: 4096) {
        bytes, certificates -> String? in
        guard let list = try? CertificateRevocationList(der: bytes) else { return nil }
        let lines = list.revoked
        if lines.count != list.count { return "a line was lost" }
        for line in lines where list.lookup(line.serial) != line { return "a line isn't found" }
        guard certificates.contains(where: { list.isSigned(by: $0) }) else { return nil }
        return "\(list.thisUpdate) \(String(describing: list.nextUpdate)) "
            + "\(list.number ?? "") \(lines) \(list.hasUnsupportedCriticalExtension)"
    }

    private static let response = signed("ocsp", upTo: 4096) {
        bytes, certificates -> String? in
        guard let response = try? RevocationResponse(der: bytes) else { return nil }
        let answers = certificates.flatMap { one in
            certificates.compactMap { response.answer(for: one, issuer: $0) }
        }
        let signers = response.certificates.filter { certificates.contains($0) } + certificates
        guard signers.contains(where: { response.isSigned(by: $0) }) else { return nil }
        return "\(response.producedAt) \(answers.map { "\($0.status) \($0.thisUpdate)" })"
    }
}
