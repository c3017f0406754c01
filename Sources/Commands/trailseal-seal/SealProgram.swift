import CommandSupport

/// The command line of `trailseal-seal`.
enum SealProgram {
    static let version = ProgramVersion.text

    static let spec = CommandSpec(
        name: "trailseal-seal",
        summary: "pack what a log holds into a sealed inspection bundle",
        details: [
            "An export is asked for by one person and approved by another, who signs. The log's "
                + "custodian gives out the keys of the epochs concerned; then the bundle is sealed. "
                + "Where the custodian's folder isn't at hand, export stops after the approval, "
                + "writes a release request, and goes on with --resume once the release is there."
        ],
        subcommands: [export, release, renew],
        examples: [
            ExampleSpec(
                "trailseal-seal export store --project QC-26-118 --purpose inspection "
                    + "--recipient Inspector --requester achen --approver rmeier --out bundle.tar",
                "Asks, has rmeier approve, and writes bundle.tar.release-request."),
            ExampleSpec(
                "trailseal-seal release bundle.tar.release-request --custodian custodian "
                    + "--trust trust --out bundle.tar.release",
                "The custodian, on a machine of his own, gives out the keys."),
            ExampleSpec(
                "trailseal-seal export store --resume EX-1 --release bundle.tar.release "
                    + "--out bundle.tar",
                "Seals the approved export."),
        ],
        exitStatuses: [
            StatusSpec(.success), StatusSpec(.usage), StatusSpec(.unreadable),
            StatusSpec(.internalError), StatusSpec(.cannotCreate), StatusSpec(.inputOutput),
            StatusSpec(.busy, "another process writes to the store"), StatusSpec(.refused),
        ])

    private static let export = CommandSpec(
        name: "export", summary: "ask for an export, have it approved, seal the bundle",
        details: [
            "Shown are the log's own records, people, policies, and the records that the query "
                + "names; everything else keeps its place as a withheld line. Files that have changed "
                + "or vanished since capture don't stop the export: the bundle says so."
        ],
        options: [
            OptionSpec(
                "out", placeholder: "FILE", help: "the bundle to write", kind: .file,
                isRequired: true),
            OptionSpec(
                "id", placeholder: "ID", help: "the export's id (default: the next EX-number)"),
            OptionSpec("project", placeholder: "NAME", help: "show the records of this project"),
            OptionSpec(
                "dataset", placeholder: "ID", help: "show only these datasets",
                isRepeatable: true),
            OptionSpec(
                "person", placeholder: "USER", help: "show only what these people did",
                isRepeatable: true),
            OptionSpec("from", placeholder: "TIME", help: "show nothing earlier (RFC 3339)"),
            OptionSpec("to", placeholder: "TIME", help: "show nothing later (RFC 3339)"),
            OptionSpec(
                "record", placeholder: "SEQ", help: "show only these records",
                isRepeatable: true),
            OptionSpec("purpose", placeholder: "TEXT", help: "what the copy is for"),
            OptionSpec("recipient", placeholder: "TEXT", help: "who is to get it"),
            OptionSpec("requester", placeholder: "USER", help: "the user id of who asks"),
            OptionSpec(
                "approver", placeholder: "USER",
                help: "the user id of who approves and signs; not the requester"),
            OptionSpec(
                "approver-password-fd", placeholder: "N",
                help: "read the approver's password from file descriptor N"),
            OptionSpec(
                "withhold-as", placeholder: "REASON",
                help: "why the rest is withheld: out-of-scope (default), personal-data, "
                    + "third-party, privileged"),
            OptionSpec(
                "custodian", placeholder: "DIR",
                help: "the custodian's folder, where it is at hand", kind: .directory),
            OptionSpec(
                "custodian-password-fd", placeholder: "N",
                help: "read the custodian's password from file descriptor N"),
            OptionSpec(
                "trust", placeholder: "DIR",
                help: "the custodian's own trust folder (default: the store's witnesses)",
                kind: .file),
            OptionSpec("resume", placeholder: "ID", help: "go on with an approved export"),
            OptionSpec(
                "again", help: "with --resume: seal an export whose bundle was sealed before"),
            OptionSpec(
                "release", placeholder: "FILE", help: "the custodian's release",
                kind: .file),
            OptionSpec(
                "without-keys",
                help: "seal without epoch keys; a verifier will say that codes weren't recomputed"),
            OptionSpec("tsa", placeholder: "URL", help: "time-stamp the seal at this authority"),
            OptionSpec("quiet", help: "no progress"),
        ],
        positionals: [PositionalSpec("STORE", help: "the capture store", kind: .file)])

    private static let release = CommandSpec(
        name: "release", summary: "the custodian's command: give out the keys of named epochs",
        details: [
            "Keys are given out only against a checkpoint over the whole of the epochs asked for, "
                + "with a receipt that the custodian's own trust folder proves."
        ],
        options: [
            OptionSpec(
                "custodian", placeholder: "DIR",
                help: "folder with custodian.p7m, custodian.p8 and custodian.pem", kind: .file,
                isRequired: true),
            OptionSpec(
                "trust", placeholder: "DIR",
                help: "the custodian's trust folder: witnesses, tsa/*.pem", kind: .file,
                isRequired: true),
            OptionSpec(
                "out", placeholder: "FILE", help: "the release to write", kind: .file,
                isRequired: true),
            PasswordSourceOption.custodian,
        ],
        positionals: [PositionalSpec("REQUEST", help: "the release request", kind: .file)])
}

extension SealProgram {
    fileprivate static let renew = CommandSpec(
        name: "renew", summary: "have a sealed bundle dated anew, before what proves it ends",
        details: [
            "Asks a time-stamp authority to date the bundle and everything that came after it, and puts "
                + "the answer beside the bundle, in BUNDLE.later. The bundle itself isn't touched. "
                + "trailseal-verify says until when a bundle stays PASSED.",
            "Bring the revocation lists that cover the time-stamps so far with --crl: they are kept and "
                + "dated with them.",
        ],
        options: [
            OptionSpec(
                "tsa", placeholder: "URL", help: "the authority to ask", isRequired: true),
            OptionSpec(
                "later", placeholder: "DIR", help: "the folder beside the bundle (BUNDLE.later)",
                kind: .directory),
            OptionSpec(
                "crl", placeholder: "PATH",
                help: "revocation lists or OCSP responses to keep: a file, or a folder of them",
                kind: .file, isRepeatable: true),
            OptionSpec(
                "certificate", placeholder: "FILE",
                help: "certificates of authorities to keep, as PEM", kind: .file,
                isRepeatable: true),
            OptionSpec(
                "hash", placeholder: "NAME", help: "sha256 (default), sha384 or sha512"),
        ],
        positionals: [PositionalSpec("BUNDLE", help: "the sealed bundle", kind: .file)],
        examples: [
            ExampleSpec(
                "trailseal-seal renew bundle.tar --tsa https://tsa.example/ --crl lists",
                "Writes bundle.tar.later/0001.tsr and the lists beside it.")
        ])
}

/// The custodian's password, asked for on the terminal unless a descriptor is named.
enum PasswordSourceOption {
    static let custodian = OptionSpec(
        "custodian-password-fd", placeholder: "N",
        help: "read the custodian's password from file descriptor N")
}
