import CanonicalJSON
import Cryptography

extension Manifest.Log {
    var json: JSONValue {
        ["log": log.json, "size": size.json, "root": root.json, "export": export.json]
    }

    init(fields: inout FieldTaker) throws(FormatProblem) {
        self.init(
            log: try fields.digest("log"), size: try fields.count("size"),
            root: try fields.digest("root"), export: try fields.count("export"))
    }
}

extension Manifest.Member {
    var json: JSONValue {
        .object(
            JSONObject([
                ("path", .string(path.text)), ("role", path.role.map { .string($0.rawValue) }),
                ("sha256", sha256.json), ("size", size.json),
            ]))
    }

    init(fields: inout FieldTaker) throws(FormatProblem) {
        let text = try fields.text("path")
        let role = try fields.word("role", of: MemberRole.self)
        let path = try fields.required(MemberPath(text), "path", "a path of the layout")
        if path.role != role {
            throw .field(path: "\(fields.path)/role", expected: "the role of its path")
        }
        self.init(
            path: path, sha256: try fields.digest("sha256"), size: try fields.count("size"))
    }
}

extension Manifest.Absent {
    var json: JSONValue {
        [
            "log": log.json, "seq": sequence.json, "sha256": sha256.json, "size": size.json,
            "why": .string(why.rawValue),
        ]
    }

    init(fields: inout FieldTaker) throws(FormatProblem) {
        self.init(
            log: try fields.digest("log"), sequence: try fields.count("seq"),
            sha256: try fields.digest("sha256"), size: try fields.count("size"),
            why: try fields.word("why", of: Reason.self))
    }
}

extension ASCII {
    /// A number as 20 decimal digits, so that byte order is order by number.
    static func padded(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
    }
}
