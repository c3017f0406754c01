package import BundleFormat
package import Cryptography

/// Renews a sealed bundle: asks an authority to date the tar and everything that came after it.
///
/// Needs no store and no key: whoever keeps the bundle can do it.
///
/// Source: docs/formats/bundle.md §13.
package struct BundleRenewal: Sendable {
    /// The files that came after sealing so far.
    package let files: LaterFiles
    /// The hash of the tar, by the algorithm of the new renewal and those of the earlier ones.
    package let archive: [HashAlgorithm: [UInt8]]

    /// Takes what is there.
    package init(files: LaterFiles, archive: [HashAlgorithm: [UInt8]]) {
        self.files = files
        self.archive = archive
    }

    /// What a renewal came to.
    package struct Renewed: Sendable {
        /// The files to write, the answer last: without it the others are covered by the next one.
        package let files: [LaterFiles.File]
        /// The time that the authority gave, seconds since 1970 in UTC.
        package let genTime: Int64
        /// The authority's subject, where its certificate is at hand.
        package let authority: String?
    }

    /// The hash functions of the renewals that are there.
    ///
    /// - Throws: `SealingError.brokenRenewal` for one that can't be read.
    package static func algorithms(of files: LaterFiles) throws(SealingError) -> Set<HashAlgorithm>
    {
        var found: Set<HashAlgorithm> = []
        for file in files.renewals { found.insert(try token(file).imprintAlgorithm) }
        return found
    }

    /// Asks for the next renewal.
    ///
    /// - Parameters:
    ///   - evidence: Certificates, revocation lists and OCSP responses to be covered with it; those
    ///     that lie in the folder already are left out.
    ///   - algorithm: The hash function.
    ///   - randomBytes: `TimeStampExchange.nonceByteCount` of them.
    /// - Throws: `SealingError` where the chain so far doesn't hold, or the answer is of no use, and
    ///   what the transport throws.
    package func renew(
        adding evidence: [LaterName.Kind: [UInt8]], by algorithm: HashAlgorithm, url: String,
        randomBytes: [UInt8], transport: TimeStampTransport
    ) throws -> Renewed {
        let newest = try requireWholeChain()
        guard let number = files.nextNumber, let name = LaterName(number, .renewal) else {
            throw SealingError.brokenRenewal("no number is left for another one")
        }
        let known = Set(files.files.map(\.name.kind))
        let added = evidence.filter { !known.contains($0.key) }.compactMap { kind, bytes in
            LaterName(number, kind).map { LaterFiles.File($0, bytes) }
        }.sorted { $0.name < $1.name }
        let all = LaterFiles(files.files + added)
        let exchange = try TimeStampExchange(
            over: all.message(
                ofRenewal: number, archive: archive[algorithm] ?? [],
                hashes: all.hashes(by: algorithm)), by: algorithm, randomBytes: randomBytes)
        let answer = try transport(url, exchange.request.der)
        let token: TimeStampToken
        do throws(TimeStampRefusal) { token = try exchange.token(in: answer) } catch {
            throw SealingError.noTimeStamp("\(url) \(error)")
        }
        if let newest, token.genTime < newest {
            throw SealingError.noTimeStamp("\(url) gave a time before that of the last renewal")
        }
        return Renewed(
            files: added + [LaterFiles.File(name, answer)], genTime: token.genTime,
            authority: token.signer?.subject)
    }

    /// Requires that the renewals so far are whole, and gives the time of the last.
    ///
    /// A new one would cover whatever lies there: nobody would hear of the break before it is
    /// judged, which may be too late to mend it.
    private func requireWholeChain() throws(SealingError) -> Int64? {
        var newest: Int64?
        for (index, file) in files.renewals.enumerated() {
            let token = try Self.token(file)
            let message = files.message(
                ofRenewal: file.name.number, archive: archive[token.imprintAlgorithm] ?? [],
                hashes: files.hashes(by: token.imprintAlgorithm))
            guard file.name.number == index + 1 else {
                throw .brokenRenewal("the renewal in front of \(file.name.text) isn't there")
            }
            guard token.imprint == token.imprintAlgorithm.hash(message) else {
                throw .brokenRenewal(
                    "\(file.name.text) is not over this tar and the files in front of it")
            }
            newest = token.genTime
        }
        return newest
    }

    private static func token(_ file: LaterFiles.File) throws(SealingError) -> TimeStampToken {
        guard case .granted(let token, _) = TimeStampResponse.read(file.bytes) else {
            throw .brokenRenewal("\(file.name.text) is no answer of an authority")
        }
        return token
    }
}
