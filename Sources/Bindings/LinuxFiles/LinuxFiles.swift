// LinuxFiles: see docs/architecture.md.
