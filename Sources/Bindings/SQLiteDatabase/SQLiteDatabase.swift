// SQLiteDatabase: see docs/architecture.md.
