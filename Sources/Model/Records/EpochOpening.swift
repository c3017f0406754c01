/// What the opening of an epoch says for all of its records: which program wrote them, by which clock.
///
/// A class, as every reader of lines holds one: copying its dozen texts counted the users of each.
///
/// Source: docs/formats/records.md §2.
package final class EpochOpening: Sendable {
    /// Families whose records state everything, and which others rely on.
    package static let families: Set<String> = [GenesisBody.family, EpochOpenBody.family]

    /// Which program writes the epoch's records.
    package let origin: Origin
    /// When the opening was made; its clock and zone hold for the others.
    package let time: RecordTime

    /// States what an opening says.
    package init(origin: Origin, time: RecordTime) {
        (self.origin, self.time) = (origin, time)
    }

    /// Takes what an entry says for its epoch; nil where it is no opening.
    package init?(_ entry: Entry) {
        // A record that founds a log in the middle of another opens nothing there.
        guard Self.families.contains(entry.family),
            entry.family != GenesisBody.family || entry.seq == 0
        else { return nil }
        (origin, time) = (entry.origin, entry.time)
    }
}

extension EpochOpening {
    /// Takes what a line says for its epoch; nil where it is no opening in clear that can be read.
    ///
    /// - Parameter entry: The canonical bytes of its entry.
    package convenience init?(encoded entry: [UInt8]) {
        do throws(EntryError) { self.init(try Entry(encoded: entry, under: nil)) } catch {
            // Whoever judges the line says what is wrong with it.
            return nil
        }
    }
}
