import CLinux
import Glibc

/// What this machine and this process say about themselves.
package enum Host {
    /// The machine's name, empty when it can't be asked.
    package static var name: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
        return text(buffer)
    }

    /// The kernel's random id of the present boot, a lower-case UUID.
    package static func bootID() throws(SystemError) -> String {
        line(try Files.read("/proc/sys/kernel/random/boot_id", limit: 100))
    }

    /// The process id.
    package static var processID: Int32 { getpid() }

    /// The real user id of this process.
    package static var userID: UInt32 { getuid() }

    /// The login name of a user id, nil when no such user is known here.
    package static func userName(of userID: UInt32 = Host.userID) -> String? {
        var record = passwd()
        var buffer = [CChar](repeating: 0, count: 4096)
        while true {
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwuid_r(userID, &record, &buffer, buffer.count, &found)
            if code == ERANGE, buffer.count < 1 << 20 {
                buffer = [CChar](repeating: 0, count: buffer.count * 2)
                continue
            }
            guard code == 0, found != nil, let name = record.pw_name else { return nil }
            return String(validatingCString: name)
        }
    }

    /// The user id that logged in, kept by the kernel across `su` and `sudo`.
    ///
    /// Nil for services, in most containers, and where the kernel doesn't keep it.
    package static func loginUserID() -> UInt32? {
        do {
            let text = line(try Files.read("/proc/self/loginuid", limit: 100))
            guard let value = UInt32(text), value != UInt32.max else { return nil }
            return value
        } catch { return nil }
    }

    /// The value of an environment variable, nil when it is unset or not UTF-8.
    package static func environment(_ name: String) -> String? {
        getenv(name).flatMap { String(validatingCString: $0) }
    }

    /// The arguments of this process without the program's name; broken UTF-8 is replaced.
    ///
    /// Not Swift's own list: that is read from `/proc`, which an empty root doesn't have.
    package static var arguments: [String] {
        argumentBytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first argument of this process that isn't UTF-8, nil when all are.
    ///
    /// As text it would have other bytes, which would name another file.
    package static var foreignArgument: [UInt8]? {
        argumentBytes.first { String(validating: $0, as: UTF8.self) == nil }
    }

    private static var argumentBytes: [[UInt8]] {
        (1..<max(1, clinux_argument_count())).compactMap { index in
            clinux_argument(index).map { text in
                UnsafeBufferPointer(start: text, count: strlen(text))
                    .map { UInt8(bitPattern: $0) }
            }
        }
    }

    /// Ends the process with a status between 0 and 255.
    package static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

    /// Leaves this thread asleep until another one ends the process.
    package static func sleepForever() -> Never {
        while true { pause() }
    }

    /// Has memory that was freed serve again, in place of asking the kernel for cleared pages.
    ///
    /// For a program that works through much data in buffers of a mebibyte and then ends.
    package static func keepFreedMemory() { _ = clinux_keep_freed_memory() }

    /// Forbids core files and other users' debuggers, so that secrets stay in memory.
    package static func disableCoreDumps() throws(SystemError) {
        _ = try retrying("prctl") { clinux_disable_core_dumps() }
    }

    static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Space on a file system.
package enum Disk {
    /// Bytes that an ordinary user may still write, where a path lies.
    package static func freeSpace(at path: some PathBytes) throws(SystemError) -> UInt64 {
        let bytes = path.pathBytes
        var raw = statvfs()
        try withCPath(bytes, "statvfs") { (text) throws(SystemError) in
            _ = try retrying("statvfs", bytes) { statvfs(text, &raw) }
        }
        let (space, overflow) = UInt64(raw.f_bavail).multipliedReportingOverflow(
            by: UInt64(raw.f_frsize))
        return overflow ? .max : space
    }
}
