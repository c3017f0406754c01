/// An honest laboratory, before its export.
typealias SceneMaker = @Sendable () throws -> Laboratory

extension Sample {
    /// A sample that is an honest export with one change: a bad one fails, an odd one stays open, a
    /// good one passes all the same.
    static func attack(
        _ name: String, _ rules: [String: String],
        at: String = afternoon, profile: String? = nil, twin: String = "good-minimal",
        why: String, on scene: @escaping SceneMaker = { try Scene.minimal() },
        _ change: @escaping @Sendable (inout Attack) throws -> Void
    ) -> Sample {
        let verdict: Verdict =
            name.hasPrefix("good-") ? .passed : name.hasPrefix("odd-") ? .indeterminate : .failed
        return Sample(name, verdict, rules, at: at, profile: profile, twin: twin, why: why) {
            let laboratory = try scene()
            var attack = try Attack(on: laboratory, laboratory.export(project: Scene.project))
            try change(&attack)
            return attack.result
        }
    }

    /// A sample in which something went wrong in the laboratory itself, and the export is honest.
    static func incident(
        _ name: String, _ rules: [String: String], why: String,
        _ laboratory: @escaping SceneMaker
    ) -> Sample {
        Sample(name, .failed, rules, twin: "good-minimal", why: why) {
            try laboratory().export(project: Scene.project)
        }
    }
}
