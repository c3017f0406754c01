package import Cryptography

/// What the digest of a dataset is made of, by the numbers of its files' paths, kept in byte order from
/// version to version.
///
/// A dataset of 1,000 files that changes 100 times ends 100 versions, each with a digest over all of
/// its files. So what stays the same between versions is worked out once: the order, and the part of
/// each line that the digest is made over. Whoever calls keeps the paths, and names them with each call.
package struct DatasetLines: Sendable {
    private struct Slot: Sendable {
        var sha256 = Digest.zero
        var size: UInt64 = 0
        var isThere = false
        /// Whether the number stands in `order` or in `unsettled`.
        var isListed = false
    }

    /// How many files there are.
    package private(set) var count = 0
    private var slots: [Slot] = []
    /// Numbers in byte order of path, but for those that came since.
    private var order: [Int32] = []
    private var unsettled: [Int32] = []
    private var holdsRemoved = false
    private var tails = LineTails()

    /// Makes the lines of no files.
    package init() {}

    /// Puts a file in the place of the one with its path.
    package mutating func set(_ number: Int32, sha256: Digest, size: UInt64) {
        let place = Int(number)
        while slots.count <= place { slots.append(Slot()) }
        if !slots[place].isThere { count += 1 }
        if !slots[place].isListed { unsettled.append(number) }
        slots[place] = Slot(sha256: sha256, size: size, isThere: true, isListed: true)
    }

    /// Takes a file away, where it is there.
    package mutating func remove(_ number: Int32) {
        let place = Int(number)
        guard place < slots.count, slots[place].isThere else { return }
        slots[place].isThere = false
        count -= 1
        holdsRemoved = true
    }

    /// The numbers of the files, in byte order of path.
    package mutating func inOrder(_ paths: TextList) -> [Int32] {
        settle(paths)
        return order
    }

    /// What a dataset record has to state of these files.
    ///
    /// - Parameter path: The dataset's own mapped path, as the record has it.
    package mutating func totals(below path: String, _ paths: TextList) -> DatasetTotals {
        settle(paths)
        return DatasetTotals(
            fileCount: count,
            byteCount: order.reduce(UInt64(0)) { $0 &+ slots[Int($1)].size },
            digest: MappedName.reading(path).flatMap { digest(below: $0, paths) })
    }

    private mutating func digest(below dataset: MappedName, _ paths: TextList) -> Digest? {
        // Its own path as a file's is the one case in which names below it have another order.
        if let own = paths.knownNumber(of: dataset.text.utf8.span), isThere(own) {
            return DatasetDigest.of(
                order.map { (path: paths[$0], sha256: slots[Int($0)].sha256) }, below: dataset)
        }
        tails.begin(below: dataset)
        var stream = SHA256Stream()
        var lines: [UInt8] = []
        for number in order {
            slots[Int(number)].sha256.appendHex(to: &lines)
            guard tails.append(number, paths, to: &lines) else { return nil }
            if lines.count > 1 << 16 {
                stream.update(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        stream.update(lines)
        return stream.finish()
    }

    private func isThere(_ number: Int32) -> Bool {
        Int(number) < slots.count && slots[Int(number)].isThere
    }

    // MARK: - Order

    private mutating func settle(_ paths: TextList) {
        if holdsRemoved { dropRemoved() }
        guard !unsettled.isEmpty else { return }
        let known = order.count
        order += unsettled.sorted(by: paths.precedes)
        unsettled = []
        if known > 0, paths.precedes(order[known], order[known - 1]) {
            order = merged(at: known, paths)
        }
    }

    /// Two runs in order, the second from a place on, as one.
    private func merged(at middle: Int, _ paths: TextList) -> [Int32] {
        var merged: [Int32] = []
        merged.reserveCapacity(order.count)
        var (one, other) = (0, middle)
        while one < middle, other < order.count {
            if paths.precedes(order[other], order[one]) {
                merged.append(order[other])
                other += 1
            } else {
                merged.append(order[one])
                one += 1
            }
        }
        return merged + order[one..<middle] + order[other...]
    }

    private mutating func dropRemoved() {
        for number in order + unsettled where !slots[Int(number)].isThere {
            slots[Int(number)].isListed = false
        }
        order.removeAll { !slots[Int($0)].isThere }
        unsettled.removeAll { !slots[Int($0)].isThere }
        holdsRemoved = false
    }
}

/// The part of each line of a dataset's list behind the digest: two spaces, path, LF; made at the first
/// question.
private struct LineTails: Sendable {
    private struct Tail: Sendable {
        let start: Int
        let count: Int32
    }

    private var dataset: MappedName?
    private var bytes: [UInt8] = []
    private var tails: [Tail?] = []

    /// Begins anew where the dataset has another path than before.
    mutating func begin(below dataset: MappedName) {
        guard self.dataset != dataset else { return }
        self = LineTails()
        self.dataset = dataset
    }

    /// Appends the part of a path; false where it lies elsewhere than below the dataset.
    mutating func append(_ number: Int32, _ paths: TextList, to lines: inout [UInt8]) -> Bool {
        while tails.count <= Int(number) { tails.append(nil) }
        guard let tail = tails[Int(number)] ?? make(paths[number]) else { return false }
        tails[Int(number)] = tail
        lines += bytes[tail.start..<tail.start + Int(tail.count)]
        return true
    }

    private mutating func make(_ path: String) -> Tail? {
        guard let dataset, let name = MappedName.reading(path),
            let below = DatasetDigest.path(of: name, below: dataset)
        else { return nil }
        let start = bytes.count
        DigestList.append(behindDigest: below.text, to: &bytes)
        return Tail(start: start, count: Int32(clamping: bytes.count - start))
    }
}
