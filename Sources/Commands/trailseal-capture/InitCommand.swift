import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import RecordLog
import Records

/// `init`: begins a log.
enum InitCommand {
    static let spec = CommandSpec(
        name: "init", summary: "begin a log in a new store",
        details: [
            "Makes the log's keys, fixes all of them in advance by the key calendar, and puts the "
                + "master secret into the custodian's file. What is in --custodian-out belongs on "
                + "the custodian's own machine: take the folder away.",
            "The log's first epoch waits for a notary's receipt and for the custodian's "
                + "confirmation; --unwitnessed goes on without, and the log says so for ever.",
        ],
        options: [
            OptionSpec(
                "organisation", placeholder: "NAME", help: "the organisation's name",
                isRequired: true),
            OptionSpec("site", placeholder: "NAME", help: "the site's name", isRequired: true),
            OptionSpec(
                "custodian", placeholder: "CERT",
                help: "certificate of the custodian, PEM; without it a key is made here",
                kind: .file),
            OptionSpec(
                "custodian-out", placeholder: "DIR", help: "where the custodian's files go",
                kind: .directory),
            OptionSpec(
                "custodian-password-fd", placeholder: "N",
                help: "read the new custodian's password from file descriptor N"),
            OptionSpec(
                "authority-password",
                help: "protect the own authority's key with a password of the administrator"),
            Shared.authorityPassword,
            OptionSpec(
                "policy", placeholder: "FILE", help: "the site's policy, canonical JSON",
                kind: .file),
            OptionSpec(
                "ca", placeholder: "WHO",
                help: "who issues certificates: an own small authority, or requests go out",
                kind: .choice(["own", "requests"])),
            OptionSpec(
                "witness", placeholder: "DIR", help: "folder of a witness", kind: .directory,
                isRepeatable: true),
            OptionSpec(
                "tsa", placeholder: "URL", help: "an RFC 3161 authority", isRepeatable: true),
            OptionSpec("unwitnessed", help: "begin without a receipt, and say so in the log"),
            OptionSpec(
                "calendar-depth", placeholder: "N",
                help: "the log has at most 2 to the N epochs; 16 unless given"),
            OptionSpec(
                "previous", placeholder: "STORE", help: "the log that this one follows",
                kind: .directory),
        ],
        positionals: [Shared.store],
        examples: [
            ExampleSpec(
                "trailseal-capture init /srv/trailseal/nmr7 --organisation 'Example Laboratory' "
                    + "--site Basel --witness /mnt/qa/witness --custodian-out /media/usb/custodian",
                "Begins a log with a witness in QA's share and the custodian's files on a stick."
            )
        ])

    static func run(_ arguments: ParsedArguments) throws {
        let layout = try Shared.layout(arguments)
        let context = try Shared.context()
        // Nobody types a password for a store that can't be made.
        if Files.exists(layout.folder) { throw CaptureError.alreadyThere(path: layout.folder) }
        let request = try request(arguments)
        let result = try Initialisation.run(request, at: layout.folder, context: context)
        let outcome = try LogWriter.advance(
            layout, context: context, transport: .network)
        Shared.warn(outcome)
        try Shared.say("log \(result.logID.hex)")
        try Shared.say("store \(result.folder)")
        try Shared.say("custodian's files \(result.custodianFolder)")
        if request.authority == .own {
            try Shared.say("root certificate \(layout.named("root"))")
        }
        for name in result.requests {
            try Shared.say("certificate request \(layout.requests)/\(name).csr")
        }
        if result.needsConfirmation, !request.isUnwitnessed {
            try Shared.say(
                "The custodian confirms with: trailseal-capture confirm enter \(layout.folder) "
                    + "--code CODE")
        }
    }

