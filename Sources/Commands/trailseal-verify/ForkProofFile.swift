import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog

/// The portable proof of a fork: written beside a report, and checked by anyone who gets it.
///
/// Source: docs/formats/log.md §9.
enum ForkProofFile {
    /// Writes the first proof of a run; one of an earlier run under that name goes, so that a proof
    /// lying there is always this run's.
    static func write(_ forks: [ForkProof], to path: String) throws(CommandFailure) {
        do throws(SystemError) {
            guard let proof = forks.first else {
                if try Files.kind(of: path) == .file { try Files.remove(path) }
                return
            }
            try Files.writeDurably(proof.encoded, to: path)
        } catch {
            throw CommandFailure.writing(error)
        }
    }

    /// Checks a proof and says what it shows.
    ///
    /// - Returns: `failed` for a file that proves nothing.
    static func check(_ arguments: ParsedArguments) throws -> ExitStatus {
        let path = try arguments.requiredPositional("PROOF")
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try Files.read(path, limit: ForkProof.maximumByteCount)
        } catch {
            throw CommandFailure.reading(error)
        }
        guard let proof = ForkProof(encoded: bytes) else {
            return try say("\(Printable.line(path)) is not a fork proof.\n", .failed)
        }
        guard proof.isProof else {
            return try say(
                "\(Printable.line(path)) proves nothing: its two statements are not both signed by "
                    + "the key in it, or they don't contradict each other.\n", .failed)
        }
        return try say(text(of: proof), .success)
    }

    private static func text(of proof: ForkProof) -> String {
        let facts = [
            ("Log", proof.smaller.logID.hex), ("Log key", Hex.encode(proof.logKey)),
            ("One history", "\(proof.smaller.size) records, root \(proof.smaller.root.hex)"),
            ("The other", "\(proof.larger.size) records, root \(proof.larger.root.hex)"),
        ]
        let width = facts.map(\.0.count).max() ?? 0
        let rows = facts.map { label, value in
            "  \(label)\(String(repeating: " ", count: width + 2 - label.count))\(value)\n"
        }
        return "FORK PROVED\n\n" + rows.joined() + """

              One key signed both, and they can't both be true. What remains to be shown elsewhere is
              that this key is the log's: it stands in record 0 of the log, field logKey.

            """
    }

    private static func say(_ text: String, _ status: ExitStatus) throws -> ExitStatus {
        try StandardStreams.write(text)
        return status
    }
}
