import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

/// The receipt of a store, by the vectors that another program made from the documents.
@Suite struct ObjectLockReceiptTests {
    private static let part = Result { try LogVectors.part("objectLock") }

    private func accepted() throws -> [JSONObject] { try Self.part.get().objects("accepted") }

    private func bytes(_ vector: JSONObject) throws -> [UInt8] {
        Array(try vector.text("receipt").utf8)
    }

    @Test func publishedReceiptsAreReadAndWrittenTheSame() throws {
        for vector in try accepted() {
            let receipt = try ObjectLockReceipt(encoded: bytes(vector))
            #expect(receipt.encoded == (try bytes(vector)))
            let conflicts = try #require(vector["conflicts"]?.arrayValue)
            #expect(receipt.conflicts.map { JSONValue.string($0.versionId) } == conflicts)
        }
    }

    @Test func publishedRefusalsAreRefused() throws {
        for vector in try Self.part.get().objects("refused") {
            let bytes = try bytes(vector)
            let why = try vector.text("why")
            #expect(throws: EntryError.self, "\(why)") { try ObjectLockReceipt(encoded: bytes) }
        }
    }

    @Test func everyLineOfTheQuestionsFitsAPage() throws {
        let receipt = try ObjectLockReceipt(encoded: bytes(try accepted()[0]))
        #expect(receipt.questions.allSatisfy { $0.utf8.count <= 76 })
        #expect(receipt.questions.allSatisfy { !$0.contains("'") && !$0.contains(";") })
    }

    @Test func noByteMoreThanTheLimitIsRead() throws {
        var object = try #require(
            try CanonicalJSON.parse(bytes(try accepted()[0])).objectValue)
        let answer = try #require(object["answers"]?.arrayValue?.first)
        object["answers"] = .array(Array(repeating: answer, count: 65))
        let many = CanonicalJSON.encode(.object(object))
        #expect(throws: EntryError.self) { try ObjectLockReceipt(encoded: many) }
        let long = try bytes(try accepted()[0]) + Array(repeating: 0x20, count: 1 << 16)
        #expect(throws: EntryError.self) { try ObjectLockReceipt(encoded: long) }
    }

    @Test(arguments: [
        "https://s3.example", "http://127.0.0.1:8000", "https://s3.example:8443",
    ])
    func endpointsHaveOneSpelling(text: String) {
        #expect(ObjectStore.isEndpoint(text))
    }

    @Test(arguments: [
        "s3.example", "https://", "https://s3.example/", "https://S3.example", "ftp://s3.example",
        "https://s3.example:443", "http://s3.example:80", "https://s3.example:0",
        "https://s3.example:08443", "https://s3.example:65536", "https://s3.example:",
        "https://user@s3.example", "https://s3..example", "https://-s3.example",
        "https://s3.example?x", "https://s3 .example", "https://[::1]",
    ])
    func otherEndpointsAreNone(text: String) {
        #expect(!ObjectStore.isEndpoint(text))
    }

    @Test(arguments: ["a b", "a+b", "a*b", "a%2Fb", "/a", "a/", "a//b", "..", "a/../b", "", "ä"])
    func aPrefixHasUnreservedCharactersOnly(text: String) {
        #expect(!ObjectLockKey.isPrefix(text))
        #expect(
            ObjectLockKey(prefix: text, log: .sample(1), size: 1, note: .sample(2)) == nil)
    }
}
