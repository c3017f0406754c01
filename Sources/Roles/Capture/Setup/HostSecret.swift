package import Cryptography
import LinuxFiles

/// The password under which the store's programs keep keys that they open by themselves.
///
/// It lies beside them, so it protects against a copied key file and not against whoever owns
/// the store: the report's caveat on software keys covers it.
enum HostSecret {
    /// Makes the secret of a new store.
    static func make(in layout: StoreLayout) throws -> SecretBytes {
        let text = Array(hex(try SystemRandom.bytes(32)).utf8)
        try Files.writeDurably(text, to: layout.hostSecret, mode: 0o600, noReplace: true)
        return SecretBytes(copying: text)
    }

    /// Reads the secret of a store.
    static func read(_ layout: StoreLayout) throws -> SecretBytes {
        SecretBytes(copying: try Files.read(layout.hostSecret, limit: 4096))
    }
}

/// The sealing program's key and certificate.
package struct SealCredential: Sendable {
    /// The key.
    package let key: PrivateKey
    /// The certificate over it; nil while an outside authority hasn't issued it.
    package let certificate: Certificate?

    /// Opens the seal of a store.
    package static func open(_ layout: StoreLayout) throws -> SealCredential {
        let certificate = try certificate(in: layout)
        return try translating {
            let bytes = try Files.read(layout.sealKey, limit: 1 << 16)
            return SealCredential(
                key: try PrivateKey(
                    encryptedPKCS8: bytes, password: try HostSecret.read(layout)),
                certificate: certificate)
        }
    }

    /// The certificate of a store's seal; nil while an outside authority hasn't issued it.
    package static func certificate(in layout: StoreLayout) throws -> Certificate? {
        try translating {
            guard Files.exists(layout.sealKey) else {
                throw CaptureError.noStore(path: layout.folder)
            }
            return try CertificateFolder(layout).named("seal")
        }
    }
}
