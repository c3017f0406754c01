import SQLiteDatabase

/// Stores that an older program wrote last, and how they come to the tables of now.
///
/// One of version 1 lacks `block`, one of version 2 the table `version` of the records that end versions. Up
/// to version 3 every record stood in an index by family and every file's in one by dataset.
enum OlderSchema {
    /// Gives an older store the tables of now, in one durable step.
    static func bringUpToDate(_ database: Database) throws {
        guard let found = try database.rows("PRAGMA user_version").first?.first?.integer,
            found < StoreSchema.version
        else { return }
        try database.transaction {
            if found < 2 {
                try database.executeScript(StoreSchema.blocks)
                try StoredTree.fill(database)
            }
            if found < 3 { try noteEnds(database) }
            try fillRuns(database)
            try exchangeTables(database, holdsLists: found >= 3)
            try database.execute("PRAGMA user_version = \(StoreSchema.version)")
        }
    }

    /// Notes which records end versions, by reading those of all datasets.
    private static func noteEnds(_ database: Database) throws {
        try database.executeScript(
            """
            CREATE TABLE version (
                dataset TEXT NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (dataset, seq)
            ) STRICT, WITHOUT ROWID;
            """)
        let versions = DatasetVersions(try RecordTable(database: database))
        for id in try database.rows("SELECT id FROM dataset").compactMap({ $0[0].text }) {
            for seq in try versions.allEnds(of: id) {
                try database.execute(
                    "INSERT INTO version (dataset, seq) VALUES (?, ?)",
                    [.text(id), .integer(Int64(clamping: seq))])
            }
        }
    }

    private static func fillRuns(_ database: Database) throws {
        try database.executeScript(StoreSchema.runs)
        let records = try database.prepare(
            "SELECT r.dataset, r.seq, v.seq IS NOT NULL FROM record r LEFT JOIN version v "
                + "ON v.dataset = r.dataset AND v.seq = r.seq WHERE r.dataset IS NOT NULL "
                + "ORDER BY r.dataset, r.seq")
        try records.bind([])
        let insert = try database.prepare(DatasetRun.insertion)
        var runs = DatasetRun.Collector()
        while try records.step() {
            guard let dataset = records.column(0).text, let seq = records.integer(1) else {
                throw CaptureError.damaged("The store holds a record of a wrong shape.")
            }
            let finished = runs.take(
                UInt64(clamping: seq), of: dataset, ends: records.integer(2) == 1)
            if let finished { try insert.run(finished.values) }
        }
        if let last = runs.finish() { try insert.run(last.values) }
    }

    /// Replaces the indices, and the tables that have other columns now.
    private static func exchangeTables(_ database: Database, holdsLists: Bool) throws {
        try database.executeScript("DROP INDEX record_by_family; DROP INDEX record_by_dataset;")
        try database.executeScript(StoreSchema.families)
        try database.executeScript(
            "CREATE TABLE place AS SELECT * FROM dataset; DROP TABLE dataset;")
        try database.executeScript(StoreSchema.datasets + StoreSchema.guards(of: "dataset"))
        try database.executeScript(
            """
            INSERT INTO dataset (place, project, path, id, kind)
                SELECT root || '/' || path, project, path, id, kind FROM place;
            DROP TABLE place;
            """)
        if holdsLists {
            try database.executeScript(
                "CREATE TABLE list AS SELECT * FROM file_list; DROP TABLE file_list;")
        }
        try database.executeScript("DROP TABLE version;")
        try database.executeScript(StoreSchema.lists)
        if holdsLists {
            try database.executeScript(
                "INSERT INTO file_list (dataset, seq, records) SELECT * FROM list; DROP TABLE list;"
            )
        }
    }
}
