import Cryptography
import LinuxFiles
import Records
import SQLiteDatabase

/// The site policy in force.
package enum PolicyRegister {
    /// The policy that the newest `policy` record names, or genesis where there is none yet.
    static func current(
        _ table: RecordTable, layout: StoreLayout, genesis: GenesisBody
    ) throws -> SitePolicy {
        var sha256 = genesis.policySha256
        try table.forEachLine(where: RecordTable.ofFamily, [.text(PolicyBody.family)]) {
            seq, line in
            do { sha256 = try PolicyBody(json: try StoredLine.entry(line).body).sha256 } catch {
                throw CaptureError.damaged("Record \(seq) is not a readable policy: \(error).")
            }
        }
        return try read(layout, sha256: sha256)
    }

    /// Reads a kept policy and compares its digest.
    static func read(_ layout: StoreLayout, sha256: Digest) throws -> SitePolicy {
        try translating {
            let path = "\(layout.policies)/\(sha256.hex).json"
            let bytes = try Files.read(path, limit: 1 << 20)
            guard SHA256.hash(bytes) == sha256 else {
                throw CaptureError.damaged("The policy \(sha256.hex).json has been changed.")
            }
            do { return try SitePolicy(encoded: bytes) } catch {
                throw CaptureError.damaged("The policy \(sha256.hex).json can't be read: \(error).")
            }
        }
    }

    /// Keeps a policy under its digest.
    static func keep(_ policy: SitePolicy, in layout: StoreLayout) throws {
        let bytes = policy.encoded
        let path = "\(layout.policies)/\(SHA256.hash(bytes).hex).json"
        if !Files.exists(path) { try Files.writeDurably(bytes, to: path) }
    }
}
