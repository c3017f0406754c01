internal import BundleFormat
package import Cryptography
package import Records

/// What the QA desk was asked to export, in the words of the people who ask.
package struct ExportOrder: Hashable, Sendable {
    /// The export's id, which also names the bundle.
    package var exportId: String
    /// What the copy is for.
    package var purpose: String
    /// Who gets it.
    package var recipient: String
    /// The user id of who asks.
    package var requester: String
    /// The user id of who approves.
    package var approver: String
    /// The project's name.
    package var project: String?
    /// Dataset ids.
    package var datasets: [String]
    /// User ids.
    package var persons: [String]
    /// The earliest time.
    package var from: Timestamp?
    /// The latest time.
    package var to: Timestamp?
    /// Sequence numbers.
    package var records: [UInt64]
    /// Why the rest is withheld.
    package var withholding: WithholdingReason
    /// Families that are kept elsewhere.
    package var notKeptHere: [KeptElsewhere]

    /// Makes an order.
    package init(
        exportId: String, purpose: String, recipient: String, requester: String, approver: String,
        project: String? = nil, datasets: [String] = [], persons: [String] = [],
        from: Timestamp? = nil, to: Timestamp? = nil, records: [UInt64] = [],
        withholding: WithholdingReason = .outOfScope, notKeptHere: [KeptElsewhere] = []
    ) {
        self.exportId = exportId
        self.purpose = purpose
        self.recipient = recipient
        self.requester = requester
        self.approver = approver
        self.project = project
        self.datasets = datasets
        self.persons = persons
        self.from = from
        self.to = to
        self.records = records
        self.withholding = withholding
        self.notKeptHere = notKeptHere
    }

    /// The request that goes into the log, every name resolved against it.
    ///
    /// - Parameters:
    ///   - survey: The log as it stands.
    ///   - sealKey: The digest of the public key that will seal; never a person's.
    ///   - actor: Who writes the request: the requester, as far as the host knows the person.
    /// - Throws: `SealingError` when a name is unknown, the approver is the requester, another
    ///   person than the requester writes the request, or the key belongs to a person.
    package func request(
        against survey: LogSurvey, sealKey: Digest, by actor: Actor
    ) throws(SealingError) -> ExportRequestBody {
        guard BundleID(exportId) != nil else {
            throw .doesNotFit(
                "\"\(exportId)\" can't name a bundle: 1 to 64 letters, digits, dots, hyphens or "
                    + "underscores, no device name, no dot at the end")
        }
        if survey.requests[exportId] != nil {
            throw .doesNotFit(
                "there is an export \"\(exportId)\" already; ids are never used twice")
        }
        let asking = try person(requester, in: survey)
        let approving = try person(approver, in: survey)
        if asking.personId == approving.personId {
            throw .approverIsRequester(person: asking.printedName)
        }
        if let desk = actor.personId, desk != asking.personId {
            throw .askedByAnother(
                desk: actor.name ?? actor.userId, requester: asking.printedName)
        }
        if let owner = survey.people.values.first(where: { $0.spkiSha256 == sealKey }) {
            throw .wrongSealKey(
                "the seal's key is \(owner.printedName)'s own; a person's key never seals a bundle")
        }
        return ExportRequestBody(
            exportId: exportId, purpose: purpose, requester: asking.personId,
            recipient: recipient, query: try query(in: survey), notKeptHere: notKeptHere,
            withholding: [
                WithholdingDeclaration(reason: withholding, what: "records outside the query")
            ],
            sealSpkiSha256: sealKey, template: ReadmeRendering.template)
    }

    private func query(in survey: LogSurvey) throws(SealingError) -> ExportQuery {
        var label: String?
        if let project {
            guard let found = survey.projectLabels[project] else {
                throw .unknown(what: "project", name: project)
            }
            label = found
        }
        for id in datasets where !survey.datasets.contains(id) {
            throw .unknown(what: "dataset", name: id)
        }
        for record in records where record >= survey.size {
            throw .unknown(what: "record", name: "\(record)")
        }
        var people: [String] = []
        for userId in persons { people.append(try person(userId, in: survey).personId) }
        return ExportQuery(
            project: label, datasets: datasets, persons: people, from: from, to: to,
            records: records)
    }

    private func person(
        _ userId: String, in survey: LogSurvey
    ) throws(SealingError) -> IdentityBody {
        let people = survey.people(userId: userId)
        guard let person = people.first else { throw .unknown(what: "user", name: userId) }
        guard people.count == 1 else {
            throw .doesNotFit(
                "the user id \"\(userId)\" belongs to \(people.count) people: "
                    + people.map(\.personId).joined(separator: ", "))
        }
        return person
    }
}
