import BundleFormat
import Cryptography
package import Records

/// The export that made this bundle, as the records of one log tell it.
package struct ExportFacts: Sendable {
    /// The log's label.
    package var log: String
    /// The place of the `export` record that the manifest names.
    package var exportSequence: UInt64
    /// What the export record says; nil where it can't be read there.
    package var export: ExportBody?
    /// What the request says; nil where it can't be read.
    package var request: ExportRequestBody?
    /// The approver's signature; nil where it can't be read.
    package var approval: SignatureBody?
    /// The approver as last identified before the approval.
    package var approver: IdentityBody?
    /// The requester as last identified before the request.
    package var requester: IdentityBody?
}

extension Facts {
    /// The export records of each log that the manifest lists, in its order.
    ///
    /// Logs of which the bundle holds no record are left out; CHAIN-005 names them.
    package func exports() -> [ExportFacts] {
        guard let manifest = manifest.content else { return [] }
        return manifest.logs.compactMap { head in
            guard let log = logs.first(where: { head.log.hex.hasPrefix($0.label) }) else {
                return nil
            }
            return log.export(at: head.export)
        }
    }
}

extension LogFacts {
    /// The export whose record stands at a place, with what it refers to.
    package func export(at sequence: UInt64) -> ExportFacts {
        var facts = ExportFacts(log: label, exportSequence: sequence)
        facts.export = body(ExportBody.self, at: sequence)
        guard let export = facts.export else { return facts }
        facts.request = body(ExportRequestBody.self, at: export.request.seq)
        facts.approval = body(SignatureBody.self, at: export.approval.seq)
        if let approval = facts.approval {
            facts.approver =
                identity(of: approval.statement.personId, before: export.approval.seq)?.body
        }
        if let request = facts.request {
            facts.requester = identity(of: request.requester, before: export.request.seq)?.body
        }
        return facts
    }
}
