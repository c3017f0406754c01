import CLinux
import Glibc

/// The three descriptors every program starts with.
package enum StandardDescriptor: Int32, Sendable {
    /// What the program reads.
    case input = 0
    /// What it answers.
    case output = 1
    /// What it says about itself.
    case error = 2

    /// Writes all bytes.
    ///
    /// - Throws: `EPIPE` only when `Interrupts.ignoreBrokenPipes` was called before; otherwise
    ///   the kernel ends the process.
    package func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try FileDescriptor.writeAll(bytes, to: rawValue)
    }
}

/// What can be asked about a terminal.
package enum Terminal {
    /// Whether a standard descriptor is a terminal.
    package static func isTerminal(_ descriptor: StandardDescriptor) -> Bool {
        isatty(descriptor.rawValue) == 1
    }

    /// Columns of the terminal behind a descriptor, nil when there is none or it won't say.
    package static func width(_ descriptor: StandardDescriptor = .output) -> Int? {
        let columns = clinux_terminal_width(descriptor.rawValue)
        return columns > 0 ? Int(columns) : nil
    }
}

/// Lets Ctrl-C and a polite kill end long work in an orderly way.
package enum Interrupts {
    /// From now on SIGINT and SIGTERM set a flag; a second one ends the process.
    package static func install() throws(SystemError) {
        _ = try retrying("sigaction") { clinux_install_interrupts() }
    }

    /// The signal number that arrived first, nil while none has.
    package static var received: Int32? {
        let number = clinux_interrupt()
        return number == 0 ? nil : number
    }

    /// From now on a write to a pipe without reader fails with `EPIPE`, and one beyond the limit on
    /// the size of files with `EFBIG`: neither ends the process before it could clean up.
    package static func ignoreBrokenPipes() throws(SystemError) {
        _ = try retrying("signal") { clinux_ignore_broken_pipes() }
    }
}
