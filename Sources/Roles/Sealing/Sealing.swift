// Sealing: see docs/architecture.md.
