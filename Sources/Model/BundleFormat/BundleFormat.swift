// BundleFormat: see docs/architecture.md.
