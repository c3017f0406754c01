// CanonicalJSON: see docs/architecture.md.
