import Glibc

/// Reads a password without showing it.
package enum PasswordPrompt {
    /// Longest accepted password in bytes.
    package static let greatestLength = 1024

    /// Asks on the controlling terminal, whatever the standard descriptors are.
    ///
    /// Order: 1 block the signals that would leave the terminal silent, 2 switch echo off,
    /// 3 ask and read up to Enter, 4 restore the terminal, 5 let the signals through. Ctrl-C
    /// therefore takes effect after Enter.
    ///
    /// - Parameter prompt: Shown as given, such as `Password for anna: `.
    /// - Returns: The bytes before Enter; the caller wipes them.
    /// - Throws: `ENXIO` or another code of `open` when the process has no terminal;
    ///   `ECANCELED` when the terminal was closed before Enter; `EMSGSIZE` when it is too long.
    package static func read(_ prompt: String) throws(SystemError) -> [UInt8] {
        let terminal = try openTerminal()
        let signals = blockedSignals()
        defer { restore(signals) }
        var before = termios()
        _ = try retrying("tcgetattr") { tcgetattr(terminal.number, &before) }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK)
        silent.c_lflag |= tcflag_t(ICANON | ECHONL)
        _ = try retrying("tcsetattr") { tcsetattr(terminal.number, TCSAFLUSH, &silent) }
        defer { tcsetattr(terminal.number, TCSAFLUSH, &before) }
        try terminal.writeAll(Array(prompt.utf8))
        guard let line = try line(from: terminal.number) else {
            throw SystemError(function: "read", code: ECANCELED, path: Array("/dev/tty".utf8))
        }
        return line
    }

    /// One line from a descriptor that the caller inherited, for `--password-fd N`.
    ///
    /// Reads byte by byte, so that what follows the line stays for the next reader.
    ///
    /// - Parameter number: An open descriptor; stays open.
    /// - Returns: The bytes before the line feed or the end; nil when nothing is left.
    /// - Throws: `EBADF` when it isn't open; `EMSGSIZE` when the line is too long.
    package static func readLine(fromDescriptor number: Int32) throws(SystemError) -> [UInt8]? {
        try line(from: number)
    }

    private static func openTerminal() throws(SystemError) -> FileDescriptor {
        let path = Array("/dev/tty".utf8)
        let number = try retrying("open", path) {
            open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        }
        return FileDescriptor(owning: number)
    }

    private static func line(from number: Int32) throws(SystemError) -> [UInt8]? {
        // Reserved once: growing would leave copies of a password in freed memory.
        var line: [UInt8] = []
        line.reserveCapacity(greatestLength)
        while true {
            var byte: UInt8 = 0
            let count = try retrying("read") { Glibc.read(number, &byte, 1) }
            if count == 0 { return line.isEmpty ? nil : line }
            if byte == UInt8(ascii: "\n") { return line }
            guard line.count < greatestLength else {
                for index in line.indices { line[index] = 0 }
                throw SystemError(function: "read", code: EMSGSIZE)
            }
            line.append(byte)
        }
    }

    private static func blockedSignals() -> sigset_t {
        var (block, before) = (sigset_t(), sigset_t())
        sigemptyset(&block)
        for signal in [SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGHUP] { sigaddset(&block, signal) }
        pthread_sigmask(SIG_BLOCK, &block, &before)
        return before
    }

    private static func restore(_ signals: sigset_t) {
        var signals = signals
        pthread_sigmask(SIG_SETMASK, &signals, nil)
    }
}
