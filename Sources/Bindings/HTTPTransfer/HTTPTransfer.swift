// HTTPTransfer: see docs/architecture.md.
