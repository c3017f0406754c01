import RecordLog
import Testing

@testable import Capture

/// A long reading tells how far it is, and ends where whoever watches it says so.
@Suite struct WatchedReaderTests {
    private struct Stopped: Error {}

    @Test func everyByteIsToldOnce() throws {
        let reader = try Bench.ready().reader()
        var told = 0
        reader.watch = { told += $0 }
        var used = 0
        try reader.forEachStretch(from: 0, to: reader.size) {
            $0.bytes.count
        } use: {
            used += $0
        }
        #expect(used > 0 && told == used)
    }

    @Test func whatTheWatchThrowsEndsTheReading() throws {
        let reader = try Bench.ready().reader()
        reader.watch = { _ in throw Stopped() }
        #expect(throws: Stopped.self) {
            try reader.forEachStretch(from: 0, to: reader.size) {
                $0.count
            } use: { _ in
            }
        }
    }
}
