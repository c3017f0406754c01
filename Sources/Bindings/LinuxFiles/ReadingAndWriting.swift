import Glibc

extension FileDescriptor {
    /// Fills a buffer from the current position as far as the file goes.
    ///
    /// - Parameter buffer: Its count says how many bytes are wanted.
    /// - Returns: Bytes read; fewer than asked only at the end of the file.
    package func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
        try buffer.withUnsafeMutableBufferPointer { (bytes) throws(SystemError) in
            try fill(bytes) { start, count, _ in Glibc.read(number, start, count) }
        }
    }

    /// Fills a buffer from an offset as far as the file goes, without moving the position.
    ///
    /// - Parameters:
    ///   - buffer: Its count says how many bytes are wanted.
    ///   - offset: Bytes from the start of the file, not negative.
    /// - Returns: Bytes read; fewer than asked only at the end of the file.
    package func read(
        into buffer: inout [UInt8], at offset: Int64
    ) throws(SystemError) -> Int {
        try buffer.withUnsafeMutableBufferPointer { (bytes) throws(SystemError) in
            try fill(bytes, at: offset)
        }
    }

    /// Bytes from an offset, fewer than asked at the end of the file.
    ///
    /// - Parameters:
    ///   - count: At most this many; memory of this size is used, so it must be bounded.
    ///   - offset: Bytes from the start of the file, not negative.
    package func bytes(count: Int, at offset: Int64) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        // Filling the buffer with zeros first would cost a tenth of hashing what is read into it.
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
            do throws(SystemError) {
                filled = try fill(space, at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// What one call gives from an offset on, which may be less than there is.
    ///
    /// - Parameters:
    ///   - count: At most this many; memory of this size is used, so it must be bounded.
    ///   - offset: Bytes from the start of the file, not negative.
    package func piece(count: Int, at offset: Int64) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
            do throws(SystemError) {
                filled = try retrying("read") {
                    pread(number, space.baseAddress, space.count, off_t(offset))
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Everything from the current position to the end.
    ///
    /// - Parameter limit: Greatest number of bytes that is accepted.
    /// - Throws: `EFBIG` when more than `limit` bytes follow.
    package func readAll(limit: Int) throws(SystemError) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let done = try read(into: &chunk)
            guard done <= limit - all.count else {
                throw SystemError(function: "read", code: EFBIG)
            }
            all.append(contentsOf: chunk[..<done])
            if done < chunk.count { return all }
        }
    }

    /// Hands a part of the file to a closure, piece by piece, in order.
    ///
    /// - Parameters:
    ///   - offset: Where to begin, bytes from the start, not negative.
    ///   - count: How many bytes; nil means up to the end.
    ///   - chunkSize: Length of a piece in bytes, at least 1; the last one may be shorter.
    ///   - body: Gets each piece; what it throws ends the loop.
    /// - Returns: Bytes handed over; fewer than `count` when the file ends before.
    package func forEachChunk(
        from offset: Int64 = 0, count: Int64? = nil, chunkSize: Int = 1 << 20,
        _ body: (Span<UInt8>) throws -> Void
    ) throws -> Int64 {
        var buffer = [UInt8](repeating: 0, count: chunkSize)
        var total: Int64 = 0
        while true {
            let left = count.map { $0 - total } ?? Int64(chunkSize)
            if left <= 0 { return total }
            if left < Int64(buffer.count) { buffer.removeLast(buffer.count - Int(left)) }
            let done = try read(into: &buffer, at: offset + total)
            if done > 0 { try body(buffer.span.extracting(0..<done)) }
            total += Int64(done)
            if done < buffer.count { return total }
        }
    }

    /// Writes all bytes at the current position.
    package func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        try writeAll(bytes.span)
    }

    /// Writes all bytes of a span at the current position.
    package func writeAll(_ bytes: Span<UInt8>) throws(SystemError) {
        try Self.writeAll(bytes, to: number)
    }

    /// Writes all bytes to a descriptor that somebody else owns.
    static func writeAll(_ bytes: Span<UInt8>, to number: Int32) throws(SystemError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SystemError) in
            guard let base = buffer.baseAddress else { return }
            var done = 0
            while done < buffer.count {
                done += try retrying("write") {
                    Glibc.write(number, base + done, buffer.count - done)
                }
            }
        }
    }

    private func fill(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, at offset: Int64
    ) throws(SystemError) -> Int {
        try fill(bytes) { start, count, done in
            pread(number, start, count, off_t(offset) + off_t(done))
        }
    }

    /// Calls until all is filled or the file ends.
    ///
    /// - Parameter call: Told where to put bytes, how many at most, and how many are there already.
    private func fill(
        _ bytes: UnsafeMutableBufferPointer<UInt8>,
        _ call: (UnsafeMutablePointer<UInt8>, Int, Int) -> Int
    ) throws(SystemError) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var done = 0
        while done < bytes.count {
            let more = try retrying("read") { call(base + done, bytes.count - done, done) }
            if more == 0 { break }
            done += more
        }
        return done
    }
}
