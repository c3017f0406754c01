import Findings

/// Numbers, plurals and places in the words of a reader.
enum Wording {
    /// A number with commas between groups of three.
    static func number(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value))
        var output = ""
        for (index, digit) in digits.enumerated() {
            let left = digits.count - index
            if index > 0 && left.isMultiple(of: 3) && digits[index - 1] != "-" { output += "," }
            output.append(digit)
        }
        return output
    }

    /// A number with its noun, such as `1 record` or `1,287 records`.
    static func count(
        _ value: some BinaryInteger, _ noun: String, plural: String? = nil
    ) -> String {
        number(value) + " " + (value == 1 ? noun : plural ?? noun + "s")
    }

    /// A span of seconds in minutes, seconds where it is shorter than one.
    static func minutes(_ seconds: UInt64) -> String {
        seconds < 60 ? count(seconds, "second") : count(seconds / 60, "minute")
    }

    /// Words joined by commas and a last `and`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A place in words, the most precise part first.
    static func place(_ place: Place) -> String {
        var parts: [String] = []
        if let sequence = place.sequence { parts.append("record \(sequence)") }
        if let epoch = place.epoch { parts.append("epoch \(epoch)") }
        if let log = place.log { parts.append("log \(log)") }
        if let member = place.member { parts.append(member) }
        if let offset = place.offset { parts.append("byte \(offset)") }
        return parts.isEmpty ? "the bundle as a whole" : parts.joined(separator: ", ")
    }

    /// The outcome of a rule with what explains it.
    static func outcome(_ outcome: Outcome) -> String {
        switch outcome {
        case .notApplicable(let ground): "not applicable: \(ground.rawValue)"
        case .notRun(let blocker): "not run: blocked by \(blocker)"
        default: outcome.word
        }
    }

    /// The clauses of a rule, each with how firmly it is tied to it.
    static func clauses(_ rule: Rule) -> String {
        rule.clauses.map { "\($0.citation) (\($0.strength.rawValue))" }.joined(separator: "; ")
    }
}
