import SQLiteDatabase

/// The tables of a store.
///
/// Everything is append-only, by triggers too, except the one row of `ratchet`, which moves in
/// the transaction that holds the line of `epoch.open`. `dataset` is an index over the records:
/// it answers which id a folder has without a walk over all lines. `run` and `file_list` say where the
/// records of a dataset stand, and `block` holds nodes of the tree over the leaves; all three are computed
/// from the records.
///
/// Every commit writes each page that it touches, 16 KiB, and waits for the medium. So there is one tree for
/// each question and no more: the record of a file touches none but its own, and a new dataset three.
enum StoreSchema {
    /// Written into the file's header, so that another database isn't taken for a store.
    static let applicationID: Int64 = 0x5453_4C31
    /// The version of these tables; `OlderSchema` has those before.
    static let version: Int64 = 4

    /// Makes the tables in an empty database.
    static func create(in database: Database) throws {
        for part in [tables, families, runs, datasets, lists, blocks] {
            try database.executeScript(part)
        }
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
    static let blocks =
        """
        CREATE TABLE block (
            number INTEGER PRIMARY KEY CHECK (number >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT;
        """ + guards(of: "block")

    /// Where the records of a family stand, but for those of files and datasets.
    ///
    /// Of these there are as many as of everything, and who asks for them reads all records or those of one
    /// dataset.
    static let families = """
        CREATE INDEX record_by_family ON record (family, seq) WHERE family <> 'capture';
        """

    /// Where the records of a dataset stand.
    ///
    /// The records of a run stand one behind the other and came with one commit; a record that ends a version
    /// ends its run too.
    static let runs =
        """
        CREATE TABLE run (
            dataset TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last >= first),
            ends INTEGER NOT NULL CHECK (ends IN (0, 1)),
            PRIMARY KEY (dataset, first)
        ) STRICT, WITHOUT ROWID;
        """ + guards(of: "run")

    /// Which dataset lies where.
    ///
    /// A place is root and path with a slash between them, so that what lies below a folder stands together.
    static let datasets = """
        CREATE TABLE dataset (
            place TEXT NOT NULL,
            project TEXT NOT NULL,
            path TEXT NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY (place, project, path)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of some versions which records state their files, 8 bytes each.
    static let lists =
        """
        CREATE TABLE file_list (
            dataset TEXT NOT NULL,
            seq INTEGER NOT NULL,
            records BLOB NOT NULL,
            PRIMARY KEY (dataset, seq)
        ) STRICT;
        """ + guards(of: "file_list")

    static func guards(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }
}
