import CArchive
import Glibc

/// One member as libarchive sees it.
package struct ListedMember: Hashable, Sendable {
    /// The path's raw bytes.
    package let path: [UInt8]
    /// Length of the content in bytes.
    package let size: Int64
    /// Where the header begins, bytes from the start of the archive.
    package let headerOffset: Int64
    /// Permission bits.
    package let permissions: UInt32
    /// Whether it is a regular file.
    package let isFile: Bool
}

/// Lists archives with libarchive, so that tests can compare its view with ours.
///
/// libarchive accepts much that a bundle must not contain; its listing proves little.
package enum TarLister {
    /// All members in order.
    ///
    /// - Parameter descriptor: Open for reading at the start of the archive; the caller's.
    /// - Throws: At the first thing that libarchive takes for an error or warns of.
    package static func members(descriptor: Int32) throws(ArchiveError) -> [ListedMember] {
        guard let handle = archive_read_new() else {
            throw ArchiveError(function: "archive_read_new", handle: nil)
        }
        defer { archive_read_free(handle) }
        guard archive_read_support_format_tar(handle) == ARCHIVE_OK,
            archive_read_open_fd(handle, descriptor, 1 << 16) == ARCHIVE_OK
        else { throw ArchiveError(function: "archive_read_open_fd", handle: handle) }
        var members: [ListedMember] = []
        while true {
            var entry: OpaquePointer?
            let code = archive_read_next_header(handle, &entry)
            if code == ARCHIVE_EOF { return members }
            // ARCHIVE_RETRY lies between OK and WARN: only OK is good.
            guard code == ARCHIVE_OK, let entry else {
                throw ArchiveError(function: "archive_read_next_header", handle: handle)
            }
            members.append(member(entry, handle))
        }
    }

    private static func member(_ entry: OpaquePointer, _ handle: OpaquePointer) -> ListedMember {
        // The UTF-8 variant is nil for other than ASCII in the C locale.
        let path = archive_entry_pathname(entry).map { name in
            Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
        }
        return ListedMember(
            path: path ?? [], size: archive_entry_size(entry),
            headerOffset: archive_read_header_position(handle),
            permissions: UInt32(archive_entry_perm(entry)),
            isFile: archive_entry_filetype(entry) == 0o100000)
    }
}
