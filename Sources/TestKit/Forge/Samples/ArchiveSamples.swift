internal import BundleFormat
internal import Cryptography

/// Attacks on the archive, the list of contents and the members.
enum ArchiveSamples {
    static let all = frame + content + manifest

    // MARK: - The frame

    private static let frame: [Sample] = [
        .attack(
            "bad-archive-trailing-data", ["BND-001": "failed"],
            why: """
                One block of bytes follows the end of the archive. Most unpackers never see it, so \
                whoever put it there could show different people different things; nothing may \
                stand behind the end.
                """
        ) { $0.archive = $0.editor.archive + [UInt8](repeating: 0x41, count: 512) },
        .attack(
            "bad-archive-pax-header", ["BND-001": "failed"],
            why: """
                An extended header stands before a member and gives it another path. One program \
                follows it and another doesn't, so the two would list different archives; the \
                agreed form has no such headers.
                """
        ) { attack in
            let pax = RawHeader(path: "EX-1/pax", content: Array("21 path=EX-1/other\n".utf8))
            attack.archive = attack.archive(inserting: pax.framed(type: "x"), before: 2)
        },
        .attack(
            "bad-archive-symlink", ["BND-001": "failed"],
            why: """
                The archive holds a symbolic link. When unpacked, a link can show what lies \
                elsewhere on the reader's machine; a bundle holds plain files only.
                """
        ) { attack in
            let link = RawHeader(path: "EX-1/data/files", content: [], link: "/etc/passwd")
            attack.archive = attack.archive(
                inserting: link.framed(type: "2"), before: attack.editor.members.count)
        },
        .attack(
            "bad-archive-alias-name", ["BND-001": "failed"],
            why: """
                Beside the decay stands a second file whose name differs in capital letters only. \
                On many computers the later one replaces the earlier, and the reader looks at the \
                wrong one.
                """
        ) { attack in
            let path = try attack.file(endingWith: "/fid")
            let twin = String(path.text.dropLast(3)) + "FID"
            guard let alias = MemberPath(twin) else { throw ForgeError.broken(twin) }
            attack.editor[alias] = try attack.bytes(path)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-archive-truncated", ["BND-001": "failed"],
            why: """
                The end of the file is missing, as after a copy that broke off. What is left is \
                not the bundle that was sealed.
                """
        ) { $0.archive = Array($0.editor.archive.dropLast(1500)) },
    ]

    // MARK: - Members

    private static let content: [Sample] = [
        .attack(
            "bad-content-byte-changed", ["BND-003": "failed"],
            why: """
                One bit of the recorded decay was flipped in the finished bundle and nothing else \
                was touched. The digest in the sealed list of contents no longer fits the file.
                """
        ) { try $0.flip($0.file(endingWith: "/fid"), at: 100) },
        .attack(
            "bad-content-undeclared", ["BND-003": "failed"],
            why: """
                A file was put into the archive that the sealed list of contents doesn't name, so \
                nobody answers for it.
                """
        ) { attack in
            let bytes = Array("found later\n".utf8)
            attack.editor[.unnamed(SHA256.hash(bytes))] = bytes
        },
        .attack(
            "bad-content-missing", ["BND-003": "failed"],
            why: """
                A file of the experiment was taken out of the finished bundle. The sealed list of \
                contents still names it.
                """
        ) { $0.editor[try $0.file(endingWith: "/procs")] = nil },
    ]

    // MARK: - The list of contents

    private static let manifest: [Sample] = [
        .attack(
            "bad-manifest-not-canonical", ["BND-002": "failed"],
            why: """
                The list of contents has a blank where its one form has none, and is sealed like \
                that. Two ways of writing one list would be two lists with one meaning or one \
                list with two; a reader takes the one form only.
                """
        ) { attack in
            try attack.change(.manifest) { $0.insert(0x20, at: 1) }
            try attack.seal()
        },
        .attack(
            "odd-manifest-version-2", ["BND-002": "indeterminate"],
            why: """
                The list of contents says that it is of version 2, which this verifier doesn't \
                know. It can't say that anything is wrong; it says that it is too old.
                """
        ) { attack in
            try attack.change(.manifest) { bytes in
                guard bytes.suffix(6) == Array("\"v\":1}".utf8)[...] else { return }
                bytes[bytes.count - 2] = 0x32
            }
            try attack.seal()
        },
    ]
}
