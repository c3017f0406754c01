import CArchive

/// Writes a ustar archive front to back.
///
/// Owns one `struct archive *`; `deinit` frees it. All members are regular files with mode 0644,
/// owner 0, no owner names and time 0, so the bytes depend on paths and contents alone. An
/// archive that isn't finished lacks its end blocks and is no archive.
/// Source: docs/formats/bundle.md §2.
package struct TarWriter: ~Copyable {
    private let handle: OpaquePointer
    private var member: Member?

    /// The member being written.
    private struct Member {
        let path: [UInt8]
        let size: Int64
        var written: Int64 = 0
    }

    /// Begins an archive.
    ///
    /// - Parameter descriptor: Open for writing, positioned where the archive shall begin; the
    ///   caller keeps it open until `finish` and closes it afterwards.
    package init(descriptor: Int32) throws(ArchiveError) {
        handle = try Self.open(descriptor)
        member = nil
    }

    deinit {
        // Without this the end blocks would be written even after a failure.
        archive_write_fail(handle)
        archive_write_free(handle)
    }

    /// Begins a member; the one before must have been ended.
    ///
    /// - Parameters:
    ///   - path: Relative, parts separated by single slashes, none of them empty, `.` or `..`;
    ///     at most 256 bytes in a shape that ustar's name and prefix can hold.
    ///   - size: Exact length of the content in bytes, from 0 to 8 GiB less one.
    /// - Throws: `isUnrepresentable` when the header can't hold it; the archive stays usable.
    package mutating func begin(path: [UInt8], size: Int64) throws(ArchiveError) {
        guard member == nil else {
            throw ArchiveError(
                function: "begin", message: "the member before isn't ended", member: path)
        }
        guard Self.isPlain(path), size >= 0 else {
            throw ArchiveError(
                function: "begin", message: "not a plain relative path and size", member: path)
        }
        try writeHeader(path, size)
        member = Member(path: path, size: size)
    }

    /// Writes the next bytes of the member.
    ///
    /// - Throws: When they exceed the size that `begin` was told; nothing is cut silently.
    package mutating func write(_ bytes: Span<UInt8>) throws(ArchiveError) {
        guard var current = member else {
            throw ArchiveError(function: "write", message: "no member was begun")
        }
        guard Int64(bytes.count) <= current.size - current.written else {
            throw ArchiveError(
                function: "write", message: "more than the declared \(current.size) bytes",
                member: current.path)
        }
        try writeData(bytes, current.path)
        current.written += Int64(bytes.count)
        member = current
    }

    /// Writes the next bytes of the member.
    package mutating func write(_ bytes: [UInt8]) throws(ArchiveError) {
        try write(bytes.span)
    }

    /// Ends the member.
    ///
    /// - Throws: When fewer bytes came than `begin` was told; libarchive would fill up with zeros.
    package mutating func endMember() throws(ArchiveError) {
        guard let current = member else {
            throw ArchiveError(function: "endMember", message: "no member was begun")
        }
        guard current.written == current.size else {
            throw ArchiveError(
                function: "endMember",
                message: "\(current.written) of the declared \(current.size) bytes",
                member: current.path)
        }
        guard archive_write_finish_entry(handle) == ARCHIVE_OK else {
            throw ArchiveError(
                function: "archive_write_finish_entry", handle: handle, member: current.path)
        }
        member = nil
    }

    /// Writes a whole member at once.
    package mutating func add(path: [UInt8], content: [UInt8]) throws(ArchiveError) {
        try begin(path: path, size: Int64(content.count))
        try write(content)
        try endMember()
    }

    /// Writes the two end blocks and hands the last bytes to the descriptor.
    ///
    /// Nothing is synchronised; that is the caller's business.
    package consuming func finish() throws(ArchiveError) {
        if let member {
            throw ArchiveError(
                function: "finish", message: "the last member isn't ended", member: member.path)
        }
        guard archive_write_close(handle) == ARCHIVE_OK else {
            throw ArchiveError(function: "archive_write_close", handle: handle)
        }
    }

    private func writeHeader(_ path: [UInt8], _ size: Int64) throws(ArchiveError) {
        guard let entry = archive_entry_new() else {
            throw ArchiveError(function: "archive_entry_new", handle: nil, member: path)
        }
        defer { archive_entry_free(entry) }
        let name = path.map { CChar(bitPattern: $0) } + [0]
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, size)
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        guard archive_write_header(handle, entry) == ARCHIVE_OK else {
            throw ArchiveError(function: "archive_write_header", handle: handle, member: path)
        }
    }

    private func writeData(_ bytes: Span<UInt8>, _ path: [UInt8]) throws(ArchiveError) {
        let count = bytes.withUnsafeBufferPointer { buffer in
            buffer.isEmpty ? 0 : archive_write_data(handle, buffer.baseAddress, buffer.count)
        }
        guard count == bytes.count else {
            throw ArchiveError(function: "archive_write_data", handle: handle, member: path)
        }
    }

    private static func isPlain(_ path: [UInt8]) -> Bool {
        guard !path.isEmpty, !path.contains(0) else { return false }
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
    }

    private static func open(_ descriptor: Int32) throws(ArchiveError) -> OpaquePointer {
        guard let handle = archive_write_new() else {
            throw ArchiveError(function: "archive_write_new", handle: nil)
        }
        // The last block is one byte: otherwise a pipe would be padded to a full block.
        let isReady =
            archive_write_set_format_ustar(handle) == ARCHIVE_OK
            && archive_write_add_filter_none(handle) == ARCHIVE_OK
            && archive_write_set_bytes_per_block(handle, 1 << 16) == ARCHIVE_OK
            && archive_write_set_bytes_in_last_block(handle, 1) == ARCHIVE_OK
            && archive_write_open_fd(handle, descriptor) == ARCHIVE_OK
        guard isReady else {
            let error = ArchiveError(function: "archive_write_open_fd", handle: handle)
            archive_write_fail(handle)
            archive_write_free(handle)
            throw error
        }
        return handle
    }
}
