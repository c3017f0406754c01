import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Reads the members that are held whole: manifest, seal, certificates, lists, policies, keys.
enum EvidenceReader {
    /// Fills the facts that need no log, but for the list of contents.
    static func read(_ facts: inout Facts) {
        facts.seal = seal(facts)
        for member in facts.frame.members {
            // All that is read here is named by its digest; the others are many.
            guard let path = member.parsed, let stated = path.statedDigest,
                let bytes = facts.smallMembers[path.text]
            else { continue }
            read(path, bytes, stated, into: &facts)
        }
    }

    /// Reads the list of contents, which has a row for each member.
    ///
    /// - Parameter bytes: The bytes of the member; nil where there is none.
    static func manifest(_ bytes: [UInt8]?) -> ManifestFacts {
        guard let bytes else { return .missing }
        do throws(FormatProblem) { return .read(try Manifest.read(bytes)) } catch {
            if case .unknownVersion(let version) = error { return .unknownVersion(version) }
            return .unreadable(reason: error.description)
        }
    }

    private static func seal(_ facts: Facts) -> SealFacts {
        guard let bytes = facts.smallMembers[MemberPath.seal.text] else { return SealFacts() }
        let reading = ClosedCMS.read(bytes)
        var seal = SealFacts(bytes: bytes, reading: reading)
        if let closed = seal.closed, let manifest = facts.smallMembers[MemberPath.manifest.text] {
            seal.holds = closed.isValid(over: manifest)
        }
        return seal
    }

    private static func read(
        _ path: MemberPath, _ bytes: [UInt8], _ stated: Digest, into facts: inout Facts
    ) {
        let text = path.text
        if SHA256.hash(bytes) != stated {
            facts.unreadableEvidence.append(
                UnreadableEvidence(path: text, reason: "its digest isn't the one in its name"))
        }
        switch path {
        case .certificate:
            do throws(CryptographyError) {
                facts.certificates.append(try Certificate(der: bytes))
            } catch {
                facts.unreadableEvidence.append(
                    UnreadableEvidence(path: text, reason: "it isn't a certificate: \(error)"))
            }
        case .revocationList:
            do throws(CryptographyError) {
                facts.revocation.append(try CertificateRevocationList(der: bytes))
            } catch {
                facts.unreadableEvidence.append(
                    UnreadableEvidence(path: text, reason: "it isn't a revocation list: \(error)"))
            }
        case .revocationResponse:
            do throws(CryptographyError) {
                facts.responses.append(try RevocationResponse(der: bytes))
            } catch {
                facts.unreadableEvidence.append(
                    UnreadableEvidence(path: text, reason: "it isn't an OCSP response: \(error)"))
            }
        case .policy(let digest):
            do throws(EntryError) {
                facts.policies[digest] = try SitePolicy(encoded: bytes)
            } catch {
                facts.unreadableEvidence.append(
                    UnreadableEvidence(path: text, reason: "it isn't a policy: \(error)"))
            }
        default: break
        }
    }

    /// The disclosed keys of a log.
    struct Keys: Sendable {
        var file: KeysFile
        var disclosed: [UInt64: Digest]
    }

    /// Reads the keys file of a log; nil where there is none, or it can't be read.
    static func keys(of label: String, in facts: Facts) -> Keys? {
        guard case .success(let keys)? = readKeys(of: label, in: facts) else { return nil }
        return keys
    }

    /// Reads the keys file of a log; nil where there is none.
    static func readKeys(of label: String, in facts: Facts) -> Result<Keys, FormatProblem>? {
        guard let bytes = facts.smallMembers[MemberPath.keys(log: label).text] else { return nil }
        do throws(FormatProblem) {
            let file = try KeysFile.read(bytes)
            var disclosed: [UInt64: Digest] = [:]
            for (number, epoch) in file.epochs.enumerated() {
                if case .key(let key) = epoch { disclosed[UInt64(number)] = key }
            }
            return .success(Keys(file: file, disclosed: disclosed))
        } catch {
            return .failure(error)
        }
    }
}
