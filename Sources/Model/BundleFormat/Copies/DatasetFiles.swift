import Cryptography

/// The files of a dataset by path, kept in byte order from version to version.
///
/// A dataset of 1,000 files that changes 100 times ends 100 versions, each with a digest over all of
/// its files. So what stays the same between versions is worked out once: the order, and the part of
/// each line that the digest is made over.
struct DatasetFiles: Sendable {
    private struct Slot: Sendable {
        var file: DatasetReplay.File
        var isRemoved = false
    }

    // Paths are plain ASCII, so that no two of them are equal as text and differ in their bytes.
    private var places: [String: Int32] = [:]
    private var slots: [Slot] = []
    /// Slots in byte order of path, but for those that came since.
    private var order: [Int32] = []
    private var holdsRemoved = false
    private var tails = LineTails()

    /// The number of files.
    var count: Int { places.count }

    /// The file at a path.
    subscript(path: String) -> DatasetReplay.File? { places[path].map { slots[Int($0)].file } }

    /// Puts a file in the place of one with its path.
    mutating func set(_ file: DatasetReplay.File) {
        if let place = places[file.path] {
            slots[Int(place)].file = file
        } else {
            places[file.path] = Int32(clamping: slots.count)
            slots.append(Slot(file: file))
        }
    }

    /// Takes a file away.
    mutating func remove(_ path: String) {
        guard let place = places.removeValue(forKey: path) else { return }
        slots[Int(place)].isRemoved = true
        holdsRemoved = true
    }

    /// The files, in byte order of path.
    mutating func inOrder() -> [DatasetReplay.File] {
        settle()
        return order.map { slots[Int($0)].file }
    }

    /// What a dataset record has to state of these files.
    mutating func totals(below path: String) -> DatasetTotals {
        settle()
        return DatasetTotals(
            fileCount: count,
            byteCount: order.reduce(UInt64(0)) { $0 &+ slots[Int($1)].file.size },
            digest: MappedName.reading(path).flatMap { digest(below: $0) })
    }

    private mutating func digest(below dataset: MappedName) -> Digest? {
        // Its own path as a file's is the one case in which names below it have another order.
        guard self[dataset.text] == nil else { return inOrder().digest(below: dataset) }
        guard tails.follow(slots.lazy.map(\.file), below: dataset) else { return nil }
        var stream = SHA256Stream()
        var lines: [UInt8] = []
        for place in order {
            slots[Int(place)].file.sha256.appendHex(to: &lines)
            tails.append(Int(place), to: &lines)
            if lines.count > 1 << 16 {
                stream.update(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        stream.update(lines)
        return stream.finish()
    }

    // MARK: - Order

    private mutating func settle() {
        if holdsRemoved { dropRemoved() }
        guard order.count < slots.count else { return }
        let known = order.count
        order += (Int32(clamping: known)..<Int32(clamping: slots.count)).sorted(by: isBefore)
        if known > 0, isBefore(order[known], order[known - 1]) { order = merged(at: known) }
    }

    private func isBefore(_ one: Int32, _ other: Int32) -> Bool {
        slots[Int(one)].file.path.utf8.lexicographicallyPrecedes(slots[Int(other)].file.path.utf8)
    }

    /// Two runs in order, the second from a place on, as one.
    private func merged(at middle: Int) -> [Int32] {
        var merged: [Int32] = []
        merged.reserveCapacity(order.count)
        var (one, other) = (0, middle)
        while one < middle, other < order.count {
            if isBefore(order[other], order[one]) {
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
        slots.removeAll(where: \.isRemoved)
        for (place, slot) in slots.enumerated() {
            places[slot.file.path] = Int32(clamping: place)
        }
        // What is left stands in the order in which it came; it is sorted anew.
        order = []
        tails = LineTails()
        holdsRemoved = false
    }
}

/// The part of each line of a dataset's list behind the digest: two spaces, path, LF.
private struct LineTails: Sendable {
    private var dataset: MappedName?
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isUnfit = false

    /// Makes the parts of files that came since; false where one lies elsewhere than below the dataset.
    mutating func follow(
        _ files: some RandomAccessCollection<DatasetReplay.File>, below dataset: MappedName
    ) -> Bool {
        if self.dataset != dataset {
            self = LineTails()
            self.dataset = dataset
        }
        for file in files.dropFirst(ends.count) where !isUnfit {
            guard let name = file.name, let below = DatasetDigest.path(of: name, below: dataset)
            else {
                isUnfit = true
                break
            }
            DigestList.append(behindDigest: below.text, to: &bytes)
            ends.append(bytes.count)
        }
        return !isUnfit
    }

    func append(_ place: Int, to lines: inout [UInt8]) {
        lines += bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
    }
}
