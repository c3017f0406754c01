import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import Records
import Sealing

/// `release`: the custodian gives out the keys of named epochs.
struct ReleaseCommand {
    private let arguments: ParsedArguments

    init(_ arguments: ParsedArguments) { self.arguments = arguments }

    /// The request; a file that is none was not readable, which is no refusal of a release.
    private func request() throws -> ReleaseRequest {
        let path = try arguments.requiredPositional("REQUEST")
        let bytes = try SealAccess.file(path)
        do throws(SealingError) { return try ReleaseRequest.read(bytes) } catch {
            throw CommandFailure(.unreadable, "\(path) is no release request: \(error.why)")
        }
    }

    func run() throws {
        let request = try request()
        let trust = try SealAccess.trust(try arguments.required("trust"))
        let folder = try arguments.required("custodian")
        let out = try arguments.required("out")
        try SealAccess.requireFree(out)
        _ = try SealAccess.custody(folder)
        let password = try SealAccess.password(
            "custodian-password-fd", arguments, for: "the custodian")
        let custodian = try SealAccess.custodian(folder, password: password)
        let release = try custodian.release(request, trust: trust, at: SystemClock().now().utc)
        do {
            try Files.writeDurably(release.encoded, to: out, mode: 0o600, noReplace: true)
        } catch {
            throw CommandFailure.writing(error)
        }
        let epochs = release.statement
        try StandardStreams.write(
            """
            Released the keys of epochs \(epochs.firstEpoch) to \(epochs.lastEpoch) for export \
            \(Printable.line(epochs.exportId)): \(Printable.line(out))
            Whoever has this file can recompute the codes of these epochs; it holds no ratchet state.

            """)
    }
}
