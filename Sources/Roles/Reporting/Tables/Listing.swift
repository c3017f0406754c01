/// A list of which a page for people shows a part, and says so.
///
/// JSON and XML hold the whole list.
struct Listing<Element> {
    /// What is shown: all, or the first and the last.
    let shown: [Element]
    /// What is left out and where it stands; nil where nothing is.
    let note: String?

    /// Takes as many as fit.
    ///
    /// - Parameters:
    ///   - limit: How many are shown; a tenth of them are the last ones of the list.
    ///   - beyond: How many more there are than the report itself holds.
    ///   - noun: What they are, in the plural.
    init(_ all: [Element], limit: Int, beyond: UInt64 = 0, noun: String) {
        let total = UInt64(all.count) &+ beyond
        guard all.count > limit else {
            shown = all
            note = Self.beyondNote(beyond, noun)
            return
        }
        let last = limit / 10
        shown = Array(all.prefix(limit - last) + all.suffix(last))
        note =
            "Of \(Wording.number(total)) \(noun) the first \(Wording.number(limit - last))"
            + (last > 0 ? " and the last \(Wording.number(last))" : "")
            + " are shown here; \(beyond == 0 ? "all" : Wording.number(all.count)) of them stand in "
            + "the renderings as JSON and XML."
    }

    private static func beyondNote(_ beyond: UInt64, _ noun: String) -> String? {
        beyond == 0
            ? nil
            : "\(Wording.number(beyond)) more \(noun) are in the bundle and not listed in any report."
    }

    /// The note as something to be drawn, if any.
    var items: [Item] { note.map { [.paragraph($0)] } ?? [] }
}
