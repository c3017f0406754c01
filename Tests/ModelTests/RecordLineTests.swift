import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

@Suite struct RecordLineTests {
    static let entry = Array(#"{"seq":1}"#.utf8)
    static let code = Digest.sample(1)
    static let digest = Digest.sample(2)

    @Test func clearLineComesBack() throws {
        let line = RecordLine.clear(entry: Self.entry, code: Self.code)
        let read = try RecordLine.read(line).get()
        guard case .clear(let range) = read.content else {
            Issue.record("not in clear")
            return
        }
        #expect(range == 9..<(line.count - 74))
        #expect(Array(line[range]) == Self.entry)
        #expect(read.digest == SHA256.hash(Self.entry))
        #expect(read.code == Self.code)
        #expect(!read.isWithheld)
        #expect(try CanonicalJSON.encode(CanonicalJSON.parse(line)) == line)
    }

    @Test(arguments: WithholdingReason.allCases)
    func withheldLineComesBack(reason: WithholdingReason) throws {
        let line = RecordLine.withheld(digest: Self.digest, code: Self.code, reason: reason)
        let read = try RecordLine.read(line).get()
        #expect(read.content == .withheld(digest: Self.digest, reason: reason))
        #expect(read.digest == Self.digest)
        #expect(read.code == Self.code)
        #expect(try CanonicalJSON.encode(CanonicalJSON.parse(line)) == line)
    }

    static let clear = String(
        decoding: RecordLine.clear(entry: entry, code: code), as: UTF8.self)
    static let withheld = String(
        decoding: RecordLine.withheld(digest: digest, code: code, reason: .privileged),
        as: UTF8.self)

    static let refused: [(String, String, LineProblem)] = [
        ("no bytes", "", .empty),
        ("a space in front", " " + clear, .notARecord),
        ("a line feed behind", clear + "\n", .notARecord),
        ("the code missing", #"{"entry":{"seq":1}}"#, .notARecord),
        ("only a code", #"{"entry":,"mac":"\#(code.hex)"}"#, .entryIsNotAnObject),
        ("a text as entry", #"{"entry":"x","mac":"\#(code.hex)"}"#, .entryIsNotAnObject),
        ("upper-case code", clear.replacing(code.hex, with: code.hex.uppercased()), .badCode),
        (
            "upper-case digest", withheld.replacing(digest.hex, with: digest.hex.uppercased()),
            .badDigest
        ),
        ("a short code", clear.replacing(code.hex, with: "ab"), .notARecord),
        ("another reason", withheld.replacing("privileged", with: "because"), .unknownReason),
        ("no reason", withheld.replacing("privileged", with: ""), .notARecord),
        ("a reason cut off", String(withheld.dropLast(20)), .notARecord),
        ("a digest alone", #"{"digest":"\#(digest.hex)"}"#, .notARecord),
        ("another object", #"{"a":1}"#, .notARecord),
        ("the head alone", #"{"entry":"#, .notARecord),
        ("the other head alone", #"{"digest":""#, .notARecord),
    ]

    @Test(arguments: refused)
    func otherBytesAreRefused(name: String, line: String, problem: LineProblem) {
        #expect(RecordLine.read(Array(line.utf8)).failure == problem, "\(name)")
    }

    @Test func lineOverOneMebibyteIsRefused() {
        let room = RecordLine.maximumByteCount - RecordLine.clear(entry: [], code: Self.code).count
        let longest = Array("{".utf8) + [UInt8](repeating: 0x20, count: room - 2) + Array("}".utf8)
        let line = RecordLine.clear(entry: longest, code: Self.code)
        #expect(line.count == 1 << 20)
        #expect(RecordLine.read(line).failure == nil)
        let longer = RecordLine.clear(entry: longest + Array("}".utf8), code: Self.code)
        #expect(RecordLine.read(longer).failure == .tooLong)
    }

    @Test func everyCutAndEveryTurnedBitIsSafe() {
        // Whatever comes, an answer and no trap; a line that is taken is written again the same.
        for whole in [Self.clear, Self.withheld].map({ Array($0.utf8) }) {
            for end in whole.indices {
                _ = RecordLine.read(Array(whole[..<end]))
                var turned = whole
                turned[end] ^= 0x20
                guard case .success(let read) = RecordLine.read(turned) else { continue }
                switch read.content {
                case .clear(let range):
                    let again = RecordLine.clear(entry: Array(turned[range]), code: read.code)
                    #expect(again == turned)
                case .withheld(let digest, let reason):
                    let again = RecordLine.withheld(
                        digest: digest, code: read.code, reason: reason)
                    #expect(again == turned)
                }
            }
        }
    }
}
