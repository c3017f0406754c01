package import Cryptography
import LinuxFiles

/// The certificates and revocation lists that a store keeps as files.
package struct CertificateFolder: Sendable {
    private let layout: StoreLayout

    /// The certificates of a store.
    package init(_ layout: StoreLayout) {
        self.layout = layout
    }

    /// Keeps a certificate, `certificates/<sha256>.cer`; keeping it again changes nothing.
    func keep(_ certificate: Certificate) throws {
        let path = "\(layout.certificates)/\(certificate.sha256.hex).cer"
        if !Files.exists(path) { try Files.writeDurably(certificate.der, to: path) }
    }

    /// Keeps a certificate and marks it as that of a task, such as `root`.
    func keep(_ certificate: Certificate, as task: String) throws {
        try keep(certificate)
        let pem = PEM.encode(label: "CERTIFICATE", der: certificate.der)
        try Files.writeDurably(Array(pem.utf8), to: layout.named(task))
    }

    /// The certificate of a task, nil when there is none yet.
    package func named(_ task: String) throws -> Certificate? {
        let path = layout.named(task)
        guard Files.exists(path) else { return nil }
        return try PEM.certificates(in: Files.read(path, limit: 1 << 20)).first
    }

    /// The kept certificate with a digest.
    package func certificate(_ sha256: Digest) throws -> Certificate? {
        let path = "\(layout.certificates)/\(sha256.hex).cer"
        guard Files.exists(path) else { return nil }
        return try Certificate(der: Files.read(path, limit: 1 << 20))
    }

    /// Every kept certificate, DER, in order of digest.
    package func all() throws -> [[UInt8]] {
        try files(in: layout.certificates, ending: ".cer")
    }

    /// Keeps a revocation list.
    func keep(_ list: CertificateRevocationList) throws {
        let path = "\(layout.revocation)/\(list.sha256.hex).crl"
        if !Files.exists(path) { try Files.writeDurably(list.der, to: path) }
    }

    /// Every kept revocation list, DER, in order of digest.
    package func revocationLists() throws -> [[UInt8]] {
        try files(in: layout.revocation, ending: ".crl")
    }

    private func files(in folder: String, ending: String) throws -> [[UInt8]] {
        try Files.list(folder).compactMap(\.name).filter { $0.hasSuffix(ending) }.map {
            try Files.read("\(folder)/\($0)", limit: 1 << 24)
        }
    }
}
