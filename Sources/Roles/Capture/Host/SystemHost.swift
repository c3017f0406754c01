package import Cryptography
import LinuxFiles
package import Records
import Synchronization

/// The machine itself as a source of time, for programs; the role never asks it.
package struct SystemClock: TimeSource {
    private let boot: String
    private let settings = SettingsOfSecond()

    /// Makes the clock of this boot.
    ///
    /// - Throws: `CaptureError.storage` where the kernel doesn't tell its boot.
    package init() throws(CaptureError) {
        do { boot = try Host.bootID() } catch { throw CaptureError(error) }
    }

    /// The machine's clocks at this moment.
    package func now() -> RecordTime {
        let nanoseconds = Clocks.realtimeNanoseconds()
        let utc = Timestamp(
            unixSeconds: nanoseconds / 1_000_000_000, nanoseconds: nanoseconds % 1_000_000_000)
        let (zone, sync) = settings.at(utc.unixSeconds)
        // The clock that counts suspended time too, so that a sleeping laptop is no clock step.
        return RecordTime(
            utc: utc, offset: UTCOffset(clamping: zone.offsetSeconds / 60).text, zone: zone.name,
            monotonicMicros: Clocks.bootNanoseconds() / 1000, boot: boot, source: "system-clock",
            sync: sync)
    }
}

/// Zone and synchronisation in force, looked up once in a second: the one stands in files, the other
/// takes a system call, and a batch has thousands of records.
private final class SettingsOfSecond: Sendable {
    private typealias Settings = (zone: MachineZone, sync: ClockSync)

    private let known = Mutex<(second: Int64, settings: Settings)?>(nil)

    func at(_ second: Int64) -> (zone: MachineZone, sync: ClockSync) {
        known.withLock { known in
            if let known, known.second == second { return known.settings }
            let settings = (MachineZone.at(unixSeconds: second), Self.synchronization())
            known = (second, settings)
            return settings
        }
    }

    private static func synchronization() -> ClockSync {
        do {
            let state = try Clocks.synchronization()
            return ClockSync(status: state.isSynchronized ? .synchronised : .unsynchronised)
        } catch { return ClockSync(status: .unknown) }
    }
}

/// The system's randomness as a source for records.
package struct SystemRandomSource: RandomSource {
    /// Makes the source.
    package init() {}

    /// Bytes from the operating system's generator.
    package func bytes(_ count: Int) throws -> [UInt8] { try SystemRandom.bytes(count) }
}

/// Asks the machine once, at the start of a program.
package enum SystemHost {
    /// The surroundings of a program.
    ///
    /// - Parameters:
    ///   - program: The program's name.
    ///   - version: Its version.
    ///   - sha256: The digest of its file.
    package static func context(
        program: String, version: String, sha256: Digest
    ) throws -> CaptureContext {
        try translating {
            let facts = HostFacts(
                host: Host.name, osUser: Host.userName() ?? "uid-\(Host.userID)",
                loginUser: Host.loginUserID().flatMap { Host.userName(of: $0) },
                sessionID: Host.environment("XDG_SESSION_ID"), boot: try Host.bootID())
            return CaptureContext(
                clock: try SystemClock(), random: SystemRandomSource(), host: facts,
                program: ProgramIdentity(name: program, version: version, sha256: sha256))
        }
    }
}
