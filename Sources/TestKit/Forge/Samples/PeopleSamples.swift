internal import Records

/// People who are several, or nobody, in logs whose chain is whole.
enum PeopleSamples {
    static let all: [Sample] = [
        .incident(
            "bad-identity-shared", ["IDN-001": "failed"],
            why: """
                The register gives the analyst's signing key to a second person as well, past the \
                program that makes an own key for everybody. Whatever is signed with it could be \
                either's.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.restate(
                .analyst,
                as: LaboratoryPerson(
                    personID: "P0099", userID: "sokoro", printedName: "Sam Okoro",
                    role: "analyst"))
            return laboratory
        },
        .incident(
            "bad-actor-nobody", ["IDN-002": "failed"],
            why: """
                A dataset was closed again under an account of the workstation that everybody \
                uses. Data have to be laid to a person; an account that is nobody's own is none.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.closeDataset { $0.actor = .sharedAccount }
            return laboratory
        },
        .incident(
            "bad-attribution-overclaimed", ["IDN-004": "failed"],
            why: """
                A capture claims that the analyst proved her presence afresh for this very record. \
                Such a proof is bound to a record by a signature and by nothing else, and a \
                capture holds none.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.closeDataset { $0.actor = LaboratoryPerson.analyst.acting(.freshProof) }
            return laboratory
        },
    ]
}
