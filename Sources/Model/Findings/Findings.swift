// Findings: see docs/architecture.md.
