/// Gives the time of a record; the only clock that code above the bindings sees.
package protocol TimeSource: Sendable {
    /// The present moment with what is known of the clock.
    func now() -> RecordTime
}

/// Gives unpredictable bytes; tests put in a fixed stream.
package protocol RandomSource: Sendable {
    /// So many new bytes.
    ///
    /// - Throws: When the source has none to give.
    func bytes(_ count: Int) throws -> [UInt8]
}
