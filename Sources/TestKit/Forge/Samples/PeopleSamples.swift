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
        Sample(
            "good-remote-write", .passed, ["IDN-002": "passed", "IDN-004": "passed"],
            why: """
                Another machine wrote to the share that the workstation watches. Who sat there the \
                workstation can't know, and the record says so: a device, of which nothing is \
                attested. The report lists it.
                """
        ) {
            let laboratory = try Scene.minimal(seed: "remote write")
            try laboratory.closeDataset { $0.actor = .remoteMachine }
            return try laboratory.export(project: Scene.project)
        },
        .incident(
            "bad-attribution-peer-by-number", ["IDN-004": "failed"],
            why: """
                A capture claims that kernel and login session named the analyst, found by the \
                number of the process at the other end of a socket. By the time the number is looked \
                up it may belong to another process, or the descriptor to another owner: that bears \
                an account, and no session.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.closeDataset {
                $0.actor = LaboratoryPerson.analyst.acting(.loginSession, by: "peer-pid")
            }
            return laboratory
        },
    ]
}
