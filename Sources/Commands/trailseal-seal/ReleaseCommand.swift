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

    func run() throws {
        let request = try ReleaseRequest.read(
            SealAccess.file(try arguments.requiredPositional("REQUEST")))
        let trust = try SealAccess.trust(try arguments.required("trust"))
        let folder = try arguments.required("custodian")
        let out = try arguments.required("out")
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
