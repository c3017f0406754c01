/// Asks a script of `Tests/Peers` about documents, by the published structures that come from PyPI.
package enum DocumentPeer {
    /// Everything that is wrong with some documents.
    ///
    /// - Parameters:
    ///   - script: The script's name, which is also the ending of the documents' files.
    ///   - documents: The bytes by a name of letters, digits and hyphens.
    /// - Returns: One line each: the name, a tab, what is wrong; what the script itself says where it fails.
    /// - Throws: `TestKitError` where it can't be asked.
    package static func problems(
        _ script: String, in documents: [(name: String, bytes: [UInt8])]
    ) throws -> [String] {
        guard let python = PeerPython.path else {
            return ["make test installs the peers from PyPI"]
        }
        let folder = try TemporaryDirectory()
        for document in documents {
            try writeFile(folder.file("\(document.name).\(script)"), document.bytes)
        }
        let run = try runProcess(
            [python, RepositoryRoot.path + "/Tests/Peers/\(script).py", folder.path])
        return (run.outputText + (run.status == 0 ? "" : run.errorText))
            .split(separator: "\n").map(String.init)
    }
}
