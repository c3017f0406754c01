import CommandSupport
import LinuxFiles
import Verification

/// Finds the profile that the command line names.
enum ProfileChoice {
    /// A shipped profile by name, else the one in the file of that path.
    static func profile(_ choice: String) throws(CommandFailure) -> Profile {
        if let shipped = Profile.shipped.first(where: { $0.name == choice }) { return shipped }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try Files.read(choice, limit: 1 << 20) } catch {
            let names = Profile.shipped.map(\.name).joined(separator: ", ")
            throw CommandFailure(
                .unreadable, "cannot read profile \(error); the shipped ones are \(names)")
        }
        do throws(ProfileError) { return try Profile(bytes: bytes) } catch {
            throw CommandFailure(
                .unreadable, "cannot use profile \(Printable.line(choice)): \(error.sentence)")
        }
    }
}

extension ProfileError {
    /// What is wrong, as a clause.
    fileprivate var sentence: String {
        switch self {
        case .unreadable(let error): "it is not canonical JSON: \(error)"
        case .wrongMember(let name):
            name.isEmpty ? "it is no object" : "member \(Printable.line(name)) is missing or wrong"
        case .unknownMember(let name): "no profile has a member \(Printable.line(name))"
        case .unknownRule(let name): "this version asks no rule \(Printable.line(name))"
        case .noRules: "it asks no rule at all"
        }
    }
}
