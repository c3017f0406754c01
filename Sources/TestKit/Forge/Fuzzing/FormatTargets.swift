internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import Records
internal import Verification

/// Readers of the files that a bundle and its auditor bring.
enum FormatTargets {
    static let all = [tar, manifest, keys, policy, profile]

    /// A header that is accepted is built again from path and size alone; so is a whole archive.
    private static let tar = FuzzTarget("tar", upTo: 8192) { bytes in
        let block = Array(bytes.prefix(USTARHeader.blockSize))
        if let header = try? USTARHeader.decode(block, at: 0) {
            let again = USTARHeader(path: header.path, size: header.size)?.encoded
            if again != block { return "a header isn't built again" }
        }
        guard let reading = try? USTARReader.read(MemorySource(bytes)) else {
            return "memory can't be read"
        }
        let set = MemberSet(archivePaths: reading.members.map(\.path))
        for (path, member) in zip(set.paths, reading.members) {
            guard let path, let id = set.id else { continue }
            if Array(id.archivePath(of: path).utf8) != member.path {
                return "a path has two spellings"
            }
        }
        return reading.isWhole && archive(of: reading, bytes) != bytes
            ? "an archive isn't built again" : nil
    }

    private static func archive(of reading: ArchiveReading, _ bytes: [UInt8]) -> [UInt8] {
        var again: [UInt8] = []
        for member in reading.members {
            let start = Int(member.dataOffset)
            let data = Array(bytes[start..<start + Int(member.size)])
            again += BundleEditor.framed(BundleEditor.Member(path: member.path, bytes: data))
        }
        return again + [UInt8](repeating: 0, count: 1024)
    }

    private static let manifest = FuzzTarget("manifest", upTo: 8192) { bytes in
        guard let manifest = try? Manifest.read(bytes) else { return nil }
        return manifest.unknownFields.isEmpty && manifest.encoded != bytes
            ? "a manifest is written otherwise" : nil
    }

    private static let keys = FuzzTarget("keys", upTo: 4096) { bytes in
        guard let keys = try? KeysFile.read(bytes) else { return nil }
        return keys.unknownFields.isEmpty && keys.encoded != bytes
            ? "a keys file is written otherwise" : nil
    }

    private static let policy = FuzzTarget("policy", upTo: 4096) { bytes in
        guard let policy = try? SitePolicy(encoded: bytes) else { return nil }
        return CanonicalJSON.encode(.object(policy.json)) == bytes
            ? nil : "a policy is written otherwise"
    }

    /// A profile that is written and read again asks the same.
    private static let profile = FuzzTarget("profile", upTo: 4096) { bytes in
        guard let profile = try? Profile(bytes: bytes) else { return nil }
        let again = try? Profile(bytes: CanonicalJSON.encode(.object(profile.json)))
        if again != profile { return "a profile is read back otherwise" }
        return profile.plan.isEmpty ? "a profile asks nothing" : nil
    }
}
