import CommandSupport
import LinuxFiles
import Sealing

/// A bundle under a hidden name until it is complete and on the medium.
final class PendingOutput: BundleOutput {
    private let path: String
    private var pending: PendingFile?
    /// How much the kernel was asked to write already.
    private var begun: Int64 = 0
    private static let stretch: Int64 = 16 << 20

    init(path: String) { self.path = path }

    func begin() throws -> Int32 {
        do throws(SystemError) {
            if pending == nil { pending = try PendingFile(for: path) }
            try pending?.file.truncate(to: 0)
            try pending?.file.seek(to: 0)
            begun = 0
        } catch {
            throw CommandFailure.writing(error)
        }
        guard let number = pending?.file.number else {
            throw CommandFailure(.internalError, "the bundle's file was given up")
        }
        return number
    }

    /// Has the medium keep up with what was written, so that little is left to wait for at the end.
    func keepUp(with written: UInt64) {
        let written = Int64(clamping: written)
        guard written - begun >= Self.stretch else { return }
        pending?.file.beginWriting(from: begun, count: written - begun)
        begun = written
    }

    /// Puts the archive on the medium and gives it its name.
    func commit() throws {
        guard let pending = pending.take() else { return }
        do {
            try pending.commit(noReplace: true)
        } catch {
            throw CommandFailure.writing(error)
        }
    }
}
