/// Letters that a reader would take for others.
///
/// A name in which one letter is of another script looks like a name that it isn't. Which letters
/// look alike is a matter of fonts; the list holds those that hardly any font tells apart. A text
/// that is written in another script throughout stays as it is.
///
/// Source: docs/formats/report.md §2; after the idea of Unicode UTS 39 §5 (mixed scripts).
enum LookAlikes {
    /// The places of letters that are to be shown as code points.
    static func places(in scalars: [Unicode.Scalar]) -> Set<Int> {
        guard scalars.contains(where: { $0.value >= 0x250 }) else { return [] }
        var places = Set(scalars.indices.filter { isVariant(scalars[$0]) })
        let evident = Set(scalars.compactMap { looksLatin($0) ? nil : Script($0) })
        for word in words(of: scalars) {
            let alike = word.filter { looksLatin(scalars[$0]) }
            guard let first = alike.first else { continue }
            let others = word.filter { !looksLatin(scalars[$0]) }
            let hasLatin = others.contains { Script(scalars[$0]) == .latin }
            let isOfItsOwn = others.contains { scalars[$0].properties.isAlphabetic }
            let isPlain = Script(scalars[first]).map(evident.contains) ?? false
            if hasLatin || (!isOfItsOwn && word.count > 1 && !isPlain) { places.formUnion(alike) }
        }
        return places
    }

    /// Runs of letters, digits and marks.
    private static func words(of scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in scalars.indices {
            if isOfWord(scalars[index]) {
                start = start ?? index
            } else if let begun = start {
                words.append(begun..<index)
                start = nil
            }
        }
        if let start { words.append(start..<scalars.count) }
        return words
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
            .decimalNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    private enum Script {
        case latin, greek, cyrillic, armenian, cherokee

        /// The script of a letter that this list is about; nil for every other character.
        init?(_ scalar: Unicode.Scalar) {
            guard scalar.properties.isAlphabetic else { return nil }
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F, 0xA640...0xA69F: self = .cyrillic
            case 0x530...0x58F: self = .armenian
            case 0x13A0...0x13FF, 0xAB70...0xABBF: self = .cherokee
            default: return nil
            }
        }
    }

    private static func looksLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x250 && (alike.contains(scalar) || Script(scalar) == .cherokee)
    }

    /// Letters that are drawn like a Latin one.
    private static let alike = Set(
        """
        ɑɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧινορυϲϳϹАВЕЅІЈКМНОРСТУХҮӀӏԀԚԜасеһіјорѕухԁԛԝѵѴՍՕհոսցօ
        """.unicodeScalars)

    /// Letters and digits that are another form of a plain one: full-width, mathematical, enclosed,
    /// letter-like.
    private static func isVariant(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0x1D400...0x1D7FF,
            0x2460...0x24FF, 0x1F100...0x1F1FF:
            true
        case 0x2100...0x214F: scalar.properties.isAlphabetic
        default: false
        }
    }
}
