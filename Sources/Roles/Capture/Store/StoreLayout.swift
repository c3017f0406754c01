import LinuxFiles

/// Where things lie in a store folder.
package struct StoreLayout: Hashable, Sendable {
    /// The store folder.
    package let folder: String

    /// Names the places of one store folder.
    package init(_ folder: String) {
        self.folder = folder
    }

    /// Records, checkpoints, receipts and the sealed state.
    package var database: String { folder + "/log.sqlite" }
    /// The one writer's lock file.
    package var lock: String { folder + "/lock" }
    /// The site's settings, canonical JSON.
    package var configuration: String { folder + "/config.json" }
    /// Private keys; nobody but the store's owner may enter.
    package var keys: String { folder + "/keys" }
    /// The log's Ed25519 seed, 32 bytes.
    package var logKey: String { keys + "/log.seed" }
    /// The password of keys that the programs open by themselves, 64 hex digits.
    package var hostSecret: String { keys + "/host.secret" }
    /// The own certificate authority's key, PKCS#8 under the administrator's or the host's
    /// password.
    package var authorityKey: String { keys + "/authority.p8" }
    /// The sealing program's key, PKCS#8 under the host's password.
    package var sealKey: String { keys + "/seal.p8" }
    /// Certificates, `<sha256>.cer`, and those with a task again as PEM, such as `root.pem`.
    package var certificates: String { folder + "/certificates" }
    /// Revocation lists, `<sha256>.crl`.
    package var revocation: String { folder + "/revocation" }
    /// Policies, `<sha256>.json`.
    package var policies: String { folder + "/policies" }
    /// Certificate requests that wait for an outside authority.
    package var requests: String { folder + "/requests" }

    /// A person's own key.
    package func personKey(_ personID: String) -> String { "\(keys)/person-\(personID).p8" }

    /// The certificate of a task, PEM.
    package func named(_ task: String) -> String { "\(certificates)/\(task).pem" }

    /// Makes the folders of a new store.
    func create() throws {
        try Files.createDirectory(folder, mode: 0o755, durable: true)
        try Files.createDirectory(keys, mode: 0o700, durable: true)
        for path in [certificates, revocation, policies, requests] {
            try Files.createDirectory(path, mode: 0o755, durable: true)
        }
    }
}
