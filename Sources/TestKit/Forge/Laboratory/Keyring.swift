internal import Capture
package import Cryptography
internal import LinuxFiles
internal import RecordLog
package import Sealing

/// Every secret of a laboratory; an attacker in a sample holds some of them.
package struct Keyring {
    /// The sealing program's key.
    package let seal: SealIdentity
    /// The log's Ed25519 seed.
    package let logSeed: SecretBytes
    /// The witness's Ed25519 seed, where there is a witness.
    package let witnessSeed: SecretBytes?
    /// S_0, which only the custodian has.
    package let masterSecret: SecretBytes
    /// The custodian himself.
    package let custodian: Custodian
    /// The root's certificate.
    package let root: Certificate
    /// The root's key.
    package let rootKey: PrivateKey

    /// The key of an epoch, which follows from the master secret.
    package func epochKey(_ epoch: UInt64) -> Digest? {
        Ratchet.state(masterSecret, from: 0, to: epoch).flatMap { state in
            Digest(disclosing: Ratchet.epochKey(state))
        }
    }

    /// The ratchet state from which an epoch's key comes, which no bundle may hold.
    package func ratchetState(_ epoch: UInt64) -> Digest? {
        Ratchet.state(masterSecret, from: 0, to: epoch).flatMap { state in
            Digest(disclosing: state)
        }
    }
}

extension Laboratory {
    /// Everything that somebody with every key of the laboratory has.
    package func keyring() throws -> Keyring {
        let credential = try SealCredential.open(layout)
        guard let certificate = credential.certificate,
            let root = try CertificateFolder(layout).named("root")
        else { throw ForgeError.broken("the seal or the root has no certificate") }
        let folder = workspace.file("custodian")
        let certificates = try PEM.certificates(
            in: Files.read("\(folder)/\(CustodianFile.certificateName)", limit: 1 << 16))
        let custodianKey = try PrivateKey(
            encryptedPKCS8: Files.read("\(folder)/\(CustodianFile.keyName)", limit: 1 << 16),
            password: Self.custodianPassword)
        let envelope = try Files.read("\(folder)/\(CustodianFile.name)", limit: 1 << 16)
        guard let own = certificates.first else { throw ForgeError.broken("no custodian") }
        return Keyring(
            seal: try SealIdentity(
                key: credential.key, certificate: certificate, intermediates: []),
            logSeed: SecretBytes(copying: try Files.read(layout.logKey, limit: 64)),
            witnessSeed: plan.hasWitness
                ? SecretBytes(
                    copying: try Files.read(workspace.file("witness/key.seed"), limit: 64))
                : nil,
            masterSecret: try CustodianFile.open(envelope, key: custodianKey, certificate: own),
            custodian: try Custodian(
                envelope: envelope, key: custodianKey, certificates: certificates),
            root: root, rootKey: try key(at: layout.authorityKey, password: hostSecret()))
    }

    /// A person's own key and certificate.
    package func credentials(
        of person: LaboratoryPerson
    ) throws -> (key: PrivateKey, certificate: Certificate) {
        let key = try key(at: layout.personKey(person.personID), password: person.password)
        let all = try reader().certificates().map { try Certificate(der: $0) }
        guard let certificate = all.first(where: { $0.spkiSha256 == key.spkiSha256 }) else {
            throw ForgeError.broken("\(person.userID) has no certificate")
        }
        return (key, certificate)
    }

    private func key(at path: String, password: SecretBytes) throws -> PrivateKey {
        try PrivateKey(encryptedPKCS8: Files.read(path, limit: 1 << 16), password: password)
    }

    private func hostSecret() throws -> SecretBytes {
        SecretBytes(copying: try Files.read(layout.hostSecret, limit: 4096))
    }
}
