package import BundleFormat
package import Cryptography

/// A file of the folder that came after sealing, as it was found.
package struct LaterInput: Hashable, Sendable {
    /// Its name, whatever it is.
    package var name: String
    /// Its bytes; nil where it is larger than this program takes on.
    package var bytes: [UInt8]?

    /// Pairs a name with bytes.
    package init(name: String, bytes: [UInt8]?) {
        self.name = name
        self.bytes = bytes
    }
}

/// What came after sealing, without judgement.
///
/// Source: docs/formats/bundle.md §13.
package struct LaterFacts: Sendable {
    /// The files that have a name of the form.
    package var files = LaterFiles()
    /// The hash of the tar, by each algorithm that a renewal asks for.
    package var archive: [HashAlgorithm: [UInt8]] = [:]
    /// The certificates that could be read.
    package var certificates: [Certificate] = []
    /// The revocation lists that could be read.
    package var revocation: [CertificateRevocationList] = []
    /// The OCSP responses that could be read.
    package var responses: [RevocationResponse] = []
    /// Entries that count for nothing, each with why.
    package var unusable: [UnreadableEvidence] = []

    /// Makes the facts of a bundle that nothing came after.
    package init() {}
}

/// Reads what came after sealing.
enum LaterReader {
    /// Reads the files; those of another name, or too large, are named and count for nothing.
    static func read(_ input: [LaterInput], limits: BundleLimits) -> LaterFacts {
        var facts = LaterFacts()
        var taken: [LaterFiles.File] = []
        for (index, entry) in input.enumerated() {
            guard index < limits.laterFiles else {
                facts.refuse(entry.name, "there are more than \(limits.laterFiles) files")
                break
            }
            guard let name = LaterName(entry.name) else {
                facts.refuse(entry.name, "no file of this name has a meaning here")
                continue
            }
            guard let bytes = entry.bytes else {
                facts.refuse(entry.name, "it is larger than this program takes on")
                continue
            }
            taken.append(LaterFiles.File(name, bytes))
            facts.take(name, bytes)
        }
        facts.files = LaterFiles(taken)
        return facts
    }

    /// The hash functions of the renewals' imprints, as far as they can be read.
    static func algorithms(of facts: LaterFacts) -> Set<HashAlgorithm> {
        Set(
            facts.files.renewals.compactMap { file in
                guard case .granted(let token, _) = TimeStampResponse.read(file.bytes) else {
                    return nil
                }
                return token.imprintAlgorithm
            })
    }
}

extension LaterFacts {
    fileprivate mutating func refuse(_ name: String, _ reason: String) {
        unusable.append(UnreadableEvidence(path: name, reason: reason))
    }

    fileprivate mutating func take(_ name: LaterName, _ bytes: [UInt8]) {
        if let stated = name.statedDigest, SHA256.hash(bytes) != stated {
            refuse(name.text, "its digest isn't the one in its name")
            return
        }
        do throws(CryptographyError) {
            switch name.kind {
            case .renewal: break
            case .certificate: certificates.append(try Certificate(der: bytes))
            case .revocationList: revocation.append(try CertificateRevocationList(der: bytes))
            case .revocationResponse: responses.append(try RevocationResponse(der: bytes))
            }
        } catch {
            refuse(name.text, "it can't be read: \(error)")
        }
    }
}
