internal import Capture
internal import CanonicalJSON
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
        Sample(
            "bad-export-approver-wrote-request", .failed, ["EXP-001": "failed"],
            twin: "good-minimal",
            why: """
                The request names the analyst as the one who asks, and was written by the reviewer, \
                who then approved it: one person behind two names. The record of the request says \
                who made it.
                """
        ) {
            try Scene.minimal().export(
                project: Scene.project, author: LaboratoryPerson.reviewer.acting(.loginSession))
        },
        Sample(
            "odd-export-requester-unknown", .indeterminate,
            ["EXP-001": "indeterminate", "IDN-002": "indeterminate"], twin: "good-minimal",
            why: """
                The request names the analyst, and was written under an account of the workstation \
                that everybody uses. That she asked is the request's own word; nothing contradicts \
                it and nothing shows it.
                """
        ) { try Scene.minimal().export(project: Scene.project, author: .sharedAccount) },
        Sample(
            "bad-export-whole-log-out-of-scope", .failed, ["EXP-002": "failed"],
            twin: "good-withheld",
            why: """
                The whole log was asked for, and a reviewer's signature was withheld as out of scope. \
                Nothing is out of the scope of a question that leaves nothing out.
                """
        ) {
            let laboratory = try Scene.twoProjects()
            var attack = try Attack(on: laboratory, laboratory.export(project: nil))
            var log = try attack.log()
            log.withhold(
                try log.first(SignatureBody.family) { entry in
                    let statement = entry.body["statement"]?.objectValue
                    return statement?["meaning"]?.objectValue?["code"]?.stringValue == "REVIEWED"
                })
            try attack.put(log)
            try attack.mendAndSeal()
            return attack.result
        },
        Sample(
            "bad-export-kept-elsewhere", .failed, ["EXP-002": "failed"], twin: "good-minimal",
            why: """
                The request declares that events of passwords are kept in the company's directory \
                and not here. The log holds such events: a declaration that the log itself \
                contradicts excuses nothing.
                """
        ) {
            try Scene.minimal().export(
                project: Scene.project,
                notKeptHere: [
                    KeptElsewhere(
                        family: CredentialBody.family, where: "the company's directory",
                        why: "passwords are managed there")
                ])
        },
        Sample(
            "odd-identity-withheld", .indeterminate,
            [
                "SIG-001": "indeterminate", "EXP-001": "indeterminate", "IDN-001": "indeterminate",
                "EXP-002": "passed",
            ], twin: "good-minimal",
            why: """
                Behind the reviewer's record in the register stands a second one, and it is \
                withheld as personal data. It may say that he was locked or had left before he \
                approved; what is shown of him can't be taken for his last state.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.restate(.reviewer)
            var attack = try Attack(
                on: laboratory,
                laboratory.export(project: Scene.project, withholding: .personalData))
            var log = try attack.log()
            log.withhold(try log.last(IdentityBody.family), reason: .personalData)
            try attack.put(log)
            try attack.mendAndSeal()
            return attack.result
        },
    ]
}
