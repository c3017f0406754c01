package import BundleFormat
package import Cryptography

/// A bundle taken apart, so that one thing in it can be changed and the rest put back as it was.
///
/// Every attack of the corpus is an edit of an honest bundle; how far the attacker can mend what
/// the edit breaks (digests, manifest, seal) is what the methods here are called after.
package struct BundleEditor {
    /// A member: its archive path and its bytes.
    package struct Member: Hashable, Sendable {
        /// The path in the archive, folder included.
        package var path: [UInt8]
        /// The data.
        package var bytes: [UInt8]
    }

    /// The members in the order of the archive.
    package private(set) var members: [Member]
    /// The bundle's name.
    package let bundle: BundleID

    /// Takes an honest archive apart.
    ///
    /// - Throws: `ForgeError.broken` when it isn't one.
    package init(_ archive: [UInt8]) throws {
        let reading = try USTARReader.read(MemorySource(archive))
        guard reading.isWhole, let first = reading.members.first,
            let (id, _) = BundleID.split(archivePath: first.path)
        else {
            throw ForgeError.broken("not an honest archive: \(String(describing: reading.problem))")
        }
        bundle = id
        members = reading.members.map { member in
            let start = Int(member.dataOffset)
            return Member(
                path: member.path, bytes: Array(archive[start..<start + Int(member.size)]))
        }
    }

    /// The archive in the one form, members as they stand.
    package var archive: [UInt8] {
        var bytes: [UInt8] = []
        for member in members {
            bytes += Self.framed(member)
        }
        return bytes + [UInt8](repeating: 0, count: 1024)
    }

    /// One member's header, data and padding.
    package static func framed(_ member: Member) -> [UInt8] {
        guard let header = USTARHeader(path: member.path, size: UInt64(member.bytes.count)) else {
            return []
        }
        return header.encoded + member.bytes + [UInt8](repeating: 0, count: header.paddingCount)
    }

    /// The bytes of a member, by its place in the layout.
    ///
    /// Setting nil removes it; setting bytes where none is puts a member in its place in the order.
    package subscript(path: MemberPath) -> [UInt8]? {
        get { members.first { $0.path == raw(path) }?.bytes }
        set {
            let wanted = raw(path)
            if let index = members.firstIndex(where: { $0.path == wanted }) {
                if let newValue {
                    members[index].bytes = newValue
                } else {
                    members.remove(at: index)
                }
            } else if let newValue {
                let place = members.dropFirst(2).firstIndex {
                    wanted.lexicographicallyPrecedes($0.path)
                }
                members.insert(Member(path: wanted, bytes: newValue), at: place ?? members.count)
            }
        }
    }

    /// The places of the layout that are filled, in order.
    package var paths: [MemberPath] {
        members.compactMap { member in
            BundleID.split(archivePath: member.path).flatMap { MemberPath($0.below) }
        }
    }

    /// Puts a member at the end, whatever its path.
    package mutating func append(path: [UInt8], bytes: [UInt8]) {
        members.append(Member(path: path, bytes: bytes))
    }

    /// Gives a member other bytes, by its place in the archive.
    package mutating func replace(_ index: Int, with bytes: [UInt8]) {
        members[index].bytes = bytes
    }

    /// Takes a member out, by its place in the archive.
    package mutating func remove(_ index: Int) {
        members.remove(at: index)
    }

    /// Exchanges two members' places.
    package mutating func swapMembers(_ first: Int, _ second: Int) {
        members.swapAt(first, second)
    }

    /// The manifest, read.
    package func manifest() throws -> Manifest {
        guard let bytes = self[.manifest] else { throw ForgeError.broken("no manifest") }
        do {
            return try Manifest.read(bytes)
        } catch {
            throw ForgeError.broken("manifest: \(error)")
        }
    }

    /// Makes the digests true again: bag files and manifest rows of what is there now.
    ///
    /// What an attacker can do who holds no key; the seal is broken by it.
    package mutating func mendManifest(_ change: (inout Manifest) -> Void = { _ in }) throws {
        var manifest = try manifest()
        let payload = rows().filter(\.path.isPayload)
        if self[.manifestSHA256] != nil {
            self[.manifestSHA256] = BagIt.payloadManifest(payload)
        }
        if let old = self[.bagInfo], let date = Self.baggingDate(in: old) {
            self[.bagInfo] = BagIt.information(date: date, bundle: bundle, members: payload)
        }
        manifest.members = rows()
        change(&manifest)
        self[.manifest] = manifest.encoded
    }

    /// Seals the manifest as it stands, with a key the attacker holds.
    package mutating func reseal(with key: PrivateKey, _ certificate: Certificate, at time: Int64)
        throws
    {
        guard let manifest = self[.manifest] else { throw ForgeError.broken("no manifest") }
        self[.seal] = try ClosedCMS.sign(
            content: manifest, certificate: certificate, key: key, intermediates: [],
            signingTime: time)
    }

    private func rows() -> [Manifest.Member] {
        members.compactMap { member in
            guard let (_, below) = BundleID.split(archivePath: member.path),
                let path = MemberPath(below), path.role != nil
            else { return nil }
            return Manifest.Member(
                path: path, sha256: SHA256.hash(member.bytes), size: UInt64(member.bytes.count))
        }
    }

    private func raw(_ path: MemberPath) -> [UInt8] { Array(bundle.archivePath(of: path).utf8) }

    private static func baggingDate(in information: [UInt8]) -> String? {
        let first = String(decoding: information.prefix { $0 != 0x0A }, as: UTF8.self)
        guard first.hasPrefix("Bagging-Date: ") else { return nil }
        return String(first.dropFirst("Bagging-Date: ".count))
    }
}
