package import Records

/// What a record is about, in a few words.
enum RecordTitle {
    /// The words for a record; the family's own name where this version doesn't know better.
    static func text(_ entry: Entry, _ body: (any RecordBody)?) -> String {
        guard let body else { return entry.family }
        return switch body {
        case let body as CaptureBody: text(body)
        case let body as SignatureBody:
            "\(body.statement.printedName) signed: \(body.statement.meaning.label)"
        case let body as SignatureStatusBody:
            "Signature in record \(body.signature.seq) is \(body.status.rawValue)"
        case let body as IdentityBody: "\(body.printedName) is \(body.status.rawValue)"
        case let body as CredentialBody: "Credentials of \(body.userId): \(body.kind.rawValue)"
        case let body as ProjectBody: "Project \(body.name) introduced"
        case let body as PolicyBody: "Policy \(body.policyId), version \(body.version), in force"
        case let body as ServiceBody: "Program: \(body.event.rawValue)"
        case let body as NotaryBody: "Notary \(body.notary): \(body.result.rawValue)"
        case let body as ExportRequestBody: "Export \(body.exportId) requested"
        case let body as ExportBody: "Export \(body.exportId)"
        case let body as ExportSealedBody: "Export \(body.exportId) sealed as \(body.bundle)"
        case let body as AuditBody: "Audit: \(body.action)"
        default: plain[entry.family] ?? entry.family
        }
    }

    private static let plain = [
        "genesis": "The log begins", "epoch.open": "Key period opened",
        "epoch.close": "Key period closed", "log.end": "The log ends",
        "gap": "Gap in watching", "clock": "Clock step", "config": "Configuration in force",
    ]

    private static func text(_ body: CaptureBody) -> String {
        switch body {
        case .file(let file): "File \(file.event.rawValue): \(file.pathText ?? file.path)"
        case .dataset(let dataset):
            "Dataset \(dataset.pathText ?? dataset.path), version \(dataset.dataset.version), "
                + dataset.dataset.state.rawValue
        }
    }
}

extension StatedEntry {
    /// The typed body; nil for an unknown family and for fields that aren't as the family has them.
    package var readableBody: (any RecordBody)? {
        do throws(SchemaError) {
            return try Families.read(family: family, body: body)?.body
        } catch {
            return nil
        }
    }
}
