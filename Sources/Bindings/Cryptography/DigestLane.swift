import Dispatch

/// SHA-256 of pieces, computed on a thread of its own while the caller goes on with them.
///
/// For a file that is copied while it is hashed: copying then costs no time of its own. At most four
/// pieces wait, and whoever brings a fifth waits for the first.
package final class DigestLane: @unchecked Sendable {
    // Only the queue touches it.
    private var stream: SHA256Stream? = SHA256Stream()
    private let queue = DispatchQueue(label: "digest")
    private let room = DispatchSemaphore(value: 4)

    /// Begins with the empty message.
    package init() {}

    /// Adds the next piece.
    package func update(_ piece: [UInt8]) {
        room.wait()
        queue.async { [self] in
            stream?.update(piece)
            room.signal()
        }
    }

    /// Waits for the pieces and ends the message; nil where that was done before.
    package func finish() -> Digest? {
        queue.sync {
            guard let stream = stream.take() else { return nil }
            return stream.finish()
        }
    }
}
