import CanonicalJSON
import Cryptography
import RecordLog
import Testing

@Suite struct KeyCalendarTests {
    static let seed: [UInt8] = (0..<32).map { $0 }
    static let secret = SecretBytes(copying: seed)

    /// States, keys and commitments by the formulas alone, in one long array.
    struct Naive {
        var states: [Digest] = []
        var keys: [Digest] = []
        var commitments: [Digest] = []

        init(epochs: Int) {
            var state = Digest(KeyCalendarTests.seed) ?? .zero
            for epoch in 0..<epochs {
                let key = Self.hmac(state, "trailseal/epoch/1")
                states.append(state)
                keys.append(key)
                let number = (0..<8).map { UInt8(epoch >> (56 - 8 * $0) & 0xFF) }
                commitments.append(
                    SHA256.hash([0] + Array("trailseal/commit/1".utf8) + [0] + number + key.bytes))
                state = Self.hmac(state, "trailseal/ratchet/1")
            }
        }

        static func hmac(_ key: Digest, _ text: String) -> Digest {
            func pad(_ byte: UInt8) -> [UInt8] {
                (key.bytes + [UInt8](repeating: 0, count: 32)).map { $0 ^ byte }
            }
            let inner = SHA256.hash(pad(0x36) + Array(text.utf8))
            return SHA256.hash(pad(0x5C) + inner.bytes)
        }

        /// The nodes of one level of the whole tree.
        func level(_ level: Int) -> [Digest] {
            var nodes = commitments
            for _ in 0..<level {
                nodes = stride(from: 0, to: nodes.count, by: 2).map {
                    SHA256.hash([1] + nodes[$0].bytes + nodes[$0 + 1].bytes)
                }
            }
            return nodes
        }
    }

    @Test func ratchetAndKeysAreThosePublished() throws {
        let vectors = try LogVectors.part("ratchet")
        let naive = Naive(epochs: 8)
        var secret = Self.secret
        for (index, epoch) in try vectors.objects("epochs").enumerated() {
            let state = try epoch.digest("state")
            let key = try epoch.digest("key")
            #expect(naive.states[index] == state)
            #expect(Ratchet.epochKey(state) == key)
            #expect(Ratchet.epochKey(secret).withBytes { Hex.encode($0) } == key.hex)
            #expect(secret.withBytes { Hex.encode($0) } == state.hex)
            let commitment = try epoch.digest("commitment")
            #expect(Ratchet.commitment(epoch: UInt64(index), key: key) == commitment)
            var record = Ratchet.firstRecordKey(key)
            for expected in try epoch.digests("recordKeys") {
                #expect(record == expected)
                record = Ratchet.nextRecordKey(record)
            }
            #expect(Ratchet.nextState(state) == Naive.hmac(state, "trailseal/ratchet/1"))
            secret = Ratchet.nextState(secret)
        }
        let third = try #require(Ratchet.state(Self.secret, from: 0, to: 3))
        #expect(third.withBytes { Hex.encode($0) } == naive.states[3].hex)
        #expect(Ratchet.state(Self.secret, from: 3, to: 2) == nil)
    }

