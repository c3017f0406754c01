internal import Cryptography
internal import LinuxFiles
internal import RecordLog
package import Verification

/// The trust folders that samples have; the verifier's own program reads more kinds, more strictly.
package enum SampleTrust {
    /// The anchors in the files of a sample.
    package static func trust(_ files: TrustFiles) throws -> Trust {
        var trust = Trust()
        for path in files.paths {
            let bytes = files.files[path] ?? []
            if path.hasPrefix("roots/") {
                trust.roots += try PEM.certificates(in: bytes)
            } else if path.hasPrefix("tsa/") {
                trust.tsa += try PEM.certificates(in: bytes)
            } else if path.hasPrefix("crls/") {
                trust.revocation.append(try CertificateRevocationList(der: bytes))
            } else if path == "witnesses" {
                trust.witnesses = try witnesses(bytes)
            }
        }
        return trust
    }

    /// Reads a sample's trust folder.
    package static func read(_ folder: String) throws -> Trust {
        try trust(files(below: folder))
    }

    /// The files below a trust folder.
    package static func files(below folder: String) throws -> TrustFiles {
        var files: [String: [UInt8]] = [:]
        for entry in try Files.walk(folder).entries where entry.status.kind == .file {
            guard let path = entry.path else { continue }
            files[path] = try Files.read("\(folder)/\(path)", limit: 1 << 20)
        }
        return TrustFiles(files: files)
    }

    private static func witnesses(_ bytes: [UInt8]) throws -> [WitnessAnchor] {
        try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let key = VerifierKey(text: String(parts[0])) else {
                throw ForgeError.broken("a line of witnesses: \(line)")
            }
            return WitnessAnchor(key: key, domain: String(parts[1]))
        }
    }
}
