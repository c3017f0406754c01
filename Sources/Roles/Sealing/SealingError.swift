/// Why the sealing desk could not do what it was asked.
///
/// Broken evidence is never among these: a changed or missing file is exported as such, and said.
package enum SealingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The order names somebody or something that the log doesn't hold.
    case unknown(what: String, name: String)
    /// Approver and requester are one person.
    case approverIsRequester(person: String)
    /// Somebody else than the named requester would write the request.
    case askedByAnother(desk: String, requester: String)
    /// The seal's key is a person's own, or isn't the one that the request names.
    case wrongSealKey(String)
    /// Nothing of the query is in the log.
    case nothingSelected(query: String)
    /// The store's own bytes don't hold together.
    case brokenStore(String)
    /// A path or a size that the archive can't hold.
    case doesNotFit(String)
    /// The custodian's release doesn't belong to this export.
    case releaseRefused(String)
    /// The time-stamp authority gave nothing usable.
    case noTimeStamp(String)
    /// The renewals so far don't hold together.
    case brokenRenewal(String)
    /// A key, certificate or message could not be made or read.
    case cryptography(String)
    /// Writing the archive failed.
    case output(String)

    /// The reason alone, without what it kept from being done.
    package var why: String {
        switch self {
        case .releaseRefused(let why), .brokenStore(let why), .noTimeStamp(let why),
            .output(let why):
            why
        default: description
        }
    }

    /// One sentence for the person at the desk.
    package var description: String {
        switch self {
        case .unknown(let what, let name): "the log holds no \(what) \"\(name)\""
        case .approverIsRequester(let person):
            "\(person) asked for this export and can't approve it too; name another approver"
        case .askedByAnother(let desk, let requester):
            "this account is \(desk)'s, so \(requester) can't be named as who asks for the export; "
                + "name \(desk), or let \(requester) run the export"
        case .wrongSealKey(let why): why
        case .nothingSelected(let query): "nothing in the log answers the query: \(query)"
        case .brokenStore(let why): "the store does not hold together: \(why)"
        case .doesNotFit(let why): why
        case .releaseRefused(let why): "the custodian's release is refused: \(why)"
        case .noTimeStamp(let why): "no usable time-stamp: \(why)"
        case .brokenRenewal(let why): "the renewals so far don't hold together: \(why)"
        case .cryptography(let why): why
        case .output(let why): "the bundle could not be written: \(why)"
        }
    }
}
