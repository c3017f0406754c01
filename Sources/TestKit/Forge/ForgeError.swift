/// Why the generator could not make what it was asked for.
package enum ForgeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What it started from isn't what it has to be.
    case broken(String)
    /// A file or folder could not be written.
    case output(String)
    /// There is no such case.
    case unknownCase(String)

    /// One sentence.
    package var description: String {
        switch self {
        case .broken(let why): "the honest original doesn't hold: \(why)"
        case .output(let why): "could not write: \(why)"
        case .unknownCase(let name): "there is no case called \(name)"
        }
    }
}
