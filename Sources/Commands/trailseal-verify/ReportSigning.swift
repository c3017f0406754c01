import CommandSupport
import Cryptography
import LinuxFiles
import Records

/// `report sign`: puts the auditor's own signature beside a report.
///
/// 1. What would make a signature that nobody can count is refused before a password is asked for;
/// 2. the key is opened; 3. the signature is written under a name that nothing has yet.
/// Source: docs/formats/report.md §16.
struct ReportSigning {
    private let report: ReportFile
    private let signer: Certificate
    private let others: [Certificate]
    private let key: PrivateKey
    private let out: String
    private let now: Timestamp

    /// Greatest length of a key or of a file of certificates.
    private static let limit = 1 << 20

    /// What a signature is called that lies beside its report.
    static func signatureName(_ report: String) -> String { report + ".p7s" }

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        try ReportSigning(arguments).run()
    }

    private init(_ arguments: ParsedArguments) throws {
        report = try ReportFile(try arguments.requiredPositional("REPORT"))
        out = arguments.value("out") ?? Self.signatureName(report.path)
        now = Timestamp(unixSeconds: Clocks.realtimeNanoseconds() / 1_000_000_000)
        let path = try arguments.required("certificate")
        let certificates = try Self.certificates(path)
        guard let signer = certificates.first else {
            throw CommandFailure(.unreadable, "\(Printable.line(path)) holds no certificate")
        }
        self.signer = signer
        others = Array(certificates.dropFirst())
        try Self.requireUsable(signer, at: now)
        // Asked before the password, and again by the writing itself.
        if Files.exists(out) { throw Self.isTaken(out) }
        key = try Self.key(arguments)
        guard key.spki == signer.spki else {
            throw CommandFailure(
                .refused, "the key is not that of \(Printable.line(signer.subject))")
        }
    }

    private func run() throws -> ExitStatus {
        let signature: [UInt8]
        do throws(CryptographyError) {
            signature = try DetachedSignature.sign(
                report.bytes, certificate: signer, key: key, others: others,
                signingTime: now.unixSeconds)
        } catch {
            throw CommandFailure(.refused, "no signature can be made: \(error)")
        }
        do throws(SystemError) {
            try Files.writeDurably(signature, to: out, noReplace: true)
        } catch {
            throw CommandFailure.writing(error)
        }
        StandardStreams.writeError(
            "trailseal-verify: signed by \(Printable.line(signer.subject)): "
                + "\(Printable.line(out))\n")
        return .success
    }

    /// Refuses what no check would count.
    private static func requireUsable(
        _ signer: Certificate, at now: Timestamp
    ) throws(CommandFailure) {
        let name = Printable.line(signer.subject)
        if signer.isValid(at: now.unixSeconds) == false {
            let (first, last) = (signer.notBefore, signer.notAfter)
            throw CommandFailure(
                .refused,
                "the certificate of \(name) is valid from "
                    + "\(Timestamp(unixSeconds: first).secondsText) to "
                    + "\(Timestamp(unixSeconds: last).secondsText), and not now")
        }
        let problem =
            CertificatePath.signingProblem(of: signer) ?? signer.documentPurposeProblem
        if let problem {
            throw CommandFailure(.refused, "the certificate of \(name) can't sign: \(problem)")
        }
    }

    // MARK: Files

    private static func file(_ path: String) throws(CommandFailure) -> [UInt8] {
        do throws(SystemError) { return try Files.read(path, limit: limit) } catch {
            throw CommandFailure.reading(error)
        }
    }

    private static func certificates(_ path: String) throws(CommandFailure) -> [Certificate] {
        let bytes = try file(path)
        do throws(CryptographyError) { return try PEM.certificates(in: bytes) } catch {
            throw CommandFailure(
                .unreadable, "\(Printable.line(path)) holds no certificate: \(error)")
        }
    }

    /// The key, opened with a password where it has one.
    private static func key(_ arguments: ParsedArguments) throws -> PrivateKey {
        let path = try arguments.required("key")
        let bytes = try file(path)
        let shown = Printable.line(path)
        let labels: [String]
        do throws(CryptographyError) { labels = try PEM.blocks(in: bytes).map(\.label) } catch {
            throw CommandFailure(.unreadable, "\(shown) is no PEM file: \(error)")
        }
        if labels.contains("ENCRYPTED PRIVATE KEY") {
            let password = SecretBytes(
                copying: try PasswordSource(arguments).read(for: "the key \(shown)"))
            do throws(CryptographyError) {
                return try PrivateKey(encryptedPKCS8: bytes, password: password)
            } catch {
                throw CommandFailure(.refused, "\(shown) doesn't open: \(error.text)")
            }
        }
        guard labels.contains("PRIVATE KEY") else {
            throw CommandFailure(
                .unreadable,
                "\(shown) holds no PKCS #8 key; 'openssl pkcs8 -topk8' makes one of another form")
        }
        do throws(CryptographyError) { return try PrivateKey(pkcs8: bytes) } catch {
            throw CommandFailure(.refused, "\(shown) can't sign: \(error.text)")
        }
    }

    private static func isTaken(_ path: String) -> CommandFailure {
        let exists: Int32 = 17
        return .writing(SystemError(function: "open", code: exists, path: Array(path.utf8)))
    }
}
