/// The layouts of datasets that capture knows.
package enum DatasetKind: String, Hashable, Sendable, CaseIterable {
    /// A Bruker TopSpin experiment, a folder written over minutes.
    case topspin
    /// A Varian or Agilent `.fid` folder.
    case varian
    /// One JEOL Delta file.
    case jeol
    /// One JCAMP-DX file.
    case jcamp
    /// Any other single file.
    case file
    /// Any other folder.
    case folder

    /// Names of files by which a folder is recognised, or that a finished dataset has.
    private static let tellingNames = [
        "acqu", "acqus", "audita.txt", "fid", "procpar", "pulseprogram", "ser",
    ].map { Array($0.utf8) }

    /// Whether a file of this name says something about its folder; most don't.
    static func tells(_ name: ArraySlice<UInt8>) -> Bool {
        tellingNames.contains { $0.count == name.count && $0.elementsEqual(name) }
    }

    /// The kind of a file that stands alone, by the ending of its name.
    static func ofFile(named name: some Collection<UInt8>) -> DatasetKind {
        // The last letter rules most names out.
        guard let last = name.suffix(1).first, "fFxXpP".utf8.contains(last) else { return .file }
        let lowered = name.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
        if lowered.ends(with: ".jdf") { return .jeol }
        for ending in [".jdx", ".dx", ".jcamp"] where lowered.ends(with: ending) { return .jcamp }
        return .file
    }

    /// The kind of a folder by the files that lie in it, nil when nothing tells.
    ///
    /// Also an unfinished experiment is recognised, so that it is captured as one dataset whose
    /// missing parts are named.
    ///
    /// - Parameters:
    ///   - name: The folder's own name.
    ///   - files: Names of the regular files directly in it.
    static func ofFolder(named name: [UInt8], files: Set<[UInt8]>) -> DatasetKind? {
        func has(_ file: String) -> Bool { files.contains(Array(file.utf8)) }
        let hasData = has("fid") || has("ser")
        if has("acqus") { return .topspin }
        if hasData, has("audita.txt") || has("acqu") || has("pulseprogram") { return .topspin }
        if has("procpar") { return .varian }
        if has("fid"), name.ends(with: ".fid") { return .varian }
        return nil
    }

    /// What a dataset of this kind must hold to be final and doesn't.
    ///
    /// Source: the completion sign of TopSpin is `audita.txt`, written when acquisition ends.
    func missing(among files: Set<[UInt8]>) -> [String] {
        func lacks(_ file: String) -> Bool { !files.contains(Array(file.utf8)) }
        switch self {
        case .topspin:
            var missing: [String] = []
            if lacks("acqus") { missing.append("acqus") }
            if lacks("audita.txt") { missing.append("audita.txt") }
            if lacks("fid"), lacks("ser") { missing.append("fid or ser") }
            return missing
        case .varian:
            return ["fid", "procpar"].filter { lacks($0) }
        case .jeol, .jcamp, .file, .folder:
            return []
        }
    }
}

extension [UInt8] {
    func ends(with ending: String) -> Bool {
        let tail = Array(ending.utf8)
        return count > tail.count && suffix(tail.count) == tail[...]
    }
}
