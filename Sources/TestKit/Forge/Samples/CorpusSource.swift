internal import CanonicalJSON
internal import Cryptography
internal import LinuxFiles

/// The corpus of the verifier's self-test, as the Swift file that is compiled into it.
///
/// It holds the sample bundles as they lie in the tree: nothing is made here.
package enum CorpusSource {
    /// Where the file lies below the tree's root.
    package static let path = "Sources/Commands/SelfTest/CorpusText.swift"

    /// The text of the file.
    ///
    /// - Parameter folder: The folder `sample-bundles`.
    /// - Throws: `SystemError` when a sample can't be read.
    package static func text(of folder: String) throws -> String {
        var text = """
            // swift-format-ignore-file
            // Made by `trailseal-forge corpus`; changed with the sample bundles and never by hand.

            /// The sample bundles, packed and written as base64.
            enum CorpusText {
                /// What `Corpus` unpacks.
                static let base64 = \"\"\"

            """
        let base64 = Array(Base64.encode(BytePacker.pack(try bytes(folder))).utf8)
        for start in stride(from: 0, to: base64.count, by: 120) {
            let end = min(start + 120, base64.count)
            text += "        " + String(decoding: base64[start..<end], as: UTF8.self)
            text += end < base64.count ? "\\\n" : "\n"
        }
        return text + "        \"\"\"\n}\n"
    }

    /// One line of JSON that lists the files with their lengths, then the files.
    private static func bytes(_ folder: String) throws -> [UInt8] {
        var index: [JSONValue] = []
        var content: [UInt8] = []
        for sample in Samples.all {
            let place = "\(folder)/\(sample.name)"
            let paths =
                ["bundle.tar", "expected.json"]
                + (try files(below: "\(place)/trust").map { "trust/\($0)" })
                + (Files.exists("\(place)/later")
                    ? try files(below: "\(place)/later").map { "later/\($0)" } : [])
            for path in paths {
                let bytes = try Files.read("\(place)/\(path)", limit: 1 << 24)
                index.append(
                    .object(
                        JSONObject([
                            ("path", .string("\(sample.name)/\(path)")),
                            ("size", .integer(Int64(bytes.count))),
                        ])))
                content += bytes
            }
        }
        return CanonicalJSON.encode(.object(JSONObject([("files", .array(index))]))) + [0x0A]
            + content
    }

    /// The files below a folder, by path and in byte order.
    private static func files(below folder: String) throws -> [String] {
        var paths: [String] = []
        for entry in try Files.list(folder) {
            let name = entry.shownName
            let path = "\(folder)/\(name)"
            if try Files.status(of: path, followingLinks: false).kind == .directory {
                paths += try files(below: path).map { "\(name)/\($0)" }
            } else {
                paths.append(name)
            }
        }
        return paths
    }
}
