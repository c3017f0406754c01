import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog
import Records
import Sealing
import TrustAnchors

/// What both commands open: keys, folders, passwords.
enum SealAccess {
    /// A password from the descriptor that an option names, else from the terminal.
    static func password(
        _ option: String, _ arguments: ParsedArguments, for whom: String
    ) throws -> SecretBytes {
        let source: PasswordSource =
            if let number = try arguments.integer(option, in: 0...1023) {
                .descriptor(Int32(number))
            } else {
                .terminal
            }
        return SecretBytes(copying: try source.read(for: whom))
    }

    /// Reads a whole small file.
    static func file(_ path: String, limit: Int = 1 << 24) throws -> [UInt8] {
        do {
            return try Files.read(path, limit: limit)
        } catch {
            throw CommandFailure.reading(error)
        }
    }

    /// Requires that a file can be made under a name, and that nothing has it yet.
    static func requireFree(_ path: String) throws {
        if path.isEmpty { throw CommandFailure(.usage, "--out needs a file's name") }
        do throws(SystemError) {
            if try Files.kind(of: path) != nil {
                throw SystemError(function: "open", code: 17, path: Array(path.utf8))
            }
            PendingFile.removeStale(beside: path)
            // Made and taken away again: only the file system knows whether it may be written.
            _ = try PendingFile(for: path)
        } catch {
            throw CommandFailure.writing(error)
        }
    }

    /// The files of a custodian's folder.
    struct Custody {
        let envelope: [UInt8]
        let key: [UInt8]
        let certificates: [Certificate]
    }

    /// Reads a custodian's folder.
    ///
    /// - Throws: `CommandFailure` when a file is missing or isn't what its name says.
    static func custody(_ folder: String) throws -> Custody {
        let path = "\(folder)/\(CustodianFile.certificateName)"
        return Custody(
            envelope: try file("\(folder)/\(CustodianFile.name)"),
            key: try file("\(folder)/\(CustodianFile.keyName)"),
            certificates: try certificates(path))
    }

    /// Opens a custodian's folder.
    ///
    /// - Throws: `CommandFailure` when a file is missing, or the password is wrong.
    static func custodian(_ folder: String, password: SecretBytes) throws -> Custodian {
        let custody = try custody(folder)
        let key: PrivateKey
        do throws(CryptographyError) {
            key = try PrivateKey(encryptedPKCS8: custody.key, password: password)
        } catch {
            throw CommandFailure(.refused, "the custodian's key doesn't open: wrong password")
        }
        return try Custodian(
            envelope: custody.envelope, key: key, certificates: custody.certificates)
    }

    /// Every certificate of a PEM file, at least one.
    static func certificates(_ path: String) throws -> [Certificate] {
        let bytes = try file(path)
        let found: [Certificate]
        do throws(CryptographyError) { found = try PEM.certificates(in: bytes) } catch {
            throw CommandFailure(.unreadable, "\(path) can't be read: \(error.text)")
        }
        if found.isEmpty { throw CommandFailure(.unreadable, "\(path) holds no certificate") }
        return found
    }

    /// Reads a trust folder of the custodian, of which `witnesses` and `tsa/` count.
    static func trust(_ path: String) throws -> CustodianTrust {
        let folder = try TrustFolder.read(path)
        guard !folder.witnesses.isEmpty || !folder.tsa.isEmpty else {
            throw TrustFolder.unusable(
                path, "it names no witness and no time-stamp authority, so no receipt could count")
        }
        guard folder.periods.isEmpty else {
            throw TrustFolder.unusable(
                path + "/periods", "a custodian's anchors count now or not at all")
        }
        return CustodianTrust(witnesses: folder.witnesses.map(\.key), authorities: folder.tsa)
    }

    /// The witnesses that a store is configured with: what a custodian at the same desk can check by.
    static func configuredTrust(_ layout: StoreLayout) throws -> CustodianTrust {
        var witnesses: [VerifierKey] = []
        for notary in try Configuration.read(layout).notaries where notary.kind == .witness {
            let path = "\(notary.place)/verifier-key"
            let text = String(decoding: try file(path).filter { $0 != 0x0A }, as: UTF8.self)
            guard let key = VerifierKey(text: text) else {
                throw CommandFailure(.unreadable, "\(path) holds no verification key")
            }
            witnesses.append(key)
        }
        return CustodianTrust(witnesses: witnesses, authorities: [])
    }
}
