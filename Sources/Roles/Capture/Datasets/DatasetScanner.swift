package import LinuxFiles

/// Finds the datasets under a path.
///
/// A TopSpin experiment or a Varian `.fid` folder is one dataset with all that lies below it. A
/// folder that holds such datasets, or single JEOL or JCAMP files, isn't a dataset: each of them
/// is one, and the files that remain directly in it are one more, of kind `folder`. Any other
/// folder is one dataset. Symbolic links are never followed; links, devices and what can't be
/// read are named, so nothing is left out silently.
package enum DatasetScanner {
    /// Scans one path.
    ///
    /// - Parameters:
    ///   - path: A file or folder; as the caller named it, a link there is resolved.
    ///   - limits: Where to give up.
    /// - Throws: `CaptureError.input` when the path is missing, can't be read or is too large.
    package static func scan(
        _ path: some PathBytes, limits: WalkLimits = WalkLimits()
    ) throws(CaptureError) -> DatasetScan {
        var folders = ResolvedFolders()
        guard let scan = try scan(path, &folders, limits: limits) else {
            throw .input(path: shown(path), reason: "there is no such file or folder")
        }
        return scan
    }

    /// Scans one of several paths.
    ///
    /// - Parameter folders: Keeps from path to path where folders lie.
    /// - Returns: Nil where nothing stands under the name.
    static func scan(
        _ path: some PathBytes, _ folders: inout ResolvedFolders, limits: WalkLimits = WalkLimits()
    ) throws(CaptureError) -> DatasetScan? {
        do {
            guard let (resolved, status) = try folders.find(path.pathBytes) else { return nil }
            switch status.kind {
            case .file: return singleFile(resolved, status)
            case .directory: break
            default:
                throw CaptureError.input(path: shown(path), reason: "it isn't a file or folder")
            }
            guard resolved != [UInt8(ascii: "/")] else {
                throw CaptureError.input(path: "/", reason: "it has no name; name a folder below")
            }
            let tree = try Files.walk(resolved, limits: limits)
            guard !tree.isCutShort else {
                throw CaptureError.input(
                    path: shown(path),
                    reason: "it holds more than \(limits.entries) entries or is too deep")
            }
            return FolderScan(resolved, tree).result()
        } catch let error as CaptureError {
            throw error
        } catch let error as SystemError {
            throw .input(path: shown(path), reason: error.text)
        } catch {
            throw .input(path: shown(path), reason: "\(error)")
        }
    }

    private static func shown(_ path: some PathBytes) -> String {
        PathText.shown(path.pathBytes)
    }

    private static func singleFile(_ path: [UInt8], _ status: FileStatus) -> DatasetScan {
        let name = PathText.name(of: path)
        let dataset = FoundDataset(
            kind: .ofFile(named: name), root: PathText.folder(of: path), name: name,
            files: [FoundFile(path: name, status: status)], missing: [], uncaptured: [])
        return DatasetScan(path: path, datasets: [dataset], uncaptured: [])
    }
}
