import CanonicalJSON
import Cryptography
import HTTPTransfer
import LinuxFiles
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

/// The signature of requests to object stores, beside AWS's published examples and a second
/// implementation.
@Suite struct RequestSignatureTests {
    private static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    private func signature(
        _ request: StoreRequest, host: String, moment: String, secret: String = secret,
        service: String = "s3"
    ) throws -> (signed: [String], value: String) {
        let signer = RequestSignature(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secret: SecretBytes(copying: Array(secret.utf8)),
            region: "us-east-1", service: service)
        let fields = signer.fields(for: request, host: host, moment: moment)
        let words = try #require(fields.last?.value).split(separator: " ")
        let names = try #require(words.first { $0.hasPrefix("SignedHeaders=") })
        let value = try #require(words.last).dropFirst("Signature=".count)
        return (
            names.dropFirst("SignedHeaders=".count).dropLast().split(separator: ";").map(
                String.init), String(value)
        )
    }

    /// The examples of the S3 API reference, "Signature Calculations for the Authorization Header".
    private static let published: [(StoreRequest, String)] = [
        (
            StoreRequest("GET", path: "/test.txt", fields: [("Range", "bytes=0-9")]),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        (
            StoreRequest(
                "PUT", path: "/test$file.text",
                fields: [
                    ("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                    ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ], body: Array("Welcome to Amazon S3.".utf8)),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        (
            StoreRequest("GET", path: "/", query: [("lifecycle", "")]),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        (
            StoreRequest("GET", path: "/", query: [("prefix", "J"), ("max-keys", "2")]),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ]

    @Test(arguments: published.indices) func publishedExamplesComeOut(index: Int) throws {
        let (request, expected) = Self.published[index]
        let found = try signature(
            request, host: "examplebucket.s3.amazonaws.com", moment: "20130524T000000Z")
        #expect(found.value == expected)
    }

    @Test func theKeyOfADayIsThePublishedOne() {
        let signer = RequestSignature(
            accessKey: "x",
            secret: SecretBytes(copying: Array("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8)),
            region: "us-east-1", service: "iam")
        let key = signer.key(day: "20150830").withBytes { bytes in bytes.indices.map { bytes[$0] } }
        #expect(
            Hex.encode(key) == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9")
    }

    // MARK: - Beside another implementation

    /// Paths, queries and fields that implementations have stumbled over.
    private static let odd: [StoreRequest] = {
        let paths = [
            "/b/a b", "/b/a+b", "/b/a*b", "/b/a%2Fb", "/b/a%b", "/b/a//b", "/b/./a/../b",
            "/b/~a'()!",
            "/b/ä€😀", "/b/a:b;c,d@e&f=g$h", "/b/a?b#c", "/b/a\\b|c\"<>^`{}",
        ]
        let queries: [[(name: String, value: String)]] = [
            [], [("versions", "")], [("z", "1"), ("a", "2"), ("a", "1"), ("A", "3")],
            [("prefix", "a/b c+d*e%2F"), ("versions", "")], [("é", "ü"), ("e", "~")],
            [("a", ""), ("a-b", "1"), ("a b", "2"), ("a.b", "3")],
        ]
        let fields: [[(name: String, value: String)]] = [
            [], [("X-Amz-Meta-B", "  two   blanks  "), ("x-amz-meta-a", "1")],
            [("If-None-Match", "*"), ("Content-MD5", "abc=="), ("x-amz-object-lock-mode", "x")],
        ]
        return paths.flatMap { path in
            queries.map { query in
                StoreRequest(
                    path.utf8.count % 2 == 0 ? "PUT" : "GET", path: path, query: query,
                    fields: fields[(path.utf8.count + query.count) % 3],
                    body: Array(path.utf8.prefix(query.count)))
            }
        }
    }()

    @Test func oddRequestsAreSignedAsAnotherImplementationDoes() throws {
        let moment = "20261121T195000Z"
        let lines = Self.odd.map { request in
            let fields =
                request.fields.map { ($0.name.lowercased(), $0.value) } + [
                    ("host", "127.0.0.1:8000"), ("x-amz-date", moment),
                    ("x-amz-content-sha256", SHA256.hash(request.body).hex),
                ]
            func pairs(_ list: [(String, String)]) -> JSONValue {
                .array(list.map { .array([.string($0.0), .string($0.1)]) })
            }
            return CanonicalJSON.encode(
                .object(
                    JSONObject([
                        ("secret", .string(Self.secret)), ("region", "us-east-1"),
                        ("service", "s3"), ("method", .string(request.method)),
                        ("path", .string(request.path)),
                        ("query", pairs(request.query.map { ($0.name, $0.value) })),
                        ("headers", pairs(fields)),
                        ("payload", .string(SHA256.hash(request.body).hex)),
                        ("moment", .string(moment)),
                    ])))
        }
        let script = RepositoryRoot.path + "/Tests/Peers/sigv4.py"
        let result = try runProcess(
            ["python3", script, "sign"], stdin: lines.flatMap { $0 + [0x0a] })
        #expect(result.status == 0, "\(result.errorText)")
        let theirs = result.outputText.split(separator: "\n").map(String.init)
        #expect(theirs.count == Self.odd.count)
        for (request, expected) in zip(Self.odd, theirs) {
            let own = try signature(request, host: "127.0.0.1:8000", moment: moment)
            #expect(own.value == expected, "\(request.path) \(request.escapedQuery)")
        }
    }

    // MARK: - On the wire

    private func client(
        _ server: PeerServer, _ transport: @escaping ObjectStoreTransport = StoreClient.network
    ) throws -> StoreClient {
        let endpoint = "http://127.0.0.1:\(server.firstLine)"
        return StoreClient(
            store: try #require(
                ObjectStore(endpoint: endpoint, region: "us-east-1", bucket: "notes")),
            credentials: StoreCredentials(
                accessKey: "AKIDEXAMPLE",
                secret: SecretBytes(copying: Array("wJalrXUtnFEMI/K7MDENG/example".utf8))),
            clock: TestClock(), transport: transport)
    }

    private func server() throws -> PeerServer {
        try PeerServer(["python3", RepositoryRoot.path + "/Tests/Peers/sigv4.py", "serve"])
    }

    @Test func aCheckingServerLetsOddRequestsIn() throws {
        let server = try server()
        defer { withExtendedLifetime(server) {} }
        let client = try client(server)
        for request in Self.odd {
            let key = String(request.path.dropFirst(3))
            let body = Array(key.utf8)
            let put = try client.send(
                .put, key, as: nil, query: request.query, fields: request.fields, body: body)
            #expect(put.status == 200, "PUT \(key) \(request.escapedQuery): \(put.sentence)")
            let got = try client.send(.get, key, as: nil, query: request.query)
            #expect(got.status == 200 && got.body == body, "GET \(key): \(got.sentence)")
        }
    }

    @Test func whatIsAddedOrChangedOnTheWayIsRefused() throws {
        let server = try server()
        defer { withExtendedLifetime(server) {} }
        let changes: [(String, @Sendable (HTTPRequest) -> HTTPRequest)] = [
            (
                "an unsigned field",
                { request in
                    HTTPRequest(
                        request.method, url: request.url,
                        fields: request.fields + [
                            HTTPField("x-amz-object-lock-mode", "GOVERNANCE")
                        ],
                        body: request.body)
                }
            ),
            (
                "another value",
                { request in
                    HTTPRequest(
                        request.method, url: request.url,
                        fields: request.fields.map { field in
                            field.name == "if-none-match" ? HTTPField(field.name, "x") : field
                        }, body: request.body)
                }
            ),
            (
                "a field less",
                { request in
                    HTTPRequest(
                        request.method, url: request.url,
                        fields: request.fields.filter { $0.name != "if-none-match" },
                        body: request.body)
                }
            ),
            (
                "another body",
                { request in
                    HTTPRequest(
                        request.method, url: request.url, fields: request.fields,
                        body: request.body + [1])
                }
            ),
            (
                "another path",
                { request in
                    HTTPRequest(
                        request.method, url: request.url + "x", fields: request.fields,
                        body: request.body)
                }
            ),
        ]
        for (name, change) in changes {
            let client = try client(server) { try StoreClient.network(change($0)) }
            let reply = try client.send(
                .put, "note", as: nil, fields: [("if-none-match", "*")], body: [1, 2])
            #expect(reply.status == 403, "\(name)")
        }
    }

    @Test func anAnswerThatIsLostOnTheWireIsNoAnswer() throws {
        let server = try server()
        defer { withExtendedLifetime(server) {} }
        let client = try client(server)
        #expect(throws: StoreSilence.self) {
            try client.send(.put, "lost", as: nil, body: Array("x".utf8))
        }
        // It was done all the same.
        #expect(throws: StoreSilence.self) { try client.send(.get, "lost", as: nil) }
    }
}

/// What the answers of stores may look like, and what may not.
@Suite struct StoreWordsTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: [
        "<a/>", "<?xml version=\"1.0\"?>\n<a xmlns='x' y=\"z\"><b>t &amp;&#65;&#x42;</b><b/></a>\n",
        "<a>  </a>", "<ns:a></ns:a>",
    ])
    func plainDocumentsAreRead(text: String) {
        #expect(StoreXML(bytes(text)) != nil)
    }

    @Test(arguments: [
        "", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<!DOCTYPE a><a/>",
        "<a><!-- c --></a>",
        "<a><![CDATA[x]]></a>", "<a><?p i?></a>", "<a>&unknown;</a>", "<a>&#0;</a>",
        "<a>&#xD800;</a>",
        "<a>&#-1;</a>", "<a b></a>", "<a b=c></a>", "<a b='<'></a>", "<a b='1'c='2'></a>",
        "<a>\u{1}</a>",
        "<>x</>", "< a></a>",
    ])
    func otherBytesAreNoDocument(text: String) {
        #expect(StoreXML(bytes(text)) == nil)
    }

    @Test func depthAndNumberOfElementsAreBounded() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(StoreXML(bytes(nested(12))) != nil)
        #expect(StoreXML(bytes(nested(13))) == nil)
        #expect(StoreXML(bytes(nested(100_000))) == nil)
        let many = "<a>" + String(repeating: "<b/>", count: 20_000) + "</a>"
        #expect(StoreXML(bytes(many)) == nil)
        #expect(StoreXML([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]) == nil)
    }

    @Test func versionsAreOfOneKeyOnlyAndTheOldestFirst() throws {
        func version(_ id: String, _ key: String, _ time: String) -> String {
            "<Version><Key>\(key)</Key><VersionId>\(id)</VersionId><IsLatest>false</IsLatest>"
                + "<LastModified>\(time)</LastModified><Size>3</Size></Version>"
        }
        let list =
            "<ListVersionsResult><IsTruncated>false</IsTruncated>"
            + version("c", "k", "2026-11-20T12:00:02.000Z")
            + version("b", "k", "2026-11-20T12:00:01.5Z")
            + version("a", "k", "2026-11-20T12:00:01.5Z")
            + version("x", "kk", "2026-11-20T12:00:00Z") + "</ListVersionsResult>"
        #expect(
            StoreWords.versions(bytes(list), of: "k")?.map(\.versionId) == ["a", "b", "c"])
        let cut = list.replacing("<IsTruncated>false", with: "<IsTruncated>true")
        #expect(StoreWords.versions(bytes(cut), of: "k") == nil)
        #expect(StoreWords.versions(bytes("<Error/>"), of: "k") == nil)
        let odd = list.replacing(">a<", with: ">$(a)<")
        #expect(StoreWords.versions(bytes(odd), of: "k") == nil)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z" as String?),
        ("Sat, 21 Nov 2026 19:47:50 GMT", "2026-11-21T19:47:50Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil),
        ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 +0000", nil),
        ("", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
    ])
    func datesOfAnswersAreInTheOneForm(text: String, expected: String?) {
        #expect(StoreWords.date(text)?.secondsText == expected)
    }
}
