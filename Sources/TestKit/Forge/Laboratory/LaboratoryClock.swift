package import Records
internal import Synchronization

/// A clock that begins at a fixed instant and goes one second further at every question.
package final class LaboratoryClock: TimeSource {
    /// 2026-11-02T09:00:00Z, in seconds since 1970.
    package static let start: Int64 = 1_793_610_000

    private struct Hands {
        var wall: Int64
        var forward: Int64
    }

    private let hands: Mutex<Hands>
    private let isMeasured: Bool

    /// Starts the clock.
    ///
    /// - Parameters:
    ///   - start: Seconds since 1970.
    ///   - isMeasured: Whether its times state how far it is from a reference.
    package init(start: Int64 = LaboratoryClock.start, isMeasured: Bool = false) {
        self.isMeasured = isMeasured
        hands = Mutex(Hands(wall: start, forward: 600))
    }

    /// Lets time pass.
    package func pass(seconds: Int64) {
        hands.withLock {
            $0.wall += seconds
            $0.forward += seconds
        }
    }

    /// Moves the wall clock alone, as somebody does who sets it.
    package func set(by seconds: Int64) {
        hands.withLock { $0.wall += seconds }
    }

    /// The next second.
    package func now() -> RecordTime {
        pass(seconds: 1)
        let now = hands.withLock { $0 }
        return RecordTime(
            utc: Timestamp(unixSeconds: now.wall), offset: "+01:00", zone: "Europe/Zurich",
            monotonicMicros: now.forward * 1_000_000,
            boot: LaboratoryPlan.boot, source: "system-clock",
            sync: sync(at: now.wall))
    }

    /// Forty milliseconds ahead, found a minute ago.
    private func sync(at wall: Int64) -> ClockSync {
        guard isMeasured else { return ClockSync(status: .synchronised) }
        return ClockSync(
            status: .synchronised, offsetMs: 40, reference: "ntp.example",
            checkedUtc: Timestamp(unixSeconds: wall - 60))
    }

    /// The next second, since 1970.
    package func nextSecond() -> Int64 { now().utc.unixSeconds }
}
