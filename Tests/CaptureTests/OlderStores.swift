import SQLiteDatabase

@testable import Capture

/// Gives a store the tables that older programs made.
enum OlderStores {
    /// Takes a store of now back to a version.
    static func makeOld(_ bench: Bench, version: Int64) throws {
        let database = try Database(path: bench.layout.database, access: .writing)
        try database.executeScript(third)
        if version < 3 { try database.executeScript("DROP TABLE file_list; DROP TABLE version;") }
        if version < 2 { try database.executeScript("DROP TABLE block;") }
        try database.execute("PRAGMA user_version = \(version)")
    }

    /// The indices and tables that the fourth version has in other forms.
    private static let third = """
        DROP INDEX record_by_family;
        CREATE INDEX record_by_family ON record (family, seq);
        CREATE INDEX record_by_dataset ON record (dataset, seq) WHERE dataset IS NOT NULL;
        CREATE TABLE version (
            dataset TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES record,
            PRIMARY KEY (dataset, seq)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO version SELECT dataset, last FROM run WHERE ends;
        DROP TABLE run;
        CREATE TABLE list AS SELECT * FROM file_list;
        DROP TABLE file_list;
        CREATE TABLE file_list (
            dataset TEXT NOT NULL,
            seq INTEGER NOT NULL,
            records BLOB NOT NULL,
            PRIMARY KEY (dataset, seq),
            FOREIGN KEY (dataset, seq) REFERENCES version
        ) STRICT;
        INSERT INTO file_list SELECT * FROM list;
        DROP TABLE list;
        CREATE TABLE place AS
            SELECT id, project, substr(place, 1, length(place) - length(path) - 1) AS root, path, kind
            FROM dataset;
        DROP TABLE dataset;
        CREATE TABLE dataset (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            root TEXT NOT NULL,
            path TEXT NOT NULL,
            kind TEXT NOT NULL,
            UNIQUE (project, root, path)
        ) STRICT;
        INSERT INTO dataset SELECT * FROM place;
        DROP TABLE place;
        CREATE TRIGGER dataset_no_update BEFORE UPDATE ON dataset
            BEGIN SELECT RAISE(ABORT, 'dataset is append-only'); END;
        CREATE TRIGGER version_no_update BEFORE UPDATE ON version
            BEGIN SELECT RAISE(ABORT, 'version is append-only'); END;
        CREATE TRIGGER file_list_no_delete BEFORE DELETE ON file_list
            BEGIN SELECT RAISE(ABORT, 'file_list is append-only'); END;
        """
}
