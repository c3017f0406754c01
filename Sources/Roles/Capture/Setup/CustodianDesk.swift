import Cryptography
import LinuxFiles

/// Writes what the custodian takes away, and takes it back when `init` fails.
struct CustodianDesk {
    let folder: String
    private var written: [String] = []

    init(folder: String) {
        self.folder = folder
    }

    /// Writes the custodian file, and key and certificates where they were made here.
    mutating func write(_ plan: LogPlan) throws {
        try Files.createDirectories(folder, mode: 0o700, durable: true)
        var pem = PEM.encode(label: "CERTIFICATE", der: plan.custodianCertificate.der)
        if let signer = plan.custodianSigner {
            pem += PEM.encode(label: "CERTIFICATE", der: signer.der)
        }
        if let root = plan.authority?.certificate {
            pem += PEM.encode(label: "CERTIFICATE", der: root.der)
        }
        if let key = plan.custodianKey {
            try write(key, as: CustodianFile.keyName, mode: 0o600)
        }
        try write(Array(pem.utf8), as: CustodianFile.certificateName, mode: 0o644)
        try write(plan.envelope, as: CustodianFile.name, mode: 0o600)
    }

    /// Removes what was written.
    mutating func takeBack() {
        for path in written where Files.exists(path) {
            // The store failed already; a leftover envelope of a log that never began is harmless.
            do { try Files.remove(path) } catch { continue }
        }
        written = []
    }

    private mutating func write(_ bytes: [UInt8], as name: String, mode: UInt32) throws {
        let path = "\(folder)/\(name)"
        do {
            try Files.writeDurably(bytes, to: path, mode: mode, noReplace: true)
        } catch {
            if error.isExisting { throw CaptureError.alreadyThere(path: path) }
            throw error
        }
        written.append(path)
    }
}
