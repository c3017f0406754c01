// RecordLog: see docs/architecture.md.
