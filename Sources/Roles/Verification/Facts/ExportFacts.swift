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

extension Facts {
    /// Every key that a record gives to a person before this bundle was exported, in order.
    ///
    /// Who gets a key later had nothing to do with this bundle; whoever had it before may still.
    func peoplesKeys() -> [(log: String, seq: UInt64, identity: IdentityBody)] {
        let ends = Dictionary(
            exports().map { ($0.log, $0.exportSequence) }, uniquingKeysWith: { first, _ in first })
        return logs.flatMap { log in
            log.bodies(IdentityBody.self).filter { $0.seq < ends[log.label] ?? .max }
                .map { (log: log.label, seq: $0.seq, identity: $0.body) }
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
        if let request = facts.request {
            facts.requester = identity(of: request.requester, before: export.request.seq)?.body
        }
        return facts
    }
}
