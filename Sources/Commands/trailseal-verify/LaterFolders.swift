import BundleFormat
import CommandSupport
import LinuxFiles
import Verification

/// The folders that `--later` names: what came after sealing, for each bundle.
///
/// Source: docs/formats/bundle.md §13.
struct LaterFolders {
    private let folders: [String: String]

    /// Finds out which folder belongs to which bundle.
    ///
    /// The folder of a single bundle may have any name; with several bundles it says whose it is.
    init(_ arguments: ParsedArguments, bundles: [String]) throws(UsageError) {
        var folders: [String: String] = [:]
        for folder in arguments.values("later") {
            let owner =
                bundles.count == 1
                ? bundles.first : bundles.first { Self.name($0) + ".later" == Self.name(folder) }
            guard let owner else {
                throw arguments.usage(
                    "--later \(Printable.line(folder)) belongs to none of the bundles: with several, "
                        + "it is called as one of them and .later")
            }
            guard folders.updateValue(folder, forKey: owner) == nil else {
                throw arguments.usage("two folders can't both have come after one bundle")
            }
        }
        self.folders = folders
    }

    /// The files that came after a bundle.
    func files(of bundle: String) throws(CommandFailure) -> [LaterInput] {
        guard let folder = folders[bundle] else { return [] }
        let limits = BundleLimits()
        return try FlatFolder.read(
            folder, count: limits.laterFiles, bytes: Int(clamping: limits.laterBytes)
        ) { name in
            LaterName(name).map { Int(clamping: limits.bytes(of: $0)) } ?? 0
        }.filter { $0.name != "custody" }.map { LaterInput(name: $0.name, bytes: $0.bytes) }
    }

    private static func name(_ path: String) -> String {
        String(decoding: PathText.name(of: path), as: UTF8.self)
    }
}
