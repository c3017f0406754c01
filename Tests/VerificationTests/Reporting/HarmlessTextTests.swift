import Reporting
import Testing

@Suite struct HarmlessTextTests {
    @Test(arguments: [
        ("Alice Chen", "Alice Chen"),
        ("", ""),
        ("Éva Ångström, 陳愛麗", "Éva Ångström, 陳愛麗"),
        ("a\nb", "a<U+000A>b"),
        ("a\r\nb", "a<U+000D><U+000A>b"),
        ("\u{1B}[31m", "<U+001B>[31m"),
        ("\u{0}", "<U+0000>"),
        ("\u{202E}txt.exe", "<U+202E>txt.exe"),
        ("a\u{200B}b\u{2060}c\u{FEFF}", "a<U+200B>b<U+2060>c<U+FEFF>"),
        ("a\u{2028}b\u{85}c", "a<U+2028>b<U+0085>c"),
        ("a\u{A0}b\u{2003}c", "a<U+00A0>b<U+2003>c"),
        ("a  b", "a <U+0020>b"),
        (" a ", "<U+0020>a<U+0020>"),
        ("\u{E0041}", "<U+E0041>"),
        ("\u{F8FF}", "<U+F8FF>"),
        ("\u{FFFF}", "<U+FFFF>"),
        ("<U+202E>", "<U+003C>U+202E>"),
        ("a < b <u+1>", "a < b <u+1>"),
        ("\u{301}x", "<U+0301>x"),
        ("Alice <+3 characters>", "Alice <U+003C>+3 characters>"),
        ("a <b> + c", "a <b> + c"),
        // Look-alikes: one Cyrillic letter, one Greek, one Armenian, one Cherokee, whole words.
        ("\u{410}lice Chen", "<U+0410>lice Chen"),
        ("Rob\u{435}rt", "Rob<U+0435>rt"),
        ("\u{3A1}4 Rev\u{456}ew", "<U+03A1>4 Rev<U+0456>ew"),
        ("h\u{585}st", "h<U+0585>st"),
        ("\u{13AA}ood", "<U+13AA>ood"),
        (
            "\u{420}\u{410}\u{405}\u{405}\u{415}\u{41E}.tar",
            "<U+0420><U+0410><U+0405><U+0405><U+0415><U+041E>.tar"
        ),
        ("\u{FF30}ASSED \u{1D40F} \u{24C5} \u{212A}", "<U+FF30>ASSED <U+1D40F> <U+24C5> <U+212A>"),
        // Other scripts and the signs of chemists stay.
        ("Вера Иванова", "Вера Иванова"),
        ("Νίκος Παπαδόπουλος", "Νίκος Παπαδόπουλος"),
        ("μm, λmax, β-lactam, Δν, ρ = 2", "μm, λmax, β-lactam, Δν, ρ = 2"),
        ("Ångström Łódź Đorđe straße", "Ångström Łódź Đorđe straße"),
        ("東京 서울 بغداد", "東京 서울 بغداد"),
    ])
    func whatActsOrHidesIsShownAsItsCodePoint(text: String, shown: String) {
        #expect(HarmlessText.shown(text) == shown)
    }

    @Test func aLongTextIsCutAndSaysByHowMuch() {
        let limit = HarmlessText.lengthLimit
        #expect(HarmlessText.shown(String(repeating: "W", count: limit)).utf8.count == limit)
        for (letter, count) in [("W", 1), ("\u{1F600}", 1_000_000)] {
            let shown = HarmlessText.shown(String(repeating: letter, count: limit + count))
            #expect(shown.hasSuffix("\(letter)<+\(count) characters>"))
            #expect(shown.unicodeScalars.count < limit + 30)
        }
    }

    @Test func aTowerOfMarksIsCut() {
        let tower = "a" + String(repeating: "\u{301}", count: 6)
        let shown = HarmlessText.shown(tower)
        #expect(Array(shown.unicodeScalars.prefix(5)) == Array(tower.unicodeScalars.prefix(5)))
        #expect(shown.hasSuffix("<U+0301><U+0301>"))
    }

    @Test(arguments: SampleReport.hostile)
    func whatWasShownReadsBackToTheSameText(text: String) {
        #expect(Self.readBack(HarmlessText.shown(text)) == Array(text.unicodeScalars))
    }

    @Test(arguments: SampleReport.hostile)
    func showingTwiceNeverLosesTheFirst(text: String) {
        let once = HarmlessText.shown(text)
        #expect(Self.readBack(HarmlessText.shown(once)) == Array(once.unicodeScalars))
    }

    /// The inverse, written from docs/formats/report.md alone.
    static func readBack(_ shown: String) -> [Unicode.Scalar] {
        var output: [Unicode.Scalar] = []
        var rest = Array(shown.unicodeScalars)[...]
        while let first = rest.first {
            if rest.starts(with: ["<", "U", "+"]), let end = rest.firstIndex(of: ">") {
                var digits = String.UnicodeScalarView()
                digits.append(contentsOf: rest[(rest.startIndex + 3)..<end])
                if let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
                {
                    output.append(scalar)
                    rest = rest[(end + 1)...]
                    continue
                }
            }
            output.append(first)
            rest = rest.dropFirst()
        }
        return output
    }
}
