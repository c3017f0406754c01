// TarArchive: see docs/architecture.md.
