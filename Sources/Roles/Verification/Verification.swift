// Verification: see docs/architecture.md.
