import CommandSupport
import LinuxFiles
import RecordLog

/// The auditor's notebook in its file: read once, and replaced whole by the next stage of itself.
///
/// Source: docs/formats/notebook.md §3.
struct NotebookFile {
    /// What it held when the run began; nothing where there was no file.
    let notebook: Notebook
    private let path: String
    /// The file's bytes; nil where there was none.
    private let bytes: [UInt8]?

    /// Reads a notebook; a name that nothing has yet is one in which nothing is noted.
    ///
    /// - Throws: Status 66 for a file that isn't a whole notebook, an empty one too.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        bytes = try Self.content(path)
        guard let bytes else {
            notebook = Notebook()
            return
        }
        do throws(NotebookError) { notebook = try Notebook(bytes: bytes) } catch {
            throw CommandFailure(
                .unreadable,
                "\(Printable.line(path)) is no notebook, or a damaged one, and is left as it is: "
                    + "\(Printable.line(error.description))")
        }
    }

    /// Puts the next stage into the file; one that is the same is left alone.
    ///
    /// - Throws: Status 75 where somebody else has written to it meanwhile.
    func write(_ next: Notebook) throws(CommandFailure) {
        guard next != notebook else { return }
        guard try Self.content(path) == bytes else {
            throw CommandFailure(
                .busy, "\(Printable.line(path)) was changed meanwhile; judge again")
        }
        do throws(SystemError) {
            // Behind a link the file is replaced, and the link stays.
            let target = bytes == nil ? Array(path.utf8) : try Files.resolvedPath(path)
            try Files.writeDurably(next.bytes, to: target, noReplace: bytes == nil)
        } catch {
            throw CommandFailure.writing(error)
        }
    }

    private static func content(_ path: String) throws(CommandFailure) -> [UInt8]? {
        do throws(SystemError) {
            guard try Files.kind(of: path) != nil else { return nil }
            return try Files.read(path, limit: Notebook.maximumByteCount)
        } catch {
            throw CommandFailure.reading(error)
        }
    }
}
