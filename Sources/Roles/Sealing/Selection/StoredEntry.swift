package import RecordLog
package import Records

/// A line of the store with its entry read.
package struct StoredEntry {
    /// The line, without LF.
    package let line: [UInt8]
    /// Digest, code and where the entry stands in the line.
    package let reading: ReadLine
    /// The entry.
    package let entry: Entry
    /// The bytes of the entry.
    package let entryBytes: [UInt8]

    /// Reads a line that the store holds in clear.
    ///
    /// - Throws: `SealingError.brokenStore`.
    package init(_ line: [UInt8], sequence: UInt64) throws(SealingError) {
        switch RecordLine.read(line) {
        case .failure(let problem):
            throw .brokenStore("record \(sequence): \(problem.rawValue)")
        case .success(let reading):
            guard case .clear(let range) = reading.content else {
                throw .brokenStore("record \(sequence) is not in clear")
            }
            self.reading = reading
            self.entryBytes = Array(line[range])
        }
        self.line = line
        do throws(EntryError) {
            self.entry = try Entry(encoded: entryBytes)
        } catch {
            throw .brokenStore("record \(sequence): \(error)")
        }
        guard entry.seq == sequence else {
            throw .brokenStore("record \(entry.seq) stands at place \(sequence)")
        }
    }
}
