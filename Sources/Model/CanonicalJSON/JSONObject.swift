/// The members of a JSON object, kept sorted by the UTF-16 code units of their keys.
///
/// No key is there twice. Look-up is a binary search; setting one member moves those behind it.
package struct JSONObject: Sendable {
    struct Member: Sendable {
        let key: String
        var value: JSONValue
    }

    private(set) var storage: [Member]

    /// An object without members.
    package init() {
        storage = []
    }

    /// Makes an object of pairs in any order.
    ///
    /// - Parameter pairs: A pair whose value is nil is left out; of two with one key the later holds.
    package init(_ pairs: [(String, JSONValue?)]) {
        self.init()
        storage.reserveCapacity(pairs.count)
        for (key, value) in pairs {
            if let value { self[key] = value }
        }
    }

    /// Takes members that the reader found sorted and without repetition.
    init(sorted members: [Member]) {
        storage = members
    }

    /// The value under a key, nil when absent; setting nil removes the member.
    package subscript(key: String) -> JSONValue? {
        get { place(of: key).map { storage[$0].value } }
        set {
            let place = firstIndex(notBefore: key)
            switch (holds(key, at: place), newValue) {
            case (true, .some(let value)): storage[place].value = value
            case (true, .none): storage.remove(at: place)
            case (false, .some(let value)):
                storage.insert(Member(key: key, value: value), at: place)
            case (false, .none): break
            }
        }
    }

    /// The place of a key among the members, from 0; nil when absent.
    package func place(of key: String) -> Int? {
        let place = firstIndex(notBefore: key)
        return holds(key, at: place) ? place : nil
    }

    /// The value at a place that `place(of:)` gave.
    package func value(at place: Int) -> JSONValue { storage[place].value }

    /// The members in canonical order.
    package var members: [(key: String, value: JSONValue)] {
        storage.map { ($0.key, $0.value) }
    }

    /// The keys in canonical order.
    package var keys: [String] {
        storage.map(\.key)
    }

    /// The number of members.
    package var count: Int { storage.count }

    /// Whether there is no member.
    package var isEmpty: Bool { storage.isEmpty }

    private func holds(_ key: String, at place: Int) -> Bool {
        place < storage.count && UTF16Order.areSame(storage[place].key, key)
    }

    private func firstIndex(notBefore key: String) -> Int {
        // Most callers add members in order: look at the end first.
        guard let last = storage.last, !UTF16Order.precedes(last.key, key) else {
            return storage.count
        }
        var low = 0
        var high = storage.count
        while low < high {
            let middle = low + (high - low) / 2
            if UTF16Order.precedes(storage[middle].key, key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension JSONObject: Sequence {
    /// Walks the members in canonical order.
    package struct Iterator: IteratorProtocol {
        private var rest: IndexingIterator<[Member]>

        init(_ members: [Member]) {
            rest = members.makeIterator()
        }

        /// The next member, nil at the end.
        package mutating func next() -> (key: String, value: JSONValue)? {
            rest.next().map { ($0.key, $0.value) }
        }
    }

    /// Begins at the first member.
    package func makeIterator() -> Iterator {
        Iterator(storage)
    }

    /// The number of members, exactly.
    package var underestimatedCount: Int { storage.count }
}

extension JSONObject: Hashable {
    /// Whether both encode to the same bytes.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.storage.count == right.storage.count
            && zip(left.storage, right.storage).allSatisfy {
                UTF16Order.areSame($0.key, $1.key) && $0.value == $1.value
            }
    }

    /// Feeds keys and values in canonical order.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(storage.count)
        for member in storage {
            UTF16Order.hash(member.key, into: &hasher)
            hasher.combine(member.value)
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object of the pairs, in any order; of two with one key the later holds.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object of the pairs, in any order; of two with one key the later holds.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}
