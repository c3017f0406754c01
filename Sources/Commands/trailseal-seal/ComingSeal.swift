import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import Sealing

/// The seal's certificate, and its key while that is being opened.
///
/// What keeps a copied key file from being guessed at takes a core a fifth of a second. So the seal's
/// key is opened while the approver's or the custodian's is.
struct ComingSeal {
    /// The certificate.
    let certificate: Certificate
    private let layout: StoreLayout
    private let credential: Coming<SealCredential>

    /// Reads the certificate and begins to open the key.
    ///
    /// - Throws: `CommandFailure` where there is no certificate yet, and what reading throws.
    init(_ layout: StoreLayout) throws {
        guard let certificate = try SealCredential.certificate(in: layout) else {
            throw CommandFailure(
                .refused,
                "the seal has no certificate yet: trailseal-capture certificates requests says "
                    + "what to have signed")
        }
        self.certificate = certificate
        self.layout = layout
        credential = Coming { try SealCredential.open(layout) }
    }

    /// Waits until no other thread works on the key: libcrypto tidies up when the process ends, and a
    /// thread that still uses it then would crash.
    func settle() { _ = credential.result() }

    /// Waits for the key.
    ///
    /// - Throws: `SealingError.wrongSealKey` where it isn't the certificate's, and why it couldn't be
    ///   opened.
    func identity() throws -> SealIdentity {
        let intermediates = try CertificateFolder(layout).all()
            .map { try Certificate(der: $0) }
            .filter { $0.isCA && !$0.isSelfIssued && $0.subject == certificate.issuer }
        return try SealIdentity(
            key: try credential.result().get().key, certificate: certificate,
            intermediates: intermediates)
    }
}
