// Cryptography: see docs/architecture.md.
