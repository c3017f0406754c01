import BundleFormat
import CommandSupport
import Sealing

/// What the person at the desk reads when a bundle is done.
struct ExportSummary {
    let sealed: SealedBundle
    let path: String
    let hasKeys: Bool

    var text: String {
        var lines = [
            "Sealed \(Printable.line(path)): export \(Printable.line(sealed.exportId)), "
                + "\(sealed.memberCount) members, \(sealed.shownCount) records shown."
        ]
        let broken = sealed.absent.filter { $0.why != .referenced }
        if !broken.isEmpty {
            lines.append(
                "\(broken.count) \(broken.count == 1 ? "file is" : "files are") no longer what was "
                    + "captured, and the bundle says so:")
            lines += broken.prefix(20).map { "  record \($0.sequence): \($0.why.rawValue)" }
            if broken.count > 20 { lines.append("  and \(broken.count - 20) more") }
        }
        let referenced = sealed.absent.count - broken.count
        if referenced > 0 {
            lines.append(
                "\(referenced) too large for the archive: named by digest, kept beside it.")
        }
        if !hasKeys {
            lines.append("Sealed without epoch keys: codes can't be recomputed from it.")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
