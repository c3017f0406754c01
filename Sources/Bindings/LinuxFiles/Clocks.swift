import CLinux
import Glibc

/// The machine's clocks.
package enum Clocks {
    /// Time of day, nanoseconds since 1970-01-01T00:00:00Z without leap seconds.
    package static func realtimeNanoseconds() -> Int64 { read(CLOCK_REALTIME) }

    /// Nanoseconds since some moment of this boot; never goes back, stops during suspend.
    package static func monotonicNanoseconds() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since this boot, suspend included; never goes back.
    package static func bootNanoseconds() -> Int64 { read(CLOCK_BOOTTIME) }

    /// What the kernel knows about its own clock.
    package struct Synchronization: Hashable, Sendable {
        /// Whether something, such as an NTP daemon, keeps the clock in step.
        package let isSynchronized: Bool
        /// Greatest error in microseconds as that daemon declared it.
        package let maximumErrorMicroseconds: Int64
        /// Estimated error in microseconds as that daemon declared it.
        package let estimatedErrorMicroseconds: Int64
    }

    /// Asks the kernel whether its clock is kept in step.
    package static func synchronization() throws(SystemError) -> Synchronization {
        var (maximum, estimated): (Int64, Int64) = (0, 0)
        let state = try retrying("adjtimex") { clinux_clock_state(&maximum, &estimated) }
        return Synchronization(
            isSynchronized: state != 5, maximumErrorMicroseconds: maximum,
            estimatedErrorMicroseconds: estimated)
    }

    /// Waits; a signal that arrives meanwhile ends the wait.
    ///
    /// - Parameter milliseconds: At most this long; zero or less returns at once.
    package static func pause(milliseconds: Int) {
        guard milliseconds > 0 else { return }
        var time = timespec(
            tv_sec: milliseconds / 1000, tv_nsec: (milliseconds % 1000) * 1_000_000)
        nanosleep(&time, nil)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Fails only for a clock that the kernel doesn't have; all three are always there.
        clock_gettime(clock, &time)
        return nanoseconds(time)
    }
}

/// The zone in which the machine's wall clock is shown.
package struct MachineZone: Hashable, Sendable {
    /// Name such as `Europe/Berlin`; an abbreviation such as `UTC` when no name is configured.
    package let name: String
    /// Seconds east of Greenwich at the asked moment.
    package let offsetSeconds: Int

    /// The zone in force at a moment.
    ///
    /// The environment's `TZ` wins over the machine's setting, as for every other program.
    ///
    /// - Parameter unixSeconds: Seconds since 1970-01-01T00:00:00Z.
    package static func at(unixSeconds: Int64) -> MachineZone {
        var moment = time_t(unixSeconds)
        var parts = tm()
        tzset()
        guard localtime_r(&moment, &parts) != nil else {
            return MachineZone(name: "UTC", offsetSeconds: 0)
        }
        let abbreviation = parts.tm_zone.flatMap { String(validatingCString: $0) } ?? "UTC"
        return MachineZone(
            name: configuredName() ?? abbreviation, offsetSeconds: parts.tm_gmtoff)
    }

    private static func configuredName() -> String? {
        if let variable = Host.environment("TZ") {
            let name = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
            return isZoneName(name) ? name : nil
        }
        do {
            let target = PathText.shown(try Files.linkTarget("/etc/localtime"))
            let marker = "zoneinfo/"
            guard let name = target.split(separator: marker).last, target.contains(marker) else {
                return nil
            }
            return isZoneName(String(name)) ? String(name) : nil
        } catch {
            return nil
        }
    }

    private static func isZoneName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("/")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
                    UInt8(ascii: "+"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