    @Test func calendarAndCompletionsAreThosePublished() throws {
        let vectors = try LogVectors.part("calendar")
        let depth = Int(try vectors.number("depth"))
        let calendar = try vectors.digest("calendar")
        #expect(KeyCalendar.root(seed: Self.secret, depth: depth) == calendar)
        let commitments = try vectors.digests("commitments")
        for item in try vectors.objects("completions") {
            let count = try item.number("epochs")
            let right = try item.digests("right")
            #expect(KeyCalendar.completion(seed: Self.secret, epochs: count, depth: depth) == right)
            let epochs = commitments.prefix(Int(count)).map { EpochKeyItem.commitment($0) }
            #expect(
                KeyCalendar.check(
                    epochs: Array(epochs), right: right, depth: depth, calendar: calendar)
                    == .matches(commitments: Array(commitments.prefix(Int(count)))))
        }
    }

    @Test(arguments: 1...6)
    func completionGivesTheNodesOfTheWholeTree(depth: Int) throws {
        let naive = Naive(epochs: 1 << depth)
        let calendar = KeyCalendar.root(seed: Self.secret, depth: depth)
        #expect(naive.level(depth) == [calendar])
        for count in 1...(1 << depth) {
            var expected: [Digest] = []
            var width = count
            for level in 0..<depth {
                if width % 2 == 1 { expected.append(naive.level(level)[width]) }
                width = (width + 1) / 2
            }
            let right = try #require(
                KeyCalendar.completion(seed: Self.secret, epochs: UInt64(count), depth: depth))
            #expect(right == expected)
            #expect(right.count == KeyCalendar.completionCount(epochs: count, depth: depth))
            let items = (0..<count).map { epoch in
                epoch % 2 == 0
                    ? EpochKeyItem.key(naive.keys[epoch]) : .commitment(naive.commitments[epoch])
            }
            let check = KeyCalendar.check(
                epochs: items, right: right, depth: depth, calendar: calendar)
            #expect(check == .matches(commitments: Array(naive.commitments.prefix(count))))
        }
    }

    @Test func completionRefusesCountsOutsideTheCalendar() {
        #expect(KeyCalendar.completion(seed: Self.secret, epochs: 0, depth: 3) == nil)
        #expect(KeyCalendar.completion(seed: Self.secret, epochs: 9, depth: 3) == nil)
        #expect(KeyCalendar.completion(seed: Self.secret, epochs: 1, depth: 0) == nil)
        #expect(KeyCalendar.completion(seed: Self.secret, epochs: 1, depth: 25) == nil)
    }

    @Test func checkNamesWhatIsWrong() throws {
        let naive = Naive(epochs: 8)
        let calendar = KeyCalendar.root(seed: Self.secret, depth: 3)
        let right = try #require(KeyCalendar.completion(seed: Self.secret, epochs: 3, depth: 3))
        let items = naive.keys.prefix(3).map { EpochKeyItem.key($0) }
        func check(_ items: [EpochKeyItem], _ right: [Digest], depth: Int = 3) -> CalendarCheck {
            KeyCalendar.check(epochs: items, right: right, depth: depth, calendar: calendar)
        }
        #expect(check(items, right) == .matches(commitments: Array(naive.commitments.prefix(3))))
        #expect(check([], right) == .noEpochs)
        #expect(check(items, right, depth: 0) == .badDepth)
        #expect(check(items, right, depth: 25) == .badDepth)
        #expect(check(items, right, depth: 1) == .tooManyEpochs)
        #expect(
            check(items, right.dropLast()) == .wrongCompletion(needed: 2, found: 1))
        #expect(
            check(items, right + [calendar]) == .wrongCompletion(needed: 2, found: 3))
        var wrong = items
        wrong[1] = .key(naive.keys[1].changed)
        guard case .otherRoot(let root) = check(wrong, right) else {
            Issue.record("a wrong key was taken")
            return
        }
        #expect(root != calendar)
    }

    @Test func stateInPlaceOfAKeyIsFound() throws {
        let naive = Naive(epochs: 8)
        let calendar = KeyCalendar.root(seed: Self.secret, depth: 3)
        let right = try #require(KeyCalendar.completion(seed: Self.secret, epochs: 4, depth: 3))
        var items: [EpochKeyItem] = naive.commitments.prefix(4).map { .commitment($0) }
        items[0] = .key(naive.keys[0])
        items[2] = .key(naive.states[2])
        #expect(
            KeyCalendar.check(epochs: items, right: right, depth: 3, calendar: calendar)
                == .statesInPlaceOfKeys(epochs: [2]))
        let states = naive.states.prefix(4).map { EpochKeyItem.key($0) }
        #expect(
            KeyCalendar.check(epochs: states, right: right, depth: 3, calendar: calendar)
                == .statesInPlaceOfKeys(epochs: [0, 1, 2, 3]))
    }
}
