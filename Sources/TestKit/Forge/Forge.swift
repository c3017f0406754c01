// Forge: see docs/architecture.md.
