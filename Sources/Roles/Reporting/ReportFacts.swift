import CanonicalJSON
import Findings

/// Everything that a report says besides its results, as names and values.
///
/// For renderings that have a place for properties; a name is the place of the fact in the rendering
/// as JSON, such as `logs[0].receipts[2].notary`.
enum ReportFacts {
    /// The facts in order of name.
    static func all(of report: Report) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        let object = JSONReport.report(report)
        // Results are the cases themselves, and the tables of clauses follow from them.
        for (key, value) in object where !["results", "rulesNotAsked"].contains(key) {
            add(value, key, &facts)
        }
        return facts
    }

    private static func add(
        _ value: JSONValue, _ name: String, _ facts: inout [(name: String, value: String)]
    ) {
        switch value {
        case .object(let object):
            for (key, value) in object { add(value, "\(name).\(key)", &facts) }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                add(element, "\(name)[\(index)]", &facts)
            }
        case .string(let text): facts.append((name, text))
        case .integer(let number): facts.append((name, String(number)))
        case .boolean(let answer): facts.append((name, answer ? "true" : "false"))
        }
    }
}
