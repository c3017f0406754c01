import LinuxFiles
import Synchronization

/// A line on the terminal that says how far long work has come.
///
/// Nothing is written unless standard error is a terminal. Drawn at most ten times a second and
/// erased at the end. Safe to use from several threads.
package final class ProgressMeter: Sendable {
    private struct State {
        var label: String
        var done: Int64 = 0
        var lastDrawn: Int64
        var isShown = false
    }

    private let total: Int64?
    private let started: Int64
    private let isEnabled: Bool
    private let state: Mutex<State>
    private static let interval: Int64 = 100_000_000

    /// Starts a meter.
    ///
    /// - Parameters:
    ///   - label: What is being done, such as `Sealing`.
    ///   - totalBytes: How much there is, nil when nobody knows.
    ///   - isQuiet: Whether to stay silent on a terminal too.
    package init(_ label: String, totalBytes: Int64? = nil, isQuiet: Bool = false) {
        total = totalBytes
        started = Clocks.monotonicNanoseconds()
        isEnabled = !isQuiet && Terminal.isTerminal(.error)
        // The first line appears after a moment: short work needs no meter.
        state = Mutex(State(label: label, lastDrawn: started + 2 * Self.interval))
    }

    deinit { finish() }

    /// Counts more bytes as done.
    package func add(_ bytes: Int64) {
        if !isEnabled { return }
        let now = Clocks.monotonicNanoseconds()
        let line = state.withLock { state -> String? in
            state.done = state.done &+ bytes
            guard now - state.lastDrawn >= Self.interval else { return nil }
            state.lastDrawn = now
            state.isShown = true
            let columns = Terminal.width(.error) ?? 80
            return ProgressLine.text(
                label: state.label, done: state.done, total: total,
                elapsedNanoseconds: now - started, columns: columns)
        }
        if let line { StandardStreams.writeError("\r" + line + "\u{1b}[K") }
    }

    /// Erases the line; more calls do nothing until bytes are added again.
    package func finish() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { StandardStreams.writeError("\r\u{1b}[K") }
    }
}

/// The text of a progress line.
package enum ProgressLine {
    /// Label, amount, share and rate, cut to the columns.
    package static func text(
        label: String, done: Int64, total: Int64?, elapsedNanoseconds: Int64, columns: Int
    ) -> String {
        var parts = [Printable.line(label)]
        if let total, total > 0 {
            let share = min(100, Int(Double(done) / Double(total) * 100))
            parts.append("\(amount(done)) of \(amount(total))")
            parts.append("\(share)%")
        } else {
            parts.append(amount(done))
        }
        if elapsedNanoseconds > 0 {
            let rate = Double(done) / (Double(elapsedNanoseconds) / 1e9)
            parts.append("\(amount(Int64(min(rate, 9e18))))/s")
        }
        return String(parts.joined(separator: "  ").prefix(max(columns - 1, 0)))
    }

    /// A number of bytes in decimal units with three digits, such as `1.23 GB`.
    package static func amount(_ bytes: Int64) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        if bytes < 1000 { return "\(bytes) bytes" }
        var value = Double(bytes) / 1000
        var index = 0
        while value >= 999.5, index < units.count - 1 {
            value /= 1000
            index += 1
        }
        let digits = value < 9.995 ? 100 : value < 99.95 ? 10 : 1
        let scaled = Int((value * Double(digits)).rounded())
        let whole = scaled / digits
        if digits == 1 { return "\(whole) \(units[index])" }
        let fraction = String(scaled % digits + digits).dropFirst()
        return "\(whole).\(fraction) \(units[index])"
    }
}
