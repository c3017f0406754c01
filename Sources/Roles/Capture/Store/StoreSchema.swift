import SQLiteDatabase

/// The tables of a store.
///
/// Everything is append-only, by triggers too, except the one row of `ratchet`, which moves in
/// the transaction that holds the line of `epoch.open`. `dataset` is an index over the records:
/// it answers which id a folder has without a walk over all lines. `version` and `file_list` say where a
/// dataset's newest version stands, and `block` holds nodes of the tree over the leaves; all three are
/// computed from the records.
enum StoreSchema {
    /// Written into the file's header, so that another database isn't taken for a store.
    static let applicationID: Int64 = 0x5453_4C31
    /// The version of these tables; one of version 1 lacks `block`, one of version 2 `version`.
    static let version: Int64 = 3

    /// Makes the tables in an empty database.
    static func create(in database: Database) throws {
        try database.executeScript(tables)
        try database.executeScript(blocks)
        try database.executeScript(versions)
        for table in ["record", "dataset", "checkpoint", "receipt", "setting"] {
            try database.executeScript(guards(of: table))
        }
        try database.executeScript(
            """
            PRAGMA application_id = \(applicationID);
            PRAGMA user_version = \(version);
            """)
    }

    /// Refuses a database that is none of ours or of a later version.
    static func check(_ database: Database) throws {
        guard
            try database.rows("PRAGMA application_id") == [[.integer(applicationID)]],
            let found = try database.rows("PRAGMA user_version").first?.first?.integer,
            (1...version).contains(found)
        else {
            throw CaptureError.damaged("The database isn't a TrailSeal store of this version.")
        }
    }

    /// Gives an older store the tables that it lacks, in one durable step.
    static func bringUpToDate(_ database: Database) throws {
        guard let found = try database.rows("PRAGMA user_version").first?.first?.integer,
            found < version
        else { return }
        try database.transaction {
            if found < 2 {
                try database.executeScript(blocks)
                try StoredTree.fill(database)
            }
            try database.executeScript(versions)
            try DatasetVersions.fill(database)
            try database.execute("PRAGMA user_version = \(version)")
        }
    }

    private static let tables = """
        CREATE TABLE record (
            seq INTEGER PRIMARY KEY CHECK (seq >= 0),
            epoch INTEGER NOT NULL,
            family TEXT NOT NULL,
            project TEXT,
            person TEXT,
            dataset TEXT,
            utc TEXT NOT NULL,
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            line BLOB NOT NULL
        ) STRICT;
        CREATE INDEX record_by_family ON record (family, seq);
        CREATE INDEX record_by_dataset ON record (dataset, seq) WHERE dataset IS NOT NULL;
        CREATE TABLE dataset (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            root TEXT NOT NULL,
            path TEXT NOT NULL,
            kind TEXT NOT NULL,
            UNIQUE (project, root, path)
        ) STRICT;
        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY,
            note BLOB NOT NULL
        ) STRICT;
        CREATE TABLE receipt (
            size INTEGER NOT NULL REFERENCES checkpoint,
            name TEXT NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (size, name)
        ) STRICT;
        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT;
        CREATE TABLE ratchet (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            epoch INTEGER NOT NULL,
            state BLOB NOT NULL CHECK (length(state) = 32)
        ) STRICT;
        CREATE TRIGGER ratchet_forward BEFORE UPDATE ON ratchet
            WHEN NEW.epoch <> OLD.epoch + 1
            BEGIN SELECT RAISE(ABORT, 'the ratchet moves by one epoch'); END;
        CREATE TRIGGER ratchet_stays BEFORE DELETE ON ratchet
            BEGIN SELECT RAISE(ABORT, 'the ratchet state is never deleted'); END;
        """

    /// Roots over each 1,024 leaves, so that a start and a proof needn't read all leaves.
    private static let blocks =
        """
        CREATE TABLE block (
            number INTEGER PRIMARY KEY CHECK (number >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT;
        """ + guards(of: "block")

    /// Where each version of a dataset ends, and of some which records state its files, 8 bytes each.
    private static let versions =
        """
        CREATE TABLE version (
            dataset TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES record,
            PRIMARY KEY (dataset, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE file_list (
            dataset TEXT NOT NULL,
            seq INTEGER NOT NULL,
            records BLOB NOT NULL,
            PRIMARY KEY (dataset, seq),
            FOREIGN KEY (dataset, seq) REFERENCES version
        ) STRICT;
        """ + guards(of: "version") + guards(of: "file_list")

    private static func guards(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }
}
