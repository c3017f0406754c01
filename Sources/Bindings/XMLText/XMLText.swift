// XMLText: see docs/architecture.md.
