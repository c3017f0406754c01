import RecordLog
package import Records

/// The log that a new one follows.
package enum PreviousLog {
    /// The newest head of the log before, and how many of its records are lost.
    ///
    /// After a rollback a witness knows more than the store: then the witness's head is named,
    /// and the difference is lost.
    ///
    /// - Returns: What the next genesis says in `previous` and `lost`.
    package static func read(
        _ layout: StoreLayout
    ) throws -> (reference: LogReference, lost: UInt64?) {
        try translating {
            let reader = try StoreReader(layout)
            var tree = CompactRange()
            let stored = try reader.table.count()
            try reader.table.forEachLeaf(from: 0, to: stored) { tree.append($0) }
            var newest = WitnessedHead(size: stored, root: tree.root)
            for notary in try reader.configuration().notaries where notary.kind == .witness {
                let head = try DirectoryWitness.newestHead(of: reader.logID, in: notary.place)
                if let head, head.size > newest.size { newest = head }
            }
            return (
                LogReference(log: reader.logID, size: newest.size, root: newest.root),
                newest.size > stored ? newest.size - stored : nil
            )
        }
    }
}
