package import CommandSupport
package import Cryptography
import LinuxFiles
package import RecordLog

/// The anchors that somebody brings to judge by: an auditor a bundle, a custodian a request.
///
/// A file that can't be used ends the run: an anchor that is silently left out would change a
/// verdict. Source: docs/formats/command-line.md §4.
package struct TrustFolder: Sendable {
    /// One witness and who runs it.
    package struct Witness: Hashable, Sendable {
        /// Its key, always one for cosignatures.
        package let key: VerifierKey
        /// The domain that it is put in, not empty.
        package let domain: String
    }

    /// Greatest length of a file in a trust folder.
    private static let limit = 80 << 20

    /// `roots/`: good for people, seal and log.
    package private(set) var roots: [Certificate] = []
    /// `people/`.
    package private(set) var people: [Certificate] = []
    /// `seal/`.
    package private(set) var seal: [Certificate] = []
    /// `log/`.
    package private(set) var log: [Certificate] = []
    /// `tsa/`: good for time-stamp authorities only, and the only ones that are.
    package private(set) var tsa: [Certificate] = []
    /// `witnesses`, each key once.
    package private(set) var witnesses: [Witness] = []
    /// The revocation lists of `crls/`.
    package internal(set) var revocation: [CertificateRevocationList] = []
    /// The OCSP responses of `crls/`.
    package internal(set) var responses: [RevocationResponse] = []
    /// `periods`: when an anchor counts, by the SHA-256 of its certificate or raw key.
    package internal(set) var periods: [Digest: Period] = [:]

    /// Reads a folder, or one PEM file, which counts as `roots/` and nothing else.
    ///
    /// - Throws: `CommandFailure` with status 66 for whatever isn't as it should be.
    package static func read(_ path: String) throws(CommandFailure) -> TrustFolder {
        var trust = TrustFolder()
        guard try isFolder(path) else {
            trust.roots = try certificates(path)
            return trust
        }
        var periods: String?
        for entry in try list(path) where entry.nameBytes.first != UInt8(ascii: ".") {
            let name = entry.shownName
            let full = String(decoding: PathText.join(path, entry.nameBytes), as: UTF8.self)
            switch name {
            case "roots": trust.roots = try folder(full)
            case "people": trust.people = try folder(full)
            case "seal": trust.seal = try folder(full)
            case "log": trust.log = try folder(full)
            case "tsa": trust.tsa = try folder(full)
            case "witnesses": trust.witnesses = try witnesses(full)
            case "crls": try trust.addRevocation(full)
            case "periods": periods = full
            case _ where name.lowercased().hasPrefix("readme"): continue
            default:
                throw unusable(full, "a trust folder has no such entry")
            }
        }
        if let periods { try trust.addPeriods(periods) }
        return trust
    }

    // MARK: Certificates

    /// Every certificate of the `.pem` files of a folder.
    private static func folder(_ path: String) throws(CommandFailure) -> [Certificate] {
        var all: [Certificate] = []
        for file in try files(path, endings: [".pem"]) {
            for certificate in try certificates(file) where !all.contains(certificate) {
                all.append(certificate)
            }
        }
        return all
    }

    private static func certificates(_ path: String) throws(CommandFailure) -> [Certificate] {
        let bytes = try content(path)
        let found: [Certificate]
        do throws(CryptographyError) { found = try PEM.certificates(in: bytes) } catch {
            throw unusable(path, "\(error)")
        }
        if found.isEmpty { throw unusable(path, "it holds no certificate") }
        return found
    }

    // MARK: Witnesses

    /// One witness a line: its key, a space, its domain.
    private static func witnesses(_ path: String) throws(CommandFailure) -> [Witness] {
        guard let text = String(validating: try content(path), as: UTF8.self) else {
            throw unusable(path, "it is not UTF-8")
        }
        var anchors: [Witness] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let place = "line \(index + 1)"
            let parts = line.split(
                separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let domain = parts.last, !domain.isEmpty,
                let key = parts.first.flatMap({ VerifierKey(text: String($0)) }),
                key.kind == .cosignature
            else {
                throw unusable(path, "\(place) is not a witness' key, a space and its domain")
            }
            if anchors.contains(where: { $0.key.publicKey == key.publicKey }) {
                throw unusable(path, "\(place) names a key that stands there already")
            }
            anchors.append(Witness(key: key, domain: String(domain)))
        }
        return anchors
    }

    // MARK: Files

    static func isFolder(_ path: String) throws(CommandFailure) -> Bool {
        do throws(SystemError) {
            return try Files.status(of: path, followingLinks: true).kind == .directory
        } catch {
            throw .reading(error)
        }
    }

    private static func list(_ path: String) throws(CommandFailure) -> [DirectoryEntry] {
        do throws(SystemError) { return try Files.list(path) } catch { throw .reading(error) }
    }

    /// The files of a folder in byte order; one of another kind or ending is refused.
    static func files(
        _ path: String, endings: [String]
    ) throws(CommandFailure) -> [String] {
        var files: [String] = []
        for entry in try list(path) where entry.nameBytes.first != UInt8(ascii: ".") {
            guard let name = entry.name, endings.contains(where: name.hasSuffix) else {
                throw unusable(
                    path + "/" + entry.shownName,
                    "only files ending in \(endings.joined(separator: " or ")) belong here")
            }
            files.append(path + "/" + name)
        }
        return files
    }

    static func content(_ path: String) throws(CommandFailure) -> [UInt8] {
        do throws(SystemError) {
            let status = try Files.status(of: path, followingLinks: true)
            guard status.kind == .file else {
                throw SystemError(function: "open", code: 22, path: Array(path.utf8))
            }
            return try Files.read(path, limit: limit)
        } catch {
            throw .reading(error)
        }
    }

    /// The failure that names a path and why it can't be used.
    package static func unusable(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure(
            .unreadable, "cannot use \(Printable.line(path)) as trust: \(Printable.line(why))")
    }
}
