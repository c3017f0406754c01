internal import CanonicalJSON
package import RecordLog
package import Records

/// A line of the store with its entry read.
package struct StoredEntry {
    /// Digest, code and where the entry stands in the line.
    package let reading: ReadLine
    /// What the entry states.
    package let entry: StatedEntry
    /// The bytes of the entry.
    package let entryBytes: [UInt8]

    /// Reads a line that the store holds in clear.
    ///
    /// - Throws: `SealingError.brokenStore`.
    package init(_ line: [UInt8], sequence: UInt64) throws(SealingError) {
        try self.init(line.span, sequence: sequence)
    }

    /// Reads a line that the store holds in clear.
    ///
    /// - Throws: `SealingError.brokenStore`.
    package init(_ line: Span<UInt8>, sequence: UInt64) throws(SealingError) {
        reading = try Self.reading(of: line, sequence: sequence)
        guard case .clear(let range) = reading.content else {
            throw .brokenStore("record \(sequence) is not in clear")
        }
        entryBytes = ByteRuns.array(line, range)
        do throws(EntryError) {
            self.entry = try StatedEntry(encoded: entryBytes)
        } catch {
            throw .brokenStore("record \(sequence): \(error)")
        }
        guard entry.seq == sequence else {
            throw .brokenStore("record \(entry.seq) stands at place \(sequence)")
        }
    }

    /// The entry with what it leaves to its epoch's opening.
    ///
    /// - Throws: `SealingError.brokenStore` where neither states a field.
    package func entry(under opening: EpochOpening?) throws(SealingError) -> Entry {
        do throws(SchemaError) { return try Entry(entry, under: opening) } catch {
            throw .brokenStore("record \(entry.seq): \(error)")
        }
    }

    /// Takes a line apart without reading its entry.
    ///
    /// - Throws: `SealingError.brokenStore`.
    static func reading(of line: Span<UInt8>, sequence: UInt64) throws(SealingError) -> ReadLine {
        switch RecordLine.read(line) {
        case .success(let reading): return reading
        case .failure(let problem):
            throw .brokenStore("record \(sequence): \(problem.rawValue)")
        }
    }
}
