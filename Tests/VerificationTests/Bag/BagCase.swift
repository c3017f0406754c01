import BundleFormat
import Cryptography
import Testing
import TrailSealTestKit

/// A liberty that a bag of the Library of Congress takes, taken by a sealed bundle.
///
/// Made before the seal where the bag's own files are concerned, as somebody could who seals: so
/// nothing else is wrong with the bundle.
struct BagCase: CustomTestStringConvertible, Sendable {
    /// What the suite thinks of it.
    enum Kind: String, Sendable { case valid, warning, invalid, linux, windows }

    let kind: Kind
    /// The name of the bag in the suite.
    let name: String
    /// The rule that finds it here, and its reason.
    let rule: String
    let code: String
    /// Whether bagit-python takes the sealed bundle with it for a valid bag.
    let bagitAccepts: Bool
    let change: @Sendable (inout TestBundle) -> Void

    var testDescription: String { "\(kind.rawValue) \(name)" }

    init(
        _ kind: Kind, _ name: String, _ rule: String = "BND-003", _ code: String = "BAG_MISMATCH",
        bagitAccepts: Bool = false, _ change: @escaping @Sendable (inout TestBundle) -> Void
    ) {
        self.kind = kind
        self.name = name
        self.rule = rule
        self.code = code
        self.bagitAccepts = bagitAccepts
        self.change = change
    }

    static let all = warnings + invalid + elsewhere + valid

    // MARK: What bagit calls a warning

    private static let warnings: [BagCase] = [
        BagCase(.warning, "duplicate-file-with-different-case", "BND-001", "ALIAS_ENTRY") {
            $0.editArchive = { archive in
                guard let fid = archive.first(where: { $0.path.hasSuffix("/fid") }) else { return }
                archive.append((String(fid.path.dropLast(3)) + "FID", fid.data))
            }
        },
        listing(.warning, "made-with-md5sum-tools", bagitAccepts: true) {
            $0.replacing("  data/", with: " *data/")
        },
        listing(.warning, "relative-path", bagitAccepts: true) {
            $0.replacing("  data/", with: "  ./data/")
        },
        listing(.warning, "same-filename-listed-twice-with-different-normalization") {
            $0 + line("data/Nu\u{301}n\u{303}ez") + line("data/N\u{FA}\u{F1}ez")
        },
        listing(.warning, "same-filename-listed-twice-with-the-same-hash") {
            $0 + $0.prefix { $0 != "\n" } + "\n"
        },
        BagCase(.warning, "special-system-files", "BND-001", "PATH") {
            $0.editArchive = { $0.append(("EX-1/data/Thumbs.db", [])) }
        },
    ]

    // MARK: What bagit calls invalid

    private static let invalid: [BagCase] = [
        declaration(.invalid, "baginfo-missing-encoding") { $0.prefix { $0 != "\n" } + "\n" },
        declaration(.invalid, "bom-in-bagit.txt") { "\u{FEFF}" + $0 },
        declaration(.invalid, "invalid-version-number") { $0.replacing("1.0", with: ".97") },
        declaration(.invalid, "bagit-with-invalid-whitespace", bagitAccepts: true) {
            $0.replacing("Version: ", with: "Version : ")
        },
        BagCase(.invalid, "corrupt-data-file", "BND-003", "HASH_FAILURE") {
            $0.editArchive = { archive in
                let place = archive.firstIndex { $0.path.hasSuffix("/fid") } ?? 0
                archive[place].data[0] ^= 1
            }
        },
        BagCase(.invalid, "corrupt-tag-file", bagitAccepts: true) {
            $0.editMembers = { $0[.bagInfo] = Array("Bagging-Date: 2026-01-01\n".utf8) }
        },
        BagCase(.invalid, "extra-file-in-bag", "BND-003", "UNDECLARED_ENTRY") {
            $0.editArchive = { archive in
                guard let place = archive.firstIndex(where: { $0.path.hasSuffix("/fid") })
                else { return }
                archive.insert((archive[place].path + "2", [1]), at: place + 1)
            }
        },
        BagCase(.invalid, "missing-baginfo", "BND-003", "MISSING_ENTRY", bagitAccepts: true) {
            $0.editArchive = { $0.removeAll { $0.path == "EX-1/bag-info.txt" } }
        },
        BagCase(.invalid, "missing-bagit.txt", "BND-003", "MISSING_ENTRY") {
            $0.editArchive = { $0.removeAll { $0.path == "EX-1/bagit.txt" } }
        },
        listing(.invalid, "out-of-scope-file-paths-using-dot-notation") {
            $0 + line("../../../README.md")
        },
        fetching(.invalid, "out-of-scope-file-paths-using-dot-notation-for-fetch", "../../README"),
        listing(.invalid, "same-filename-listed-twice-with-different-hashes") {
            $0 + $0.prefix { $0 != "\n" }.replacing("0", with: "1") + "\n"
        },
        listing(.invalid, "notAllManifestsListAllFiles") {
            String($0.drop { $0 != "\n" }.dropFirst())
        },
    ]

