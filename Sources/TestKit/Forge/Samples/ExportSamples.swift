internal import Records

/// Exports that aren't what was asked for, or that nobody approved.
enum ExportSamples {
    static let all: [Sample] = [
        Sample(
            "bad-export-self-approved", .failed, ["EXP-001": "failed"], twin: "good-minimal",
            why: """
                The person who asked for the export approved it herself, past the program that \
                refuses this. Two people have to answer for a true copy.
                """
        ) {
            try Scene.minimal().export(project: Scene.project, approver: .analyst)
        },
        .attack(
            "bad-export-record-withheld", ["EXP-002": "failed"],
            why: """
                A signature on the very project that was asked for was withheld as out of scope. \
                The counts of its epoch tell that the hidden record belongs to this project.
                """, on: { try Scene.signed { _ in } }
        ) { attack in
            var log = try attack.log()
            log.withhold(try log.first(SignatureBody.family))
            try attack.put(log)
            try attack.mendAndSeal()
        },
    ]
}
