import TrailSealTestKit

/// Files that commands get by mistake.
enum BadInput {
    /// Puts beside the store: `data`, a folder with two files; `file.txt`; `empty.json`; `empty`, a
    /// file without bytes; `leaf.pem`, a certificate that no store asked for; `trust` is there.
    static func addFiles(to laboratory: CommandLaboratory) throws {
        let folder = laboratory.folder
        try makeFolder(folder.file("data"))
        try writeFile(folder.file("data/a.txt"), "one\n")
        try writeFile(folder.file("data/b.txt"), "two\n")
        try writeFile(folder.file("file.txt"), "just text\n")
        try writeFile(folder.file("empty.json"), "{}")
        try writeFile(folder.file("empty"), "")
        try succeed(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "/dev/null", "-subj",
                "/CN=nobody", "-addext", "basicConstraints=critical,CA:FALSE", "-out", "leaf.pem",
            ], directory: folder.path)
    }
}
