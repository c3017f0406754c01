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
    /// `sign-in`, each key once for an issuer and an audience.
    package internal(set) var signIn: [SignInService] = []
    /// The revocation lists of `crls/`.
    package internal(set) var revocation: [CertificateRevocationList] = []
    /// The OCSP responses of `crls/`.
    package internal(set) var responses: [RevocationResponse] = []
    /// `periods`: when an anchor counts, by the SHA-256 of its certificate or raw key.
    package internal(set) var periods: [Digest: Period] = [:]

    /// A folder in which nothing lies.
    package init() {}

    /// Reads a folder, or one PEM file, which counts as `roots/` and nothing else.
    ///
    /// - Throws: `CommandFailure` with status 66 for whatever isn't as it should be.
    package static func read(
        _ path: String, from source: AnchorFiles = .disk
    ) throws(CommandFailure) -> TrustFolder {
        var trust = TrustFolder()
        guard try source.isFolder(path) else {
            trust.roots = try certificates(path, source)
            return trust
        }
        var periods: String?
        for entry in try source.list(path) where entry.nameBytes.first != UInt8(ascii: ".") {
            let name = entry.shownName
            let full = String(decoding: PathText.join(path, entry.nameBytes), as: UTF8.self)
            switch name {
            case "roots": trust.roots = try folder(full, source)
            case "people": trust.people = try folder(full, source)
            case "seal": trust.seal = try folder(full, source)
            case "log": trust.log = try folder(full, source)
            case "tsa": trust.tsa = try folder(full, source)
            case "witnesses": trust.witnesses = try witnesses(full, source)
            case "sign-in": try trust.addSignIn(full, from: source)
            case "crls": try trust.addRevocation(full, from: source)
            case "periods": periods = full
            case _ where name.lowercased().hasPrefix("readme"): continue
            default:
                throw unusable(full, "a trust folder has no such entry")
            }
        }
        if let periods { try trust.addPeriods(periods, from: source) }
        return trust
    }

    // MARK: Certificates

    /// Every certificate of the `.pem` files of a folder.
    private static func folder(
        _ path: String, _ source: AnchorFiles
    ) throws(CommandFailure) -> [Certificate] {
        var all: [Certificate] = []
        for file in try source.files(path, endings: [".pem"]) {
            for certificate in try certificates(file, source) where !all.contains(certificate) {
                all.append(certificate)
            }
        }
        return all
    }

    private static func certificates(
        _ path: String, _ source: AnchorFiles
    ) throws(CommandFailure) -> [Certificate] {
        let bytes = try source.content(path)
        let found: [Certificate]
        do throws(CryptographyError) { found = try PEM.certificates(in: bytes) } catch {
            throw unusable(path, "\(error)")
        }
        if found.isEmpty { throw unusable(path, "it holds no certificate") }
        return found
    }

    // MARK: Witnesses

    /// One witness a line: its key, a space, its domain.
    private static func witnesses(
        _ path: String, _ source: AnchorFiles
    ) throws(CommandFailure) -> [Witness] {
        guard let text = String(validating: try source.content(path), as: UTF8.self) else {
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

    /// The failure that names a path and why it can't be used.
    package static func unusable(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure(
            .unreadable, "cannot use \(Printable.line(path)) as trust: \(Printable.line(why))")
    }
}
