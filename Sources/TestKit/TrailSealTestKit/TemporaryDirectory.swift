import Glibc

/// A new empty folder that goes away with the last reference to it.
package final class TemporaryDirectory: Sendable {
    /// The absolute path, without a slash at the end.
    package let path: String

    /// Makes a folder in `TMPDIR`, or in `/tmp`.
    ///
    /// - Throws: `TestKitError` when it can't be made.
    package init() throws {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        // mkdtemp wants six of them and puts other letters there.
        let blanks = String(repeating: "X", count: 6)
        var template = Array("\(parent)/trailseal-test-\(blanks)".utf8CString)
        let made = unsafe mkdtemp(&template) != nil
        if !made { throw TestKitError(function: "mkdtemp", subject: parent, code: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        Self.remove(path)
    }

    /// The path of a name in this folder.
    package func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// Removes a folder and what is in it, links themselves and not what they name.
    private static func remove(_ folder: String) {
        unsafe chmod(folder, 0o700)
        for name in (try? namesInFolder(folder)) ?? [] {
            let path = "\(folder)/\(name)"
            if unsafe unlink(path) != 0 { remove(path) }
        }
        unsafe rmdir(folder)
    }
}
