/// Writing XML or setting up a validation failed.
package struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the failed libxml2 call, or of our own check.
    package let function: String
    /// What was wrong.
    package let message: String

    /// The failed call and what went wrong.
    package var description: String { "\(function): \(message)" }
}
