import CommandSupport
import LinuxFiles
import Sealing

/// A bundle under a hidden name until it is complete and on the medium.
final class PendingOutput: BundleOutput {
    private let path: String
    private var pending: PendingFile?

    init(path: String) { self.path = path }

    func begin() throws -> Int32 {
        do throws(SystemError) {
            if pending == nil { pending = try PendingFile(for: path) }
            try pending?.file.truncate(to: 0)
            try pending?.file.seek(to: 0)
        } catch {
            throw CommandFailure.writing(error)
        }
        guard let number = pending?.file.number else {
            throw CommandFailure(.internalError, "the bundle's file was given up")
        }
        return number
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
