import Glibc

/// Something that names a file: text, or the raw bytes a folder listing gave.
///
/// Linux file names are bytes without NUL and `/`; they need not be UTF-8.
package protocol PathBytes {
    /// The path's bytes, without a terminating NUL.
    var pathBytes: [UInt8] { get }
}

extension String: PathBytes {
    /// The text in UTF-8.
    package var pathBytes: [UInt8] { [UInt8](utf8) }
}

extension Array: PathBytes where Element == UInt8 {
    /// The bytes themselves.
    package var pathBytes: [UInt8] { self }
}

/// Composes, splits and shows paths without touching a file system.
package enum PathText {
    /// A printable form of a path.
    ///
    /// Control characters and bytes that aren't UTF-8 appear as `\xNN`, so that a hostile name
    /// cannot move the cursor or imitate a line of output.
    package static func shown(_ path: [UInt8]) -> String {
        // Most paths are plain.
        if path.allSatisfy({ (0x20...0x7e).contains($0) }) {
            return String(decoding: path, as: UTF8.self)
        }
        var text = ""
        var rest = path[...]
        while let first = rest.first {
            if let (scalar, length) = scalar(at: rest), isPrintable(scalar) {
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                text += "\\x" + hexadecimal(first)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// Folder and name joined by exactly one slash.
    ///
    /// - Parameters:
    ///   - folder: Any path; when empty the result is `name`.
    ///   - name: A name or relative path.
    package static func join(_ folder: some PathBytes, _ name: some PathBytes) -> [UInt8] {
        var bytes = folder.pathBytes
        if let last = bytes.last, last != slash { bytes.append(slash) }
        return bytes + name.pathBytes
    }

    /// The folder part of a path, `.` when there is none.
    package static func folder(of path: some PathBytes) -> [UInt8] {
        let bytes = withoutTrailingSlashes(path.pathBytes)
        guard let index = bytes.lastIndex(of: slash) else { return [UInt8(ascii: ".")] }
        let folder = withoutTrailingSlashes(Array(bytes[..<index]))
        return folder.isEmpty ? [slash] : folder
    }

    /// The last component of a path, without slashes.
    package static func name(of path: some PathBytes) -> [UInt8] {
        let bytes = withoutTrailingSlashes(path.pathBytes)
        guard let index = bytes.lastIndex(of: slash) else { return bytes }
        return bytes.count == 1 ? bytes : Array(bytes[(index + 1)...])
    }

    static let slash = UInt8(ascii: "/")

    private static func withoutTrailingSlashes(_ bytes: [UInt8]) -> [UInt8] {
        var end = bytes.count
        while end > 1, bytes[end - 1] == slash { end -= 1 }
        return Array(bytes[..<end])
    }

    private static func scalar(at bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.prefix(4).makeIterator()
        guard case .valid(let encoded) = decoder.parseScalar(from: &iterator) else { return nil }
        return (Unicode.UTF8.decode(encoded), encoded.count)
    }

    /// Neither a control character nor one that changes how its neighbours are displayed.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// Runs a call with a path as a C string; a NUL inside is refused as `EINVAL`.
func withCPath<Result>(
    _ path: [UInt8], _ function: String,
    _ body: (UnsafePointer<CChar>) throws(SystemError) -> Result
) throws(SystemError) -> Result {
    guard !path.contains(0) else {
        throw SystemError(function: function, code: EINVAL, path: path)
    }
    let result: Swift.Result<Result, SystemError> = withUnsafeTemporaryAllocation(
        of: CChar.self, capacity: path.count + 1
    ) { buffer in
        for (place, byte) in path.enumerated() {
            buffer.initializeElement(at: place, to: CChar(bitPattern: byte))
        }
        buffer.initializeElement(at: path.count, to: 0)
        do throws(SystemError) {
            guard let base = buffer.baseAddress else {
                throw SystemError(function: function, code: EINVAL, path: path)
            }
            return .success(try body(base))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}
