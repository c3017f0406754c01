import CCrypto

/// A place that an `i2d` function writes to and moves on.
typealias OutputCursor = UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>

/// A place that a `d2i` function reads from and moves on.
typealias InputCursor = UnsafeMutablePointer<UnsafePointer<UInt8>?>

/// Runs an `i2d` function twice, for the length and for the bytes.
func encoded(
    _ function: String, _ write: (OutputCursor?) -> Int32
) throws(CryptographyError) -> [UInt8] {
    let length = Int(write(nil))
    guard length > 0 else { throw CryptographyError.drainingQueue(after: function) }
    return [UInt8](unsafeUninitializedCapacity: length) { output, count in
        var cursor = output.baseAddress
        count = max(0, min(length, Int(write(&cursor))))
    }
}

/// Runs a `d2i` function that must take all bytes.
///
/// - Parameters:
///   - read: Calls the function with nil as the object to reuse.
///   - free: Frees an object that left bytes over.
/// - Returns: The object, owned by the caller.
func decoded<Object>(
    _ der: [UInt8], _ function: String, free: (Object?) -> Void,
    _ read: (InputCursor, Int) -> Object?
) throws(CryptographyError) -> Object {
    var consumed = 0
    let object = der.withUnsafeBufferPointer { bytes -> Object? in
        guard let start = bytes.baseAddress else { return nil }
        var cursor: UnsafePointer<UInt8>? = start
        let object = read(&cursor, bytes.count)
        consumed = cursor.map { $0 - start } ?? 0
        return object
    }
    guard let object else { throw CryptographyError.drainingQueue(after: function) }
    guard consumed == der.count else {
        free(object)
        throw CryptographyError(function: function, text: "bytes after the end")
    }
    return object
}

/// Takes the bytes of an ASN.1 string of any type.
func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(max(0, ASN1_STRING_length(string)))))
}

/// A memory BIO that gives its bytes back and cleanses them when it goes.
struct MemoryStream: ~Copyable {
    let handle: OpaquePointer

    /// Makes an empty stream, or one that holds a copy of bytes.
    init(_ bytes: [UInt8] = []) throws(CryptographyError) {
        self.handle = try MemoryStream.open(bytes)
    }

    deinit { BIO_free(handle) }

    /// What was written and not read, copied.
    var contents: [UInt8] { withContents { Array($0) } }

    func withContents<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var start: UnsafeMutablePointer<CChar>?
        let count = BIO_ctrl(handle, BIO_CTRL_INFO, 0, &start)
        return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : max(0, count)))
    }

    private static func open(_ bytes: [UInt8]) throws(CryptographyError) -> OpaquePointer {
        let handle = try require(BIO_new(BIO_s_mem()), "BIO_new")
        // At its end the stream must say "end", not "try again".
        _ = BIO_ctrl(handle, BIO_C_SET_BUF_MEM_EOF_RETURN, 0, nil)
        var written = 0
        guard bytes.isEmpty || BIO_write_ex(handle, bytes, bytes.count, &written) == 1 else {
            BIO_free(handle)
            throw CryptographyError.drainingQueue(after: "BIO_write_ex")
        }
        return handle
    }
}
