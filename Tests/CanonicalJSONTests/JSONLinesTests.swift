import CanonicalJSON
import Testing

@Suite struct JSONLinesTests {
    @Test func linesAreRangesWithoutTheirLineFeed() throws {
        #expect(try JSONLines.split(Array("{}\n\n[1]\n".utf8)) == [0..<2, 3..<3, 4..<7])
    }

    @Test(arguments: [
        ("", JSONError.Kind.noLines, 0), ("{}", .noFinalLineFeed, 0),
        ("{}\n[", .noFinalLineFeed, 3),
    ])
    func aFileThatIsCutIsRefused(text: String, kind: JSONError.Kind, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONLines.split(Array(text.utf8)) }
        #expect(error == JSONError(kind, at: offset))
    }

    @Test func aLineHasAtMostOneMebibyte() throws {
        let longest = [UInt8](repeating: 0x31, count: 1 << 20)
        #expect(try JSONLines.split([0x31, 0x0A] + longest + [0x0A]).count == 2)
        let error = #expect(throws: JSONError.self) {
            try JSONLines.split([0x31, 0x0A] + longest + [0x31, 0x0A])
        }
        #expect(error == JSONError(.lineTooLong, at: 2))
    }

    @Test func anEmptyLineIsNoValue() {
        #expect(throws: JSONError(.empty, at: 0)) { try CanonicalJSON.parse([]) }
    }
}
