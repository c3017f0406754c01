// Records: see docs/architecture.md.
