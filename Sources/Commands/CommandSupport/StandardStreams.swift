import LinuxFiles

/// Writes to the two standard streams.
package enum StandardStreams {
    /// Writes text to standard output.
    ///
    /// - Throws: Status `inputOutput` when the reader has gone or the disk is full.
    package static func write(_ text: String) throws(CommandFailure) {
        try write(Array(text.utf8))
    }

    /// Writes bytes to standard output.
    package static func write(_ bytes: [UInt8]) throws(CommandFailure) {
        do {
            try StandardDescriptor.output.write(bytes.span)
        } catch {
            throw CommandFailure(.inputOutput, "cannot write to standard output: \(error.text)")
        }
    }

    /// Writes text to standard error; a failure is ignored, as nobody could be told.
    package static func writeError(_ text: String) {
        do { try StandardDescriptor.error.write(Array(text.utf8).span) } catch {}
    }
}
