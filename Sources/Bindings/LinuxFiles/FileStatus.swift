import Glibc

/// What stands under a name.
package enum FileKind: String, Hashable, Sendable {
    /// The kinds of `stat(2)`; `unknown` is any that it may add.
    case file, directory, symbolicLink, fifo, socket, characterDevice, blockDevice, unknown

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        default: self = .unknown
        }
    }
}

/// The pair that tells one file from another on a running system.
package struct FileIdentity: Hashable, Sendable {
    /// Device number of the file system.
    package let device: UInt64
    /// Inode number on that device.
    package let inode: UInt64
}

/// What the file system says about a file.
package struct FileStatus: Hashable, Sendable {
    /// What it is.
    package let kind: FileKind
    /// Device and inode.
    package let identity: FileIdentity
    /// Length in bytes; meaningful for regular files.
    package let size: Int64
    /// Permission bits, 0 to 0o7777.
    package let permissions: UInt32
    /// Number of hard links.
    package let linkCount: UInt64
    /// Numeric id of the owner.
    package let ownerID: UInt32
    /// Last change of the content, nanoseconds since 1970, clamped to what 64 bits hold.
    package let modifiedNanoseconds: Int64
    /// Last change of content or attributes, nanoseconds since 1970, clamped likewise.
    package let changedNanoseconds: Int64

    init(_ raw: stat) {
        kind = FileKind(mode: raw.st_mode)
        identity = FileIdentity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino))
        size = Int64(raw.st_size)
        permissions = UInt32(raw.st_mode & 0o7777)
        linkCount = UInt64(raw.st_nlink)
        ownerID = raw.st_uid
        modifiedNanoseconds = nanoseconds(raw.st_mtim)
        changedNanoseconds = nanoseconds(raw.st_ctim)
    }
}

/// A C time as nanoseconds; a time that doesn't fit becomes the nearest one that does.
func nanoseconds(_ time: timespec) -> Int64 {
    let (product, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return time.tv_sec < 0 ? .min : .max }
    let (sum, carried) = product.addingReportingOverflow(Int64(time.tv_nsec))
    return carried ? .max : sum
}
