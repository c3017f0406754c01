import RecordLog
import Records

/// Reads what stands in a stored line.
enum StoredLine {
    /// The bytes of the entry.
    static func entryBytes(_ line: [UInt8]) throws(CaptureError) -> [UInt8] {
        guard let bytes = clearEntry(of: line) else {
            throw .damaged("The store holds a line that is not a record.")
        }
        return bytes
    }

    /// What the entry states.
    static func entry(_ line: [UInt8]) throws(CaptureError) -> StatedEntry {
        do { return try StatedEntry(encoded: try entryBytes(line)) } catch {
            throw CaptureError.unreadable(error)
        }
    }

    /// The entry with what it leaves to its epoch's opening.
    ///
    /// - Parameter opening: The opening in force; nil where there is none.
    static func entry(
        _ line: [UInt8], under opening: EpochOpening?
    ) throws(CaptureError) -> Entry {
        do { return try Entry(encoded: try entryBytes(line), under: opening) } catch {
            throw CaptureError.unreadable(error)
        }
    }

    /// What a line says for its epoch; nil where it is no opening.
    static func opening(_ line: [UInt8]) -> EpochOpening? {
        clearEntry(of: line).flatMap { EpochOpening(encoded: $0) }
    }

    /// The bytes of an entry in clear, of which nobody here wants the digest.
    private static func clearEntry(of line: [UInt8]) -> [UInt8]? {
        guard case .success(let range) = RecordLine.entryRange(of: line.span) else { return nil }
        return Array(line[range])
    }
}

extension CaptureError {
    fileprivate static func unreadable(_ error: any Error) -> CaptureError {
        error as? CaptureError
            ?? .damaged("The store holds a record that can't be read: \(error).")
    }
}
