import CanonicalJSON

extension SelfTestReport {
    /// The page as canonical JSON with a final LF.
    package var json: [UInt8] {
        let object = JSONObject([
            ("v", .integer(1)), ("result", .string(word)), ("program", Self.text(program)),
            ("date", date.map(Self.text)), ("ruleSetSha256", .string(ruleSetSHA256)),
            ("algorithmTable", .string(algorithmTable)),
            (
                "profiles",
                .array(
                    profiles.map {
                        .object([("name", .string($0.name)), ("sha256", .string($0.sha256))])
                    })
            ),
            ("corpusSha256", corpusSHA256.map { .string($0) }),
            ("cases", .integer(Int64(caseCount))), ("right", .integer(Int64(rightCount))),
            (
                "answers",
                .array(
                    answers.map {
                        .object([("name", Self.text($0.name)), ("right", .boolean($0.holds))])
                    })
            ),
            ("bundles", .array(bundles.map(Self.bundle))),
        ])
        return CanonicalJSON.encode(.object(object)) + [0x0A]
    }

    private static func bundle(_ bundle: Bundle) -> JSONValue {
        .object([
            ("name", text(bundle.name)), ("expected", text(bundle.expected)),
            ("found", text(bundle.found)), ("rules", .integer(Int64(bundle.ruleCount))),
            ("right", .boolean(bundle.isRight)),
            (
                "wrongRules",
                .array(
                    bundle.wrongRules.map {
                        .object([
                            ("rule", text($0.rule)), ("expected", text($0.expected)),
                            ("found", text($0.found)),
                        ])
                    })
            ),
        ])
    }

    private static func text(_ text: String) -> JSONValue { .string(HarmlessText.shown(text)) }

    /// The page as XML that `schemas/self-test-1.xsd` describes.
    ///
    /// - Throws: `RenderingError` when the XML library has no memory left.
    package func xml() throws(RenderingError) -> [UInt8] {
        let tree = XMLTree(
            "selfTest",
            [
                ("version", "1"), ("result", word), ("program", program), ("date", date),
                ("ruleSetSha256", ruleSetSHA256), ("algorithmTable", algorithmTable),
                ("corpusSha256", corpusSHA256), ("cases", String(caseCount)),
                ("right", String(rightCount)),
            ],
            profiles.map { XMLTree("profile", [("name", $0.name), ("sha256", $0.sha256)]) }
                + answers.map {
                    XMLTree("answer", [("name", $0.name), ("right", String($0.holds))])
                } + bundles.map(Self.tree))
        return try tree.document(namespace: "urn:trailseal:self-test:1")
    }

    private static func tree(_ bundle: Bundle) -> XMLTree {
        XMLTree(
            "bundle",
            [
                ("name", bundle.name), ("expected", bundle.expected), ("found", bundle.found),
                ("rules", String(bundle.ruleCount)), ("right", String(bundle.isRight)),
            ],
            bundle.wrongRules.map {
                XMLTree(
                    "wrongRule",
                    [("rule", $0.rule), ("expected", $0.expected), ("found", $0.found)])
            })
    }
}

extension JSONValue {
    /// An object of its members; one without a value is left out.
    fileprivate static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(JSONObject(members))
    }
}
