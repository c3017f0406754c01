package import LinuxFiles

/// The files of a folder that has no order but their names, read with limits.
///
/// What is no regular file of an admitted size is named and not read: whoever asked says what that
/// means. Names that begin with a dot don't count.
package enum FlatFolder {
    /// One entry.
    package struct Entry: Hashable, Sendable {
        /// Its name, in printable form where it isn't UTF-8.
        package let name: String
        /// Its bytes; nil where it is no regular file, or larger than admitted.
        package let bytes: [UInt8]?
    }

    /// Reads a folder, in byte order of names.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - count: How many entries are read; one more is named.
    ///   - bytes: How many bytes are read in all.
    ///   - limit: How many bytes a file of a name may have.
    /// - Throws: For a folder or a file that can't be read.
    package static func read(
        _ path: some PathBytes, count: Int, bytes: Int, limit: (String) -> Int
    ) throws(CommandFailure) -> [Entry] {
        do throws(SystemError) {
            var entries: [Entry] = []
            var rest = bytes
            let listed = try Files.list(path).filter { $0.nameBytes.first != UInt8(ascii: ".") }
            for entry in listed.prefix(count.addingReportingOverflow(1).partialValue) {
                let name = entry.name ?? entry.shownName
                let file = PathText.join(path, entry.nameBytes)
                let status = try Files.status(of: file, followingLinks: true)
                let admitted = min(rest, limit(name))
                guard entries.count < count, status.kind == .file, status.size <= Int64(admitted)
                else {
                    entries.append(Entry(name: name, bytes: nil))
                    continue
                }
                let content = try Files.read(file, limit: admitted)
                rest -= content.count
                entries.append(Entry(name: name, bytes: content))
            }
            return entries
        } catch {
            throw .reading(error)
        }
    }
}
