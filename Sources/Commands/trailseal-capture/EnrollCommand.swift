import Capture
import CommandSupport
import Cryptography
import Records

/// `enroll`: makes somebody a person of the log.
enum EnrollCommand {
    static let spec = CommandSpec(
        name: "enroll", summary: "enrol a person who may record or sign",
        details: [
            "Person id and user id are given once and never again. The person types the password; "
                + "it protects the person's own key and is kept nowhere.",
            "With --ca requests a certificate request is written, and the person is enrolled when "
                + "the certificate comes in.",
        ],
        options: [
            OptionSpec(
                "person", placeholder: "ID", help: "the site's id of the person", isRequired: true),
            OptionSpec(
                "user", placeholder: "ID", help: "the user id for signing", isRequired: true),
            OptionSpec(
                "name", placeholder: "NAME", help: "the name printed beside signatures",
                isRequired: true),
            OptionSpec(
                "role", placeholder: "ROLE", help: "a role of the policy, the usual one first",
                isRepeatable: true, isRequired: true),
            OptionSpec(
                "proofing", placeholder: "TEXT", help: "how the identity was checked",
                isRequired: true),
            OptionSpec(
                "document", placeholder: "TEXT", help: "the document that was seen"),
            OptionSpec(
                "os-user", placeholder: "NAME",
                help: "the operating system's user that stands for this person"),
            PasswordSource.option, Shared.authorityPassword,
        ],
        positionals: [Shared.store],
        examples: [
            ExampleSpec(
                "trailseal-capture enroll /srv/trailseal/nmr7 --person P0042 --user achen "
                    + "--name 'Alice Chen' --role analyst --proofing 'passport seen by HR' "
                    + "--os-user achen", "Enrols Alice Chen; asks twice for the new password.")
        ])

    static func run(_ arguments: ParsedArguments) throws {
        let user = try arguments.required("user")
        // The store is looked at before anybody types a password.
        _ = try StoreReader(Shared.layout(arguments))
        let administrator = try Shared.administratorPassword(arguments)
        let request = EnrolmentRequest(
            personID: try arguments.required("person"), userID: user,
            printedName: try arguments.required("name"), roles: arguments.values("role"),
            osUser: arguments.value("os-user"), proofing: try arguments.required("proofing"),
            document: arguments.value("document"),
            password: Shared.password(try PasswordSource(arguments).readNew(for: user)))
        let result = try Shared.session(arguments) { writer in
            try Enrolment.enrol(request, administratorPassword: administrator, writer: writer)
        }
        switch result {
        case .enrolled(let seq):
            try Shared.say("\(request.printedName) is enrolled as \(user), record \(seq)")
        case .requested(let path):
            try Shared.say("certificate request \(path)")
        }
    }
}

/// `person`: later changes to somebody.
enum PersonCommand {
    private static let user = OptionSpec(
        "user", placeholder: "ID", help: "the person's user id", isRequired: true)

    static let spec = CommandSpec(
        name: "person", summary: "unlock a person, change a password, end an account",
        subcommands: [
            CommandSpec(
                name: "unlock", summary: "let a locked person sign again",
                options: [user, Shared.authorityPassword], positionals: [Shared.store]),
            CommandSpec(
                name: "password", summary: "put the person's key under a new password",
                details: ["With --password-fd the old password comes first, then the new one."],
                options: [user, PasswordSource.option], positionals: [Shared.store]),
            CommandSpec(
                name: "deactivate", summary: "end the person's account; its ids stay taken",
                details: [
                    "Nothing is recorded or signed by the account any more; what was recorded and "
                        + "signed stays as it is. The certificate stays valid unless it is revoked, "
                        + "which is advisable where somebody may have learnt the password."
                ],
                options: [
                    user,
                    OptionSpec(
                        "revoke",
                        help: "revoke the certificate too; its signatures need a receipt by then"),
                    Shared.authorityPassword,
                ], positionals: [Shared.store]),
        ])

    static func run(_ arguments: ParsedArguments) throws {
        let user = try arguments.required("user")
        _ = try StoreReader(Shared.layout(arguments))
        let seq: UInt64
        switch arguments.command.last {
        case "unlock":
            let password = try Shared.administratorPassword(arguments)
            seq = try Shared.session(arguments) { writer in
                try PersonChanges.unlock(
                    userID: user, administratorPassword: password, writer: writer)
            }
        case "deactivate":
            let password = try Shared.administratorPassword(arguments)
            let leaving = try Shared.session(arguments) { writer in
                try Leaving.run(
                    userID: user, administratorPassword: password,
                    revoking: arguments.flag("revoke"), writer: writer)
            }
            return try Shared.say(text(leaving, of: user))
        default:
            let source = try PasswordSource(arguments)
            let old = Shared.password(try source.read(for: user))
            let new = Shared.password(try source.readNew(for: user))
            seq = try Shared.session(arguments) { writer in
                try PersonChanges.changePassword(
                    userID: user, old: old, new: new, writer: writer)
            }
        }
        try Shared.say("record \(seq)")
    }

    /// What has ended, what stays valid, and who can change that.
    private static func text(_ leaving: Leaving, of user: String) -> String {
        let ended =
            "\(leaving.printedName)'s account \(user) is ended"
            + (leaving.seq.map { ", record \($0)\n" } ?? " since before\n")
            + "what it recorded and signed stays as it is"
        guard let certificate = leaving.certificate else { return ended }
        if leaving.isRevoked { return ended + "; its certificate is revoked from now on" }
        let end = Timestamp(unixSeconds: certificate.notAfter).secondsText
        let stays = ended + "; its certificate stays valid until \(end)\n"
        return stays
            + (leaving.isOwnAuthority
                ? "to have it revoked, run this command again with --revoke"
                : "your authority can revoke it; bring its list in with `trailseal-capture certificates add`")
    }
}