    private static func request(_ arguments: ParsedArguments) throws -> InitialisationRequest {
        let authority = Configuration.Authority(rawValue: arguments.value("ca") ?? "own") ?? .own
        let previous = try arguments.value("previous").map {
            try PreviousLog.read(StoreLayout(Shared.trimmed($0)))
        }
        // Passwords come last: nobody types one for a command line that can't be used.
        let depth = try arguments.integer("calendar-depth", in: 1...24) ?? 16
        let notaries = try Notaries.configured(arguments)
        return InitialisationRequest(
            organisation: try arguments.required("organisation"),
            site: try arguments.required("site"), policy: try policy(arguments),
            authority: authority, administratorPassword: try newAdministrator(arguments),
            custodian: try custodian(arguments),
            custodianFolder: arguments.value("custodian-out").map(Shared.trimmed),
            notaries: notaries,
            isUnwitnessed: arguments.flag("unwitnessed"),
            calendarDepth: depth,
            previous: previous?.reference, lost: previous?.lost)
    }

    private static func policy(_ arguments: ParsedArguments) throws -> SitePolicy {
        guard let path = arguments.value("policy") else {
            return SitePolicy.standard(policyId: "POL-SIGN", version: "1")
        }
        do { return try SitePolicy(encoded: try Shared.readFile(path)) } catch let error
            as EntryError
        {
            throw CommandFailure(.unreadable, "\(path) is no policy: \(sentence(error))")
        }
    }

    private static func sentence(_ error: EntryError) -> String {
        switch error {
        case .notCanonical(let error): "it is not canonical JSON: \(error)"
        case .schema(let error): "\(error)"
        }
    }

    private static func custodian(
        _ arguments: ParsedArguments
    ) throws -> InitialisationRequest.Custodian {
        if let path = arguments.value("custodian") {
            do {
                let found = try PEM.certificates(in: try Shared.readFile(path))
                guard let first = found.first else {
                    throw CommandFailure(.unreadable, "\(path) holds no certificate")
                }
                return .given(first)
            } catch let error as CryptographyError {
                throw CommandFailure(.unreadable, "\(path) can't be read: \(error)")
            }
        }
        let source = try Shared.source("custodian-password-fd", arguments)
        return .own(password: Shared.password(try source.readNew(for: "the custodian")))
    }

    private static func newAdministrator(_ arguments: ParsedArguments) throws -> SecretBytes? {
        guard arguments.flag("authority-password") || arguments.flag("authority-password-fd")
        else { return nil }
        let source = try Shared.source("authority-password-fd", arguments)
        return Shared.password(try source.readNew(for: "the administrator"))
    }
}

/// The notaries that a command line names.
enum Notaries {
    static func configured(_ arguments: ParsedArguments) throws -> [NotaryConfiguration] {
        var notaries: [NotaryConfiguration] = []
        for folder in arguments.values("witness") {
            let path: [UInt8]
            do { path = try Files.resolvedPath(folder) } catch {
                throw CommandFailure.reading(error)
            }
            guard let place = String(validating: path, as: UTF8.self) else {
                throw arguments.usage("the path of a witness must be UTF-8")
            }
            let key = try DirectoryWitness.publishedKey(in: place)
            notaries.append(
                NotaryConfiguration(kind: .witness, name: stem(key.name), place: place))
        }
        for url in arguments.values("tsa") {
            guard TimeStampClient.isAddress(url) else {
                throw arguments.usage(
                    "--tsa needs an address such as https://tsa.example/, not \(url)")
            }
            notaries.append(
                NotaryConfiguration(kind: .rfc3161, name: stem(host(of: url)), place: url))
        }
        return notaries
    }

    private static func host(of url: String) -> String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return String(rest ?? "tsa")
    }

    /// A name made fit for a file name.
    static func stem(_ name: String) -> String {
        let kept = name.utf8.map { byte -> UInt8 in
            let isGood =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                || (0x61...0x7a).contains(byte) || byte == 0x2e || byte == 0x5f
            return isGood ? byte : UInt8(ascii: "-")
        }
        let text = String(decoding: kept.drop { $0 == 0x2e || $0 == 0x2d }, as: UTF8.self)
        return text.isEmpty ? "notary" : String(text.prefix(48))
    }
}
