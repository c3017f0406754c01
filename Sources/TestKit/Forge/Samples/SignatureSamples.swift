internal import Records

/// Signatures that aren't what they say, in logs whose chain is whole.
enum SignatureSamples {
    static let all: [Sample] = [
        .incident(
            "bad-signature-meaning-unknown", ["SIG-001": "failed"],
            why: """
                A person signed with a meaning that the site's policy doesn't know. The signature \
                holds as a piece of arithmetic, and nothing says what it means.
                """
        ) {
            try Scene.signed { $0.meaning = Meaning(code: "BLESSED", label: "blessed") }
        },
        .incident(
            "bad-signature-name-wrong", ["SIG-001": "failed"],
            why: """
                The signature prints another name than the register of people gives to the signer.
                """
        ) { try Scene.signed { $0.printedName = "Alicia Chen" } },
        .incident(
            "bad-signature-target-wrong", ["SIG-003": "failed"],
            why: """
                What was signed is not the version of the dataset that stands in the log: the \
                number of the record fits and its digest doesn't.
                """
        ) { try Scene.signed { $0.targetsAnotherVersion = true } },
        .incident(
            "bad-signature-transplanted", ["SIG-004": "failed"],
            why: """
                A genuine signature was copied into a second record. A signature stands in one \
                record.
                """
        ) {
            try Scene.signed {
                $0.isRepeated = true
            }
        },
        .incident(
            "bad-signature-bit-flipped", ["SIG-004": "failed"],
            why: "One bit of the signature's value is wrong, and was so when it was recorded."
        ) { try Scene.signed { $0.flipsValue = true } },
        .incident(
            "bad-signature-anothers-key", ["SIG-004": "failed"],
            why: """
                The statement is the reviewer's, and the key under it the analyst's. The register \
                of people binds each to one key.
                """
        ) {
            try Scene.signed {
                $0.person = .reviewer
                $0.signer = .analyst
            }
        },
        Sample(
            "good-required-signatures", .passed, ["SIG-005": "passed", "SIG-009": "passed"],
            why: """
                The site's policy asks for two signatures on every dataset, the author's and a \
                reviewer's, and both are there, valid and on the newest version.
                """
        ) { try Scene.requiring(["AUTHORED", "REVIEWED"]).export(project: Scene.project) },
        Sample(
            "bad-signature-required-missing", .failed, ["SIG-009": "failed"],
            twin: "good-required-signatures",
            why: """
                The policy asks for three signatures on every dataset, and only two were given. \
                What is there is valid; what is missing is what the site itself requires.
                """
        ) {
            try Scene.requiring(["APPROVED", "AUTHORED", "REVIEWED"]).export(project: Scene.project)
        },
        .incident(
            "bad-signature-version-not-raised", ["SIG-005": "failed"],
            why: """
                After it was signed, the dataset was closed again under the same version. Which of \
                the two the signature stands for could be argued about afterwards; a change is a \
                new version, and nobody has signed that one.
                """
        ) {
            let laboratory = try Scene.signed { _ in }
            try laboratory.closeDataset { $0.raisedBy = 0 }
            return laboratory
        },
    ]
}
