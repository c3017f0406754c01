import Glibc

/// The whole content of a file.
///
/// - Throws: `TestKitError` when it can't be opened or read.
package func readFile(_ path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw TestKitError(function: "open", subject: path, code: errno) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe piece.withUnsafeMutableBytes {
            unsafe read(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { throw TestKitError(function: "read", subject: path, code: errno) }
        if count == 0 { return content }
        content.append(contentsOf: piece[..<count])
    }
}

/// Makes a file of the bytes, or replaces the content of one that is there.
///
/// - Throws: `TestKitError` when it can't be opened or written.
package func writeFile(_ path: String, _ content: [UInt8]) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw TestKitError(function: "open", subject: path, code: errno) }
    defer { close(descriptor) }
    var done = 0
    while done < content.count {
        let count = unsafe content[done...].withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { throw TestKitError(function: "write", subject: path, code: errno) }
        done += count
    }
}

/// Makes a file of the UTF-8 bytes of a text.
///
/// - Throws: `TestKitError` when it can't be opened or written.
package func writeFile(_ path: String, _ text: String) throws {
    try writeFile(path, Array(text.utf8))
}

/// Makes a folder; its parent must be there.
///
/// - Throws: `TestKitError` when it can't be made.
package func makeFolder(_ path: String) throws {
    if unsafe mkdir(path, 0o755) != 0 {
        throw TestKitError(function: "mkdir", subject: path, code: errno)
    }
}

/// The names in a folder without `.` and `..`, in byte order.
///
/// - Throws: `TestKitError` when it can't be opened.
package func namesInFolder(_ path: String) throws -> [String] {
    guard let folder = unsafe opendir(path) else {
        throw TestKitError(function: "opendir", subject: path, code: errno)
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether there is a file, folder or anything else at the path.
package func isThere(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
}
