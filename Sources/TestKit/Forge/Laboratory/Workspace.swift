internal import LinuxFiles

/// A temporary folder that goes with its value.
final class Workspace {
    /// The absolute path, links resolved.
    let path: String

    /// Makes a folder below `TMPDIR`, or `/tmp`.
    init() throws {
        let parent = Host.environment("TMPDIR") ?? "/tmp"
        // Not from the random generator: that one is repeatable here, and two runs may overlap.
        let mark = "\(Host.processID)-\(Clocks.monotonicNanoseconds())"
        let path = "\(parent)/trailseal-forge-\(mark)"
        try Files.createDirectory(path, mode: 0o700)
        self.path = String(decoding: try Files.resolvedPath(path), as: UTF8.self)
    }

    deinit {
        // A folder that stays behind in /tmp harms nobody, and there is nobody left to tell.
        do { try Files.removeTree(path) } catch { return }
    }

    /// The path of something in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }
}
