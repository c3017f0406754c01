// TrailSealTestKit: see docs/architecture.md.
