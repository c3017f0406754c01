// Capture: see docs/architecture.md.
