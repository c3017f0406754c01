import Dispatch
import LinuxFiles
import Synchronization
import Testing

/// Work on several cores gives what one core would give.
@Suite struct ParallelTests {
    struct Refused: Error {}

    @Test(arguments: [0, 1, 2, 63, 64, 65, 1000, 100_003])
    func whatComesOfElementsStandsInTheirOrder(count: Int) throws {
        let elements = Array(0..<count)
        #expect(Parallel.map(elements) { $0 * 3 } == elements.map { $0 * 3 })
    }

    @Test(arguments: [0, 500, 999])
    func oneFailureIsTheOutcome(place: Int) {
        #expect(throws: Refused.self) {
            try Parallel.map(Array(0..<1000)) { element in
                if element == place { throw Refused() }
            }
        }
    }

    @Test(arguments: [0, 500, 999])
    func whatWasMadeBesideAFailureIsReleased(place: Int) {
        final class Counted: Sendable {
            private let count: Count
            init(_ count: Count) {
                self.count = count
                count.value.withLock { $0 += 1 }
            }
            deinit { count.value.withLock { $0 -= 1 } }
        }
        final class Count: Sendable { let value = Mutex(0) }
        let count = Count()
        #expect(throws: Refused.self) {
            try Parallel.map(Array(0..<1000)) { element in
                if element == place { throw Refused() }
                return Counted(count)
            }
        }
        #expect(count.value.withLock { $0 } == 0)
    }

    @Test(arguments: [false, true])
    func bothCallsAreMadeAndEitherMayFail(isWorthwhile: Bool) throws {
        let both = try Parallel.both({ 1 }, { "two" }, isWorthwhile: isWorthwhile)
        #expect(both == (1, "two"))
        #expect(throws: Refused.self) {
            try Parallel.both({ throw Refused() }, { 2 }, isWorthwhile: isWorthwhile)
        }
        #expect(throws: Refused.self) {
            try Parallel.both(
                { 1 }, { () throws -> Int in throw Refused() }, isWorthwhile: isWorthwhile)
        }
    }

    @Test(arguments: [0, 1, 2, 7])
    func theSecondStepSeesEachValueOnceAndInOrder(count: Int) throws {
        var used: [Int] = []
        try Parallel.ahead(
            Array(0..<count), from: 100,
            make: { element, state in
                state += 1
                return state * 10 + element
            }, use: { used.append($0) })
        #expect(used == (0..<count).map { (101 + $0) * 10 + $0 })
    }

    @Test func theNextValueIsMadeWhileOneIsUsed() throws {
        let made = DispatchSemaphore(value: 0)
        var used: [Int] = []
        try Parallel.ahead(
            Array(0..<4), from: (),
            make: { element, _ in
                if element > 0 { made.signal() }
                return element
            },
            use: { value in
                // Would wait for ever if the next were made afterwards.
                if value < 3 { made.wait() }
                used.append(value)
            })
        #expect(used == [0, 1, 2, 3])
    }

    @Test(arguments: [0, 1, 3])
    func nothingBehindTheEndIsMadeOrUsed(end: Int) throws {
        let last = Atomic<Int>(-1)
        var used: [Int] = []
        try Parallel.ahead(
            Array(0..<5), from: (),
            make: { element, _ in
                last.store(element, ordering: .relaxed)
                return element == end ? nil : element
            }, use: { used.append($0) })
        #expect(used == Array(0..<end))
        #expect(last.load(ordering: .relaxed) == end)
    }

    @Test(arguments: [0, 1, 3])
    func whatCannotBeMadeIsThrownWhenTheOnesBeforeWereUsed(place: Int) {
        var used: [Int] = []
        #expect(throws: Refused.self) {
            try Parallel.ahead(
                Array(0..<5), from: (),
                make: { element, _ in
                    if element == place { throw Refused() }
                    return element
                }, use: { used.append($0) })
        }
        #expect(used == Array(0..<place))
    }

    @Test func whatWasMadeAheadIsDroppedWhenAUseFails() {
        let last = Atomic<Int>(-1)
        var used: [Int] = []
        #expect(throws: Refused.self) {
            try Parallel.ahead(
                Array(0..<5), from: (),
                make: { element, _ in
                    last.store(element, ordering: .relaxed)
                    return element
                },
                use: { value in
                    if value == 2 { throw Refused() }
                    used.append(value)
                })
        }
        #expect(used == [0, 1])
        #expect(last.load(ordering: .relaxed) == 3)
    }

    /// Gives numbers up to an end.
    static func numbers(upTo end: Int) -> () -> Int? {
        var next = 0
        return {
            defer { next += 1 }
            return next < end ? next : nil
        }
    }

    @Test(arguments: [0, 1, 2, 7, 1000])
    func whatIsReadComesOutInOrder(count: Int) throws {
        var used: [Int] = []
        try Parallel.inOrder(Self.numbers(upTo: count)) {
            $0 * 3
        } use: { value in
            used.append(value)
            return true
        }
        #expect(used == (0..<count).map { $0 * 3 })
    }

    @Test func whoHasEnoughGetsNoMore() throws {
        var used: [Int] = []
        try Parallel.inOrder(Self.numbers(upTo: 1000)) {
            $0
        } use: { value in
            used.append(value)
            return value < 3
        }
        #expect(used == [0, 1, 2, 3])
    }

    @Test func aFailureComesBehindWhatStoodInFrontOfIt() {
        var used: [Int] = []
        #expect(throws: Refused.self) {
            try Parallel.inOrder(Self.numbers(upTo: 1000)) { value in
                if value == 5 { throw Refused() }
                return value
            } use: { value in
                used.append(value)
                return true
            }
        }
        #expect(used == [0, 1, 2, 3, 4])
    }
}
