package import CanonicalJSON
import Findings

/// Why a profile file can't be used.
package enum ProfileError: Error, Hashable, Sendable {
    /// The file isn't canonical JSON.
    case unreadable(JSONError)
    /// A member is missing or of the wrong kind.
    case wrongMember(String)
    /// A member that no profile has.
    case unknownMember(String)
    /// A rule that the catalogue doesn't have, or that this version doesn't answer.
    case unknownRule(String)
    /// No rule at all: nothing would be asked.
    case noRules
}

extension Profile {
    /// The profile as canonical JSON: `{limits, name, rules, severity, v}`, rules sorted by name.
    package var json: JSONObject {
        var severity = JSONObject()
        for (rule, weight) in severityChanges {
            severity[rule.rawValue] = .string(weight.rawValue)
        }
        return JSONObject([
            ("limits", .object(limits.json)),
            ("name", .string(name)),
            ("rules", .array(rules.sorted().map { .string($0.rawValue) })),
            ("severity", .object(severity)),
            ("v", 1),
        ])
    }

    /// Reads a profile that an auditor brings.
    ///
    /// - Parameter bytes: Canonical JSON as `json` writes it; a limit that is absent keeps the
    ///   value of `standard`.
    /// - Throws: `ProfileError`; a member nobody knows is refused, since it would be ignored.
    package init(bytes: [UInt8]) throws(ProfileError) {
        let object = try Self.object(bytes)
        for key in object.keys where !["limits", "name", "rules", "severity", "v"].contains(key) {
            throw .unknownMember(key)
        }
        guard object["v"]?.integerValue == 1 else { throw .wrongMember("v") }
        guard let name = object["name"]?.stringValue, !name.isEmpty else {
            throw .wrongMember("name")
        }
        guard let listed = object["rules"]?.arrayValue else { throw .wrongMember("rules") }
        var rules: Set<RuleID> = []
        for item in listed {
            guard let text = item.stringValue else { throw .wrongMember("rules") }
            rules.insert(try Self.known(text))
        }
        guard !rules.isEmpty else { throw .noRules }
        self.init(
            name: name, rules: rules, severityChanges: try Self.severities(object["severity"]),
            limits: try ProfileLimits(json: object["limits"]))
    }

    private static func object(_ bytes: [UInt8]) throws(ProfileError) -> JSONObject {
        let value: JSONValue
        do throws(JSONError) { value = try CanonicalJSON.parse(bytes) } catch {
            throw .unreadable(error)
        }
        guard let object = value.objectValue else { throw .wrongMember("") }
        return object
    }

    private static func known(_ text: String) throws(ProfileError) -> RuleID {
        guard let rule = Catalogue.rule(RuleID(rawValue: text)), rule.isImplemented else {
            throw .unknownRule(text)
        }
        return rule.id
    }

    private static func severities(
        _ value: JSONValue?
    ) throws(ProfileError) -> [RuleID: Severity] {
        guard let value else { return [:] }
        guard let object = value.objectValue else { throw .wrongMember("severity") }
        var changes: [RuleID: Severity] = [:]
        for (key, value) in object {
            guard let severity = value.stringValue.flatMap(Severity.init(rawValue:)) else {
                throw .wrongMember("severity/\(key)")
            }
            changes[try known(key)] = severity
        }
        return changes
    }
}

extension ProfileLimits {
    private static let numbers: [(String, any WritableKeyPath<ProfileLimits, Int64> & Sendable)] = [
        ("gapSeconds", \.gapSeconds),
        ("receiptGapSeconds", \.receiptGapSeconds),
        ("sealDelaySeconds", \.sealDelaySeconds),
        ("signInSeconds", \.signInSeconds),
        ("skewMilliseconds", \.skewMilliseconds),
        ("storeClockSeconds", \.storeClockSeconds),
        ("storeRetentionSeconds", \.storeRetentionSeconds),
        ("syncAgeSeconds", \.syncAgeSeconds),
        ("unclosedSeconds", \.unclosedSeconds),
        ("unwitnessedRecords", \.unwitnessedRecords),
        ("unwitnessedSeconds", \.unwitnessedSeconds),
        ("unwitnessedStartRecords", \.unwitnessedStartRecords),
    ]

    /// The limits as canonical JSON, one member each.
    var json: JSONObject {
        var object = JSONObject()
        for (key, path) in Self.numbers { object[key] = .integer(self[keyPath: path]) }
        object["asksForIndependence"] = .boolean(asksForIndependence)
        return object
    }

    /// Reads limits; one that is absent keeps its value.
    init(json value: JSONValue?) throws(ProfileError) {
        self.init()
        guard let value else { return }
        guard let object = value.objectValue else { throw .wrongMember("limits") }
        for (key, value) in object {
            if key == "asksForIndependence", let flag = value.booleanValue {
                asksForIndependence = flag
                continue
            }
            guard let path = Self.numbers.first(where: { $0.0 == key })?.1 else {
                throw .unknownMember("limits/\(key)")
            }
            guard let number = value.integerValue, number >= 0 else {
                throw .wrongMember("limits/\(key)")
            }
            self[keyPath: path] = number
        }
    }
}
