import Capture
import CommandSupport
import Cryptography
import LinuxFiles

/// `confirm`: the custodian's word that the custodian file opens.
enum ConfirmCommand {
    static let spec = CommandSpec(
        name: "confirm", summary: "make or enter the custodian's confirmation",
        details: [
            "The custodian runs `confirm code` on the custodian's own machine, which opens the "
                + "file and prints a code that gives nothing away; `confirm enter` gives the code "
                + "to the store."
        ],
        subcommands: [
            CommandSpec(
                name: "code", summary: "open the custodian file and print the code",
                options: [
                    OptionSpec(
                        "log", placeholder: "ID", help: "the log's id, 64 hex digits",
                        isRequired: true),
                    OptionSpec(
                        "key", placeholder: "FILE", help: "the custodian's key, PKCS#8",
                        kind: .file, isRequired: true),
                    OptionSpec(
                        "certificate", placeholder: "FILE", help: "the custodian's certificate",
                        kind: .file, isRequired: true),
                    PasswordSource.option,
                ],
                positionals: [
                    PositionalSpec("FILE", help: "the custodian file", kind: .file)
                ]),
            CommandSpec(
                name: "enter", summary: "enter the code that the custodian read out",
                options: [
                    OptionSpec(
                        "code", placeholder: "CODE", help: "32 hex digits", isRequired: true)
                ],
                positionals: [Shared.store]),
        ])

    static func run(_ arguments: ParsedArguments) throws {
        if arguments.command.last == "code" { return try printCode(arguments) }
        let layout = try Shared.layout(arguments)
        let context = try Shared.context()
        let code = try arguments.required("code")
        do {
            let writer = try LogWriter.open(layout, context: context)
            try writer.confirmCustody(code: code)
        }
        Shared.warn(
            try LogWriter.advance(layout, context: context, transport: .network))
        try Shared.say("the custodian's confirmation is noted")
    }

    private static func printCode(_ arguments: ParsedArguments) throws {
        guard let log = Digest(hex: try arguments.required("log")) else {
            throw arguments.usage("--log needs 64 hex digits")
        }
        let envelope = try Shared.readFile(try arguments.requiredPositional("FILE"))
        let keyPath = try arguments.required("key")
        let password = Shared.password(try PasswordSource(arguments).read(for: "the custodian"))
        let key: PrivateKey
        do {
            key = try PrivateKey(
                encryptedPKCS8: try Shared.readFile(keyPath), password: password)
        } catch let error as CryptographyError {
            throw CommandFailure(.refused, "\(keyPath) doesn't open: \(error.text)")
        }
        let certificates: [Certificate]
        do {
            certificates = try PEM.certificates(
                in: try Shared.readFile(try arguments.required("certificate")))
        } catch let error as CryptographyError {
            throw CommandFailure(.unreadable, "the certificate can't be read: \(error.text)")
        }
        if certificates.isEmpty {
            throw CommandFailure(.unreadable, "the certificate's file holds no certificate")
        }
        guard let certificate = certificates.first(where: { $0.spki == key.spki }) else {
            throw CommandFailure(.refused, "the certificate isn't that of the key")
        }
        let secret = try CustodianFile.open(envelope, key: key, certificate: certificate)
        try Shared.say(CustodianFile.confirmationCode(secret, log: log))
    }
}

/// `certificates`: requests out, certificates in.
enum CertificatesCommand {
    static let spec = CommandSpec(
        name: "certificates", summary: "exchange certificates with an outside authority",
        subcommands: [
            CommandSpec(
                name: "requests", summary: "list certificate requests",
                positionals: [Shared.store]),
            CommandSpec(
                name: "add", summary: "take certificates and revocation lists in",
                details: [
                    "An authority's certificate is kept; the log's, the seal's and a person's is "
                        + "matched with its request by its key. A revocation list is kept if an "
                        + "authority signed it whose certificate is kept; bundles carry it."
                ],
                positionals: [
                    Shared.store,
                    PositionalSpec(
                        "FILE", help: "certificates or revocation lists, PEM; a list also DER",
                        count: .oneOrMore, kind: .file),
                ]),
        ])

    static func run(_ arguments: ParsedArguments) throws {
        if arguments.command.last == "requests" {
            _ = try StoreReader(Shared.layout(arguments))
            for request in try CertificateRequests.list(Shared.layout(arguments)) {
                try Shared.say("\(request.name)  \(request.path)")
            }
            return
        }
        var certificates: [Certificate] = []
        var lists: [CertificateRevocationList] = []
        for path in arguments.positionals("FILE") {
            let bytes = try Shared.readFile(path, limit: 80 << 20)
            let found = try Self.read(bytes, path)
            certificates += found.certificates
            lists += found.lists
        }
        try Shared.session(arguments) { writer in
            for certificate in certificates {
                switch try CertificateRequests.add(certificate, writer: writer) {
                case .task(let task): try Shared.say("certificate of the \(task)")
                case .authority: try Shared.say("authority \(certificate.subject)")
                case .enrolled(let person, let seq):
                    try Shared.say("\(person) is enrolled, record \(seq)")
                }
            }
            for list in lists {
                try RevocationUpkeep.add(list, writer: writer)
                try Shared.say("revocation list of \(list.issuer)")
            }
        }
    }

    private static func read(
        _ bytes: [UInt8], _ path: String
    ) throws -> (certificates: [Certificate], lists: [CertificateRevocationList]) {
        do throws(CryptographyError) {
            // A DER file is a list or certificates, never both.
            if bytes.first == 0x30, let lists = Self.listAlone(bytes) { return ([], lists) }
            let certificates = try PEM.certificates(in: bytes)
            let lists = bytes.first == 0x30 ? [] : try PEM.revocationLists(in: bytes)
            if !certificates.isEmpty || !lists.isEmpty { return (certificates, lists) }
        } catch {
            throw CommandFailure(.unreadable, "\(path) can't be read: \(error.text)")
        }
        throw CommandFailure(.unreadable, "\(path) holds no certificate and no revocation list")
    }

    private static func listAlone(_ bytes: [UInt8]) -> [CertificateRevocationList]? {
        do throws(CryptographyError) { return try PEM.revocationLists(in: bytes) } catch {
            return nil
        }
    }
}