    private static let elsewhere: [BagCase] = [
        listing(.linux, "out-of-scope-file-paths-using-absolute-path") { $0 + line("/tmp/foo") },
        fetching(
            .linux, "out-of-scope-file-paths-using-absolute-path-for-fetch", "/tmp/test.txt"),
        listing(.linux, "out-of-scope-file-paths-using-shortcut") { $0 + line("~/foo") },
        listing(.linux, "out-of-scope-file-paths-using-shortcut-username") {
            $0 + line("~root/foo")
        },
        listing(.windows, "out-of-scope-file-paths-using-absolute-path") {
            $0 + line("C:\\Windows\\System32\\setx.exe")
        },
        listing(.windows, "out-of-scope-file-paths-using-unc") {
            $0 + line("\\\\?\\UNC\\server\\Windows\\System32\\setx.exe")
        },
        fetching(
            .windows, "out-of-scope-file-paths-using-unc-for-fetch", "\\\\?\\UNC\\s\\x.exe",
            bagitAccepts: true),
    ]

    // MARK: What bagit calls valid, in a form that a sealed bundle doesn't have

    private static let valid: [BagCase] = [
        declaration(.valid, "ISO-8859-1-encoded-tag-files", bagitAccepts: true) {
            $0.replacing("UTF-8", with: "ISO-8859-1")
        },
        BagCase(.valid, "duplicate-metadata-entries", bagitAccepts: true) {
            $0.editMembers = { members in
                members[.bagInfo] = Array("Contact-Name: A\nContact-Name: B\n".utf8)
            }
        },
        BagCase(.valid, "uncommon-metadata-separators", bagitAccepts: true) {
            $0.editMembers = { $0[.bagInfo] = Array("Contact-Name :\tA\n".utf8) }
        },
        fetching(.valid, "holey-bag", "data/README.html", bagitAccepts: true),
        BagCase(.valid, "bag-in-a-bag", "BND-001", "PATH", bagitAccepts: false) {
            $0.editArchive = { $0.append(("EX-1/data/bag/bagit.txt", BagIt.declaration)) }
        },
        listing(.valid, "bag-with-encoded-names") {
            $0.replacing("data/README.html", with: "data/%52EADME.html")
        },
        listing(.valid, "bag-with-leading-dot-slash-in-manifest", bagitAccepts: true) {
            $0.replacing("  data/README", with: "  ./data/README")
        },
    ]

    // MARK: Parts

    private static func line(_ path: String) -> String {
        SHA256.hash([]).hex + "  \(path)\n"
    }

    /// Changes `manifest-sha256.txt`.
    private static func listing(
        _ kind: Kind, _ name: String, bagitAccepts: Bool = false,
        _ change: @escaping @Sendable (String) -> String
    ) -> BagCase {
        BagCase(kind, name, bagitAccepts: bagitAccepts) {
            $0.editMembers = { members in
                let rows = members.map {
                    Manifest.Member(
                        path: $0.key, sha256: SHA256.hash($0.value), size: UInt64($0.value.count))
                }
                let honest = String(decoding: BagIt.payloadManifest(rows), as: UTF8.self)
                members[.manifestSHA256] = Array(change(honest).utf8)
            }
        }
    }

    /// Changes `bagit.txt`.
    private static func declaration(
        _ kind: Kind, _ name: String, bagitAccepts: Bool = false,
        _ change: @escaping @Sendable (String) -> String
    ) -> BagCase {
        BagCase(kind, name, bagitAccepts: bagitAccepts) {
            $0.editMembers = {
                let honest = String(decoding: BagIt.declaration, as: UTF8.self)
                $0[.bagit] = Array(change(honest).utf8)
            }
        }
    }

    /// Adds a `fetch.txt`, by which a bag would have parts of itself brought from elsewhere.
    private static func fetching(
        _ kind: Kind, _ name: String, _ path: String, bagitAccepts: Bool = false
    ) -> BagCase {
        BagCase(kind, name, "BND-001", "PATH", bagitAccepts: bagitAccepts) {
            $0.editArchive = {
                $0.append(("EX-1/fetch.txt", Array("http://localhost:9/x - \(path)\n".utf8)))
            }
        }
    }
}
