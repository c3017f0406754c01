import CanonicalJSON
import Cryptography
import RecordLog
import Testing

/// Lines that stand behind each other in one run of bytes.
@Suite struct LineStretchTests {
    @Test(arguments: [[], [""], ["a"], ["a", "", "bc\nd", "e"]])
    func eachLineIsFoundAgain(texts: [String]) {
        var stretch = LineStretch(first: 7, under: nil)
        for text in texts {
            #expect(
                stretch.append {
                    $0 += text.utf8
                    return true
                })
        }
        #expect(stretch.count == texts.count)
        #expect(stretch.sequences == 7..<7 + UInt64(texts.count))
        #expect(stretch.bytes == Array(texts.map { $0 + "\n" }.joined().utf8))
        let found = stretch.ranges.map { String(decoding: stretch.bytes[$0], as: UTF8.self) }
        #expect(found == texts)
    }

    @Test func aLineThatCouldNotBeReadLeavesNothingBehind() {
        var stretch = LineStretch(first: 0, under: nil)
        let isAdded = stretch.append {
            $0 += [1, 2]
            return false
        }
        #expect(!isAdded && stretch.count == 0 && stretch.bytes.isEmpty)
    }

    @Test func theEntryOfALineStandsWhereTheWholeReadingFindsIt() throws {
        let code = SHA256.hash([1])
        let clear = RecordLine.clear(entry: Array("{\"a\":1}".utf8), code: code)
        for place in clear.indices {
            for byte in "x{}\"0".utf8 {
                var line = clear
                line[place] = byte
                var expected = RecordLine.read(line).map(\.content)
                if case .success(.withheld) = expected { expected = .failure(.notARecord) }
                let found = RecordLine.entryRange(of: line.span)
                #expect(found.map { .clear(entryRange: $0) } == expected)
            }
            let cut = Array(clear[..<place])
            let found = RecordLine.entryRange(of: cut.span).map {
                ReadLine.Content.clear(entryRange: $0)
            }
            #expect(found == RecordLine.read(cut).map(\.content))
        }
    }

    @Test func theEdgeOfATreeProvesTheLeafThatComesNext() throws {
        var (edge, tree) = (CompactRange(), MerkleTree())
        for number in 0..<70 as Range<UInt8> {
            let proof = edge.proofOfNext
            let leaf = SHA256.hash([number])
            edge.append(leaf)
            tree.append(leaf)
            #expect(proof == tree.inclusionProof(index: UInt64(number), size: tree.size))
        }
    }
}
