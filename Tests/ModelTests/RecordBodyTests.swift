import CanonicalJSON
import Cryptography
import Records
import Testing

@Suite struct RecordBodyTests {
    @Test func everyKnownFamilyHasABodyHere() {
        let families = Set(RecordFixture.bodies.map(\.family))
        #expect(families.union(["audit"]) == Families.known)
        #expect(Families.alwaysShown.isSubset(of: Families.known))
        #expect(Families.known.allSatisfy(Families.isWellFormed))
    }

    @Test(arguments: RecordFixture.bodies.indices)
    func bodyComesBack(index: Int) throws {
        let body = RecordFixture.bodies[index]
        let reading = try #require(try Families.read(family: body.family, body: body.json))
        #expect(reading.body.json == body.json)
        #expect(reading.unknownFields == [])
        #expect(AnyHashable(reading.body) == AnyHashable(body))
    }

    @Test(arguments: RecordFixture.bodies.indices)
    func unknownFieldOfABodyIsListed(index: Int) throws {
        let body = RecordFixture.bodies[index]
        var object = body.json
        object["zz"] = 1
        let reading = try #require(try Families.read(family: body.family, body: object))
        #expect(reading.unknownFields == ["/body/zz"])
    }

    @Test(arguments: RecordFixture.bodies.indices)
    func noFieldTakesAnotherType(index: Int) throws {
        let body = RecordFixture.bodies[index]
        for key in body.json.keys {
            for wrong: JSONValue in [false, [[]], "", -1] {
                // A step of the clock may be negative.
                if key == "stepMs" && wrong == -1 { continue }
                var object = body.json
                object[key] = wrong
                #expect(throws: SchemaError.self, "\(body.family) \(key) \(wrong)") {
                    try Families.read(family: body.family, body: object)
                }
            }
        }
    }

    /// For each body the fields without which it isn't one; the others may be absent.
    static let optional: [String: Set<String>] = [
        "genesis": ["previous", "lost", "unwitnessed"], "epoch.open": ["notBefore", "recovery"],
        "identity": ["roles", "osUser", "signIn"], "signature": ["assertion"],
        "credential": ["by", "attempts"],
        "capture": ["pathText"], "gap": ["scope", "result"], "config": ["previous", "watched"],
        "export.request": ["notKeptHere", "withholding"], "export.sealed": ["release"],
    ]

    @Test(arguments: RecordFixture.bodies.indices)
    func onlyOptionalFieldsMayBeAbsent(index: Int) throws {
        let body = RecordFixture.bodies[index]
        for key in body.json.keys {
            var object = body.json
            object[key] = nil
            if Self.optional[body.family]?.contains(key) == true {
                let reading = try #require(try Families.read(family: body.family, body: object))
                #expect(reading.body.json == object)
            } else {
                #expect(throws: SchemaError.self, "\(body.family) \(key)") {
                    try Families.read(family: body.family, body: object)
                }
            }
        }
    }

    @Test func bodiesAreThosePublished() throws {
        let vectors = try LogVectors.part("bodies")
        for item in try vectors.objects("accepted") {
            let bytes = Array(try item.text("body").utf8)
            let object = try #require(try CanonicalJSON.parse(bytes).objectValue)
            let family = try item.text("family")
            let reading = try #require(try Families.read(family: family, body: object))
            #expect(reading.unknownFields == [], "\(family)")
            #expect(CanonicalJSON.encode(reading.body.jsonValue) == bytes, "\(family)")
        }
        for item in try vectors.objects("refused") {
            let bytes = Array(try item.text("body").utf8)
            let object = try #require(try CanonicalJSON.parse(bytes).objectValue)
            let family = try item.text("family")
            let error = #expect(throws: SchemaError.self, "\(family)") {
                try Families.read(family: family, body: object)
            }
            #expect(error?.path == "/body" + (try item.text("path")))
        }
        let policy = try SitePolicy(encoded: Array(try vectors.text("policy").utf8))
        #expect(policy.sha256 == (try vectors.digest("policySha256")))
    }

    static func read(_ family: String, _ json: String) throws -> BodyReading? {
        let object = try #require(try CanonicalJSON.parse(Array(json.utf8)).objectValue)
        return try Families.read(family: family, body: object)
    }

    @Test func countsRiseAndStandOnce() {
        func close(_ counts: String) throws -> BodyReading? {
            try Self.read(
                "epoch.close",
                #"{"cause":"time","counts":[\#(counts)],"gaps":0,"reconciliations":0}"#)
        }
        let capture = #"{"count":1,"family":"capture"}"#
        let labelled = #"{"count":1,"family":"capture","project":"0123456789abcdef"}"#
        let gap = #"{"count":1,"family":"gap"}"#
        #expect(throws: Never.self) { try close("\(capture),\(labelled),\(gap)") }
        for wrong in [
            "\(gap),\(capture)", "\(labelled),\(capture)", "\(gap),\(gap)", "",
            #"{"count":0,"family":"gap"}"#,
        ] { #expect(throws: SchemaError.self, "\(wrong)") { try close(wrong) } }
    }

    @Test func queryIsBoundByItsDigest() throws {
        let query = ExportQuery(project: "0123456789abcdef", records: [3, 1, 3])
        #expect(query.records == [1, 3])
        let text = #"{"project":"0123456789abcdef","records":[1,3]}"#
        #expect(query.digest == SHA256.hash(Array(text.utf8)))
        #expect(try ExportQuery(json: query.json) == query)
        var other = query.json
        other["records"] = [1, 4]
        #expect(throws: SchemaError.self) { try ExportQuery(json: other) }
        var falling = query.json
        falling["records"] = [3, 1]
        #expect(throws: SchemaError.self) { try ExportQuery(json: falling) }
    }

    @Test func statementKeepsTheSignedBytes() throws {
        var object = RecordFixture.statement.json
        object["note"] = "later version"
        let statement = try SignatureStatement(json: object)
        #expect(statement.encoded == CanonicalJSON.encode(.object(object)))
        object["type"] = "trailseal/signature/2"
        #expect(throws: SchemaError.self) { try SignatureStatement(json: object) }
    }

    @Test(arguments: ["/a", "a/", "a//b", "..", "a/..", ".", "a.", "a b", "é", "a\\b"])
    func pathsThatAreNotMappedAreRefused(path: String) throws {
        var object = RecordFixture.bodies[8].json
        object["path"] = .string(path)
        #expect(throws: SchemaError.self) { try CaptureBody(json: object) }
    }

    @Test func fileHasContentUnlessDeleted() throws {
        for key in ["size", "sha256", "modifiedUtc"] {
            var object = RecordFixture.bodies[8].json
            object[key] = nil
            let error = #expect(throws: SchemaError.self) { try CaptureBody(json: object) }
            #expect(error?.path == "/body/\(key)")
            object = RecordFixture.bodies[9].json
            object[key] = RecordFixture.bodies[8].json[key]
            #expect(throws: SchemaError.self) { try CaptureBody(json: object) }
        }
    }

    @Test func auditIsCheckedLooselyAndKeptWhole() throws {
        let text =
            #"{"action":"modify","changes":[{"new":"98.6","path":"/assay"}],"#
            + #""object":{"id":"R-88","type":"result"},"vendor":{"x":1}}"#
        let reading = try #require(try Self.read("audit", text))
        #expect(CanonicalJSON.encode(reading.body.jsonValue) == Array(text.utf8))
        #expect(reading.unknownFields == ["/body/vendor"])
        for wrong in [
            #"{"object":{}}"#, #"{"action":"x"}"#, #"{"action":"x","changes":[],"object":{}}"#,
            #"{"action":"x","changes":[{"new":"1"}],"object":{}}"#,
        ] { #expect(throws: SchemaError.self, "\(wrong)") { try Self.read("audit", wrong) } }
    }

    @Test func unknownFamilyIsNobodysError() throws {
        #expect(try Families.read(family: "lot", body: ["x": 1]) == nil)
    }

    @Test(arguments: ["password", "Password", "API_KEY", "private-key", "pin", "refreshToken"])
    func namesOfSecretsAreKnown(name: String) {
        #expect(SecretNames.contains(name))
        #expect(
            SecretNames.firstPath(in: JSONObject([("a", .array([.object([name: 1])]))]))
                == "/body/a/0/\(name)")
    }

    @Test func ordinaryNamesAreNoSecrets() {
        for body in RecordFixture.bodies {
            #expect(SecretNames.firstPath(in: body.json) == nil, "\(body.family)")
        }
        #expect(!SecretNames.contains("spinning"))
    }
}
